package handlers

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"chigiri/models"
)

// maxBody bounds a request: the largest attachment and the fields beside it, or ten
// megabytes of Japanese pasted into a form, of which a browser makes thirty: they
// come back with a word at the field. maxPublic bounds what nobody in particular
// may send.
const (
	maxBody   = models.MaxFile + 16<<20
	maxPublic = 1 << 20
)

// policy lets a page load only what the house itself serves; no inline script or
// style, no frames, no plug-ins (OWASP ASVS 5.0 3.4).
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// guard is what every request passes before its route.
func (h *Handlers) guard(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			if r := recover(); r == http.ErrAbortHandler { //nolint:errorlint // it is the value itself
				panic(r) // an answer that broke half way must not end as if it were whole
			} else if r != nil {
				err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
			}
		}()
		h.headers(c)
		c.Set(bodyKey, c.Request().Body)
		c.Request().Body = http.MaxBytesReader(c.Response(), c.Request().Body, maxBody)
		if h.cross.Check(c.Request()) != nil {
			return models.Denied("error.cross_origin")
		}
		ctx, stop := context.WithTimeout(c.Request().Context(), h.opt.Timeout)
		defer stop()
		ctx, end := context.WithCancelCause(ctx)
		defer end(errEnded)
		c.SetRequest(c.Request().WithContext(ctx))
		err = next(c)
		return err
	}
}

// errEnded is why a request's context is over when we are through with it.
var errEnded = errors.New("the request was answered")

// givenUp says whether an error comes of a reader who left before the answer was whole.
func givenUp(c echo.Context, err error) bool {
	var sent *net.OpError
	left := errors.Is(context.Cause(c.Request().Context()), context.Canceled)
	return left && (errors.Is(err, context.Canceled) || errors.As(err, &sent) && sent.Op == "write")
}

func (h *Handlers) headers(c echo.Context) {
	header := c.Response().Header()
	header.Set("Content-Security-Policy", policy)
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "same-origin")
	header.Set("Cross-Origin-Opener-Policy", "same-origin")
	header.Set("Cross-Origin-Resource-Policy", "same-origin")
	header.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
	header.Set("Cache-Control", "no-store")
	header.Add("Vary", "Accept, Accept-Language, Cookie")
	if h.opt.Secure {
		header.Set("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
	}
}

// door puts a route's permission before its answer. Nothing is open unless the
// line says so.
func (h *Handlers) door(r Route) echo.HandlerFunc {
	return func(c echo.Context) error {
		if r.Path == assetPath { // the same for everybody: no hand on a device
			return r.Answer(h, c)
		}
		who, err := h.identify(c)
		if err != nil && models.KindOf(err) != models.KindStale {
			return err
		}
		who.Lang = language(c, who)
		setActor(c, who)
		if r.Public {
			c.Request().Body = http.MaxBytesReader(c.Response(), c.Request().Body, cmp.Or(r.Body, maxPublic))
			return r.Answer(h, c)
		}
		if who.UserID == "" {
			return h.signInFirst(c)
		}
		if r.Who != nil && !slices.Contains(r.Who, who.Role) {
			return h.turnAway(r, who.Role)
		}
		return r.Answer(h, c)
	}
}

// turnAway answers a role that a line does not name: what the role may not even
// see is not found; what it may see but not do is refused.
func (h *Handlers) turnAway(r Route, role models.Role) error {
	for _, page := range h.routes {
		if page.Method == get && page.Path == thing(r.Path) && !slices.Contains(page.Who, role) {
			return models.NotFound("page")
		}
	}
	return models.Denied("error.denied.role")
}

// thing is the page of what an address is about: /contracts/:id of
// /contracts/:id/edit. An address about nothing of the kind is its own.
func thing(path string) string {
	parts := strings.Split(path, "/")
	if len(parts) > 2 && strings.HasPrefix(parts[2], ":") {
		return strings.Join(parts[:3], "/")
	}
	return ""
}

// identify names the actor from a bearer token or the session cookie. Nobody is
// an actor without UserID.
func (h *Handlers) identify(c echo.Context) (models.Actor, error) {
	nobody := models.Actor{Address: c.RealIP()}
	if token, ok := strings.CutPrefix(c.Request().Header.Get("Authorization"), "Bearer "); ok {
		who, err := h.store.ActorByToken(c.Request().Context(), token, c.RealIP())
		if err != nil {
			return nobody, err
		}
		return who, nil
	}
	secret := h.cookie(c, h.cookieName())
	if secret == "" {
		return nobody, nil
	}
	who, err := h.store.ActorBySession(c.Request().Context(), secret, c.RealIP())
	if err != nil {
		return nobody, err
	}
	return who, nil
}

const actorKey = "actor"

func setActor(c echo.Context, a models.Actor) { c.Set(actorKey, a) }

// actor is who asks; without UserID it is nobody.
func actor(c echo.Context) models.Actor {
	a, _ := c.Get(actorKey).(models.Actor)
	return a
}

// extractor says which address a request comes from: the peer's, or, behind
// balancers we were told of, the last address they did not add themselves.
func extractor(proxies []string) (echo.IPExtractor, error) {
	if len(proxies) == 0 {
		return echo.ExtractIPDirect(), nil
	}
	options := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, p := range proxies {
		_, network, err := net.ParseCIDR(p)
		if err != nil {
			return nil, fmt.Errorf("trusted proxy %q: %w", p, err)
		}
		options = append(options, echo.TrustIPRange(network))
	}
	return echo.ExtractIPFromXFFHeader(options...), nil
}

// logFailure names a fault of ours in the log, by route and without query or body:
// they may hold what people typed. A reader who left is no fault.
func (h *Handlers) logFailure(c echo.Context, err error, id string) {
	method, route := slog.String("method", c.Request().Method), slog.String("route", c.Path())
	if givenUp(c, err) {
		h.opt.Log.Debug("request given up", method, route)
		return
	}
	h.opt.Log.Error("request failed", slog.String("id", id), method, route, slog.String("user", actor(c).UserID), slog.Any("err", err))
}
