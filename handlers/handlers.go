// Package handlers is how the outside meets the house over HTTP. It owns echo:
// routes, sessions, forms, errors. A handler reads a form, calls one store
// method and answers with a page, a redirect or an error; programs get the same
// answer as JSON at the same address.
//
// It may use models, models/store, models/catalog's types and views; never gorm
// or gofpdf. The route table in routes.go is the map of who may do what; what is
// not in it does not exist.
package handlers

import (
	"log/slog"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/views/document"
)

// Options is what the outside decides about this door.
type Options struct {
	Log     *slog.Logger
	URL     string   // address people use; links are made of it, never of what a request claims
	Secure  bool     // served over https: cookies are __Host-, HSTS is sent
	Proxies []string // addresses of balancers whose X-Forwarded-For is believed, as CIDR
	// Demo are example accounts shown on the sign-in page; empty in production. In a demo
	// letters are kept and shown instead of sent.
	Demo    []DemoAccount
	Fonts   *document.Fonts
	Timeout time.Duration // of one request; 30 s when zero
	// Witnesses are the verifier keys of those who countersign the log; evidence
	// bundles carry them.
	Witnesses  []string
	MailServer string // name of the mail server; empty where there is none and mail waits
}

// DemoAccount is an example account with a sentence on what it shows.
type DemoAccount struct {
	Role, Login, Password, Token string
	Name                         string
	Sentence                     models.Text
}

// Handlers answers requests.
type Handlers struct {
	store *store.Store
	opt   Options
	urls  map[string]string
	cross *http.CrossOriginProtection
	// bundles holds a place for each bundle under way: each keeps a connection to the
	// database for as long as its reader takes, and there must be some left for pages.
	bundles chan struct{}
	// intake bounds the files that are being read to be checked, and checks holds a place
	// for each that is looked at.
	intake intake
	checks chan struct{}
	// routes are what openAPI describes: Routes itself names openAPI and cannot be
	// named by it.
	routes []Route
}

// bundlesAtOnce is how many bundles one process makes at the same time.
const bundlesAtOnce = 3

// New wires the routes and gives the whole door as one http.Handler.
func New(s *store.Store, opt Options) (http.Handler, error) {
	e, err := newEcho(s, opt)
	return e, err
}

func newEcho(s *store.Store, opt Options) (*echo.Echo, error) {
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	if opt.Timeout == 0 {
		opt.Timeout = 30 * time.Second
	}
	h := &Handlers{store: s, opt: opt, urls: webURLs(), cross: http.NewCrossOriginProtection(), bundles: make(chan struct{}, bundlesAtOnce), checks: make(chan struct{}, checksAtOnce), routes: Routes}
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	extract, err := extractor(opt.Proxies)
	if err != nil {
		return nil, err
	}
	e.IPExtractor = extract
	e.HTTPErrorHandler = h.failed
	e.Use(h.guard)
	for _, r := range Routes {
		e.Add(r.Method, r.Path, h.door(r))
		if r.Method == get { // the same without its body (RFC 9110 9.3.2)
			e.Add(http.MethodHead, r.Path, h.door(r))
		}
	}
	return e, nil
}
