package main

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"

	"chigiri/handlers"
	"chigiri/handlers/worker"
	"chigiri/models/store"
)

// demoTick is how often the demo looks at its log: soon enough to be seen.
const demoTick = 5 * time.Second

// demoMailTick is how often it looks at its mail: a visitor waits for it.
const demoMailTick = 2 * time.Second

// demoCommand runs everything on an embedded database with the audit case as
// example data.
type demoCommand struct {
	Listen    string   `default:"127.0.0.1:8080" help:"Address to listen on."`
	SSHListen string   `name:"ssh-listen" default:"127.0.0.1:2222" help:"Address of the SSH gateway; unused while this program has none."`
	Data      string   `placeholder:"DIR" help:"Folder to keep the data in; a temporary one, removed at the end, when left out."`
	Gaiji     []string `env:"PORTAL_FONTS" placeholder:"FILE" help:"Further TrueType fonts for 外字."`
}

// demoFile is what programs read to find the running demo (DIR/demo.json).
type demoFile struct {
	URL        string            `json:"url"`
	SSH        *string           `json:"ssh"`
	SSHHostKey *string           `json:"ssh_host_key"`
	Accounts   []demoAccount     `json:"accounts"`
	Contracts  map[string]string `json:"contracts"`
}

type demoAccount struct {
	Role     string `json:"role"`
	Login    string `json:"login"`
	Password string `json:"password"`
	Token    string `json:"token"`
}

// Run prepares the data, serves, and clears up behind itself.
func (c demoCommand) Run(ctx context.Context, s streams) (err error) {
	dir, clean, err := c.folder()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, clean()) }()
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return err
	}
	defer listener.Close() //nolint:errcheck // closed by the server already when it ran
	days, err := loadCalendar("")
	if err != nil {
		return err
	}
	sealing, err := demoSeal(dir)
	if err != nil {
		return err
	}
	codes, err := demoSecret(dir)
	if err != nil {
		return err
	}
	clock := &stagedClock{}
	db, err := store.Open(ctx, "sqlite:"+filepath.Join(dir, "portal.db"), store.Options{Now: clock.now, Seal: sealing, Secret: codes, Open: days})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	fonts, err := loadFonts(c.Gaiji)
	if err != nil {
		return err
	}
	keys, err := demoKey(dir)
	if err != nil {
		return err
	}
	url := "http://" + listener.Addr().String()
	example, err := prepare(ctx, db, clock, fonts, keys, dir, url)
	if err != nil {
		return err
	}
	if _, _, err := db.CheckpointLog(ctx, keys); err != nil {
		return err
	}
	log := newLog(s)
	example.file.URL = url
	door, err := handlers.New(db, handlers.Options{Log: log, URL: example.file.URL, Demo: example.doors, Fonts: fonts})
	if err != nil {
		return err
	}
	if err := writeDemo(filepath.Join(dir, "demo.json"), example.file); err != nil {
		return err
	}
	keep := worker.Log{Keys: &keys, Tick: demoTick, Every: time.Minute, Kept: filepath.Join(dir, "log.kept")}
	defer startWorker(ctx, db, log, work{log: keep, mail: demoMail(db, example.file.URL)})()
	announce(s, dir, example.file)
	return serve(ctx, listener, door)
}

// folder gives the data folder and what to do with it at the end.
func (c demoCommand) folder() (string, func() error, error) {
	if c.Data != "" {
		return c.Data, func() error { return nil }, os.MkdirAll(c.Data, 0o700)
	}
	dir, err := os.MkdirTemp("", "chigiri-demo-")
	return dir, func() error { return os.RemoveAll(dir) }, err
}

func announce(s streams, dir string, f demoFile) {
	say(s.out, "契 Chigiri\n\n  %s\n\n", f.URL)
	for _, a := range f.Accounts {
		say(s.out, "  %-18s %-12s %s\n", a.Role, a.Login, a.Password)
	}
	say(s.out, "\n  %s\n  Ctrl-C\n", filepath.Join(dir, "demo.json"))
}

// writeDemo puts the file in place whole: whoever waits for it never reads half.
func writeDemo(name string, f demoFile) error {
	b, err := json.MarshalIndent(f, "", "  ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(name+".new", b, 0o600); err != nil {
		return err
	}
	return os.Rename(name+".new", name)
}

// stagedClock shows the day on which a piece of the example happened while the
// data is made, and the real time afterwards.
type stagedClock struct {
	mu    sync.Mutex
	stage time.Time
}

func (c *stagedClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.stage.IsZero() {
		return time.Now()
	}
	c.stage = c.stage.Add(time.Second)
	return c.stage
}

func (c *stagedClock) set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stage = t
}
