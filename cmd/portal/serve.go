package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"chigiri/assets"
	"chigiri/handlers"
	"chigiri/handlers/worker"
	"chigiri/models"
	"chigiri/models/store"
	"chigiri/views/document"
)

// serveCommand runs the portal in production.
type serveCommand struct {
	database
	logKey
	installation
	logOthers
	sealKey
	mailing
	Listen  string   `env:"PORTAL_LISTEN" default:"127.0.0.1:8080" help:"Address to listen on."`
	URL     string   `env:"PORTAL_URL" default:"" placeholder:"https://…" help:"Address people use; https turns on secure cookies."`
	Proxies []string `env:"PORTAL_TRUSTED_PROXIES" placeholder:"CIDR" help:"Balancers whose X-Forwarded-For is believed."`
	Days    string   `name:"holidays" env:"PORTAL_HOLIDAYS" placeholder:"FILE" help:"Closed and opened days of one's own, over the bundled national holidays."`
	Gaiji   []string `env:"PORTAL_FONTS" placeholder:"FILE" help:"Further TrueType fonts for 外字, tried after the bundled ones."`
}

// address is what links are made of: PORTAL_URL, or where we listen.
func (c serveCommand) address() string {
	if c.URL != "" {
		return c.URL
	}
	return "http://" + c.Listen
}

// Run refuses a stale schema, then serves until it is told to stop.
func (c serveCommand) Run(ctx context.Context, s streams) (err error) {
	address, err := c.url()
	if err != nil {
		return err
	}
	keys, err := c.keys()
	if err != nil {
		return err
	}
	keep, err := c.keeping(keys)
	if err != nil {
		return err
	}
	codes, err := c.codeKey()
	if err != nil {
		return err
	}
	days, err := loadCalendar(c.Days)
	if err != nil {
		return err
	}
	send, mailServer, err := c.sending(c.address())
	if err != nil {
		return err
	}
	log := newLog(s)
	with := store.Options{Log: log, Secret: codes, Open: days, Stamping: keep.Authority != nil}
	if with.Seal, err = c.load(log, time.Now()); err != nil {
		return err
	}
	if with.SealRoots, err = namedRoots("PORTAL_SEAL_ROOTS", c.SealRoots); err != nil {
		return err
	}
	if with.Authorities, err = namedRoots("PORTAL_TSA_ROOTS", c.TSARoots); err != nil {
		return err
	}
	db, err := store.Open(ctx, address, with)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := db.CheckSchema(ctx); err != nil {
		return err
	}
	if err := db.CheckSecret(ctx); err != nil {
		return err
	}
	fonts, err := loadFonts(c.Gaiji)
	if err != nil {
		return err
	}
	door, err := handlers.New(db, handlers.Options{
		Log: log, URL: c.address(), Secure: strings.HasPrefix(c.URL, "https://"), Proxies: c.Proxies, Fonts: fonts, Witnesses: c.verifiers(),
		MailServer: mailServer,
	})
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return err
	}
	stamps := worker.Stamps{Authority: keep.Authority, Client: &http.Client{}, Rand: rand.Reader, Holder: rand.Text()}
	defer startWorker(ctx, db, log, work{keep, send, stamps})()
	log.Info("serving", slog.String("listen", listener.Addr().String()), slog.String("database", masked(address)))
	return serve(ctx, listener, door)
}

// serve answers until ctx ends, then lets requests under way finish.
func serve(ctx context.Context, l net.Listener, door http.Handler) error {
	server := &http.Server{
		Handler: door, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute,
		WriteTimeout: 2 * time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(l) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	rest, cancel := context.WithTimeout(context.WithoutCancel(ctx), 20*time.Second)
	defer cancel()
	err := server.Shutdown(rest)
	if served := <-failed; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	return err
}

// work is what the clock looks after beside the calendar.
type work struct {
	log    worker.Log
	mail   worker.Mail
	stamps worker.Stamps
}

// startWorker runs the clock beside the door and gives the function that ends it
// and waits until it has.
func startWorker(ctx context.Context, db *store.Store, log *slog.Logger, w work) func() {
	ctx, stop := context.WithCancel(ctx)
	var working sync.WaitGroup
	working.Go(func() { worker.Run(ctx, db, log) })
	working.Go(func() { worker.KeepLog(ctx, db, log, w.log) })
	working.Go(func() { worker.Remind(ctx, db, log) })
	working.Go(func() { worker.SendMail(ctx, db, log, w.mail) })
	working.Go(func() { worker.StampSeals(ctx, db, log, w.stamps) })
	return func() {
		stop()
		working.Wait()
	}
}

// publishBundled makes the edition that comes with the program known to the
// database; it does nothing when it is there already.
func publishBundled(ctx context.Context, db *store.Store) error {
	for _, e := range assets.Editions() {
		if _, err := db.PublishEdition(ctx, models.System(), e.Name, e.Data); err != nil {
			return fmt.Errorf("publish %s: %w", e.Name, err)
		}
	}
	return nil
}

// loadFonts gives the bundled faces and, after them, those of the installation.
func loadFonts(paths []string) (*document.Fonts, error) {
	extra, err := fontFiles(paths)
	if err != nil {
		return nil, err
	}
	return document.LoadFonts(extra...)
}
