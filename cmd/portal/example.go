package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"chigiri/assets"
	"chigiri/handlers"
	"chigiri/models"
	"chigiri/models/store"
	"chigiri/models/yamlfile"
	"chigiri/views/document"
)

// exampleData is assets/demo/example.yaml.
type exampleData struct {
	Divisions []exampleDivision `yaml:"divisions"`
	Vendors   []exampleVendor   `yaml:"vendors"`
	Systems   []exampleSystem   `yaml:"systems"`
	Links     []exampleLink     `yaml:"links"`
	Accounts  []exampleAccount  `yaml:"accounts"`
	Contracts []exampleContract `yaml:"contracts"`
}

type exampleAccount struct {
	Role     string `yaml:"role"`
	Login    string `yaml:"login"`
	Name     string `yaml:"name"`
	As       string `yaml:"as"`
	Division string `yaml:"division"`
	Vendor   string `yaml:"vendor"`
	Mail     string `yaml:"mail"`
	JA       string `yaml:"ja"`
	EN       string `yaml:"en"`
}

// example is the prepared demo: what the sign-in page shows and what programs read.
type example struct {
	doors []handlers.DemoAccount
	file  demoFile
}

// stage is the work of making the example data through the store, as the people
// of the example themselves.
type stage struct {
	ctx       context.Context
	db        *store.Store
	clock     *stagedClock
	fonts     *document.Fonts
	keys      store.LogKeys
	url       string // of the portal, as papers print it
	data      exampleData
	divisions map[string]string
	vendors   map[string]string
	systems   map[string]string
	actors    map[string]models.Actor
	contracts map[string]string
}

// prepare brings up the schema and, on an empty database, the example data. A
// folder that holds a demo already keeps its data and its accounts.
func prepare(ctx context.Context, db *store.Store, clock *stagedClock, fonts *document.Fonts, keys store.LogKeys, dir, url string) (example, error) {
	if err := db.Migrate(ctx); err != nil {
		return example{}, err
	}
	var data exampleData
	if err := yamlfile.Decode("example.yaml", assets.Example, &data); err != nil {
		return example{}, err
	}
	if kept, err := os.ReadFile(filepath.Join(dir, "demo.json")); err == nil {
		var file demoFile
		if err := json.Unmarshal(kept, &file); err != nil {
			return example{}, fmt.Errorf("demo.json: %w", err)
		}
		return example{doors: doors(data.Accounts, file.Accounts), file: file}, nil
	}
	g := &stage{ctx: ctx, db: db, clock: clock, fonts: fonts, keys: keys, url: url, data: data,
		divisions: map[string]string{}, vendors: map[string]string{}, systems: map[string]string{},
		actors: map[string]models.Actor{}, contracts: map[string]string{}}
	accounts, err := g.make()
	clock.set(time.Time{})
	if err != nil {
		return example{}, fmt.Errorf("example data: %w", err)
	}
	return example{doors: doors(data.Accounts, accounts), file: demoFile{Accounts: accounts, Contracts: g.contracts}}, nil
}

// opening is the day before anything of the example happened.
var opening = time.Date(2025, 12, 1, 0, 0, 0, 0, time.UTC)

func (g *stage) make() ([]demoAccount, error) {
	g.clock.set(opening)
	if err := publishBundled(g.ctx, g.db); err != nil {
		return nil, err
	}
	for _, step := range []func() error{g.makeDivisions, g.makeVendors, g.makeSystems, g.makeLinks} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	accounts, err := g.makeAccounts()
	if err != nil {
		return nil, err
	}
	// The opening day is signed as it ended; what follows is signed when the demo starts.
	if _, _, err := g.db.CheckpointLog(g.ctx, g.keys); err != nil {
		return nil, err
	}
	return accounts, g.makeContracts()
}

func (g *stage) makeAccounts() ([]demoAccount, error) {
	var made []demoAccount
	for _, a := range g.data.Accounts {
		account := demoAccount{Role: a.Role, Login: a.Login, Password: rand.Text()[:20], Token: "chg_" + rand.Text() + rand.Text()}
		in := models.UserInput{Login: a.Login, Name: a.Name, Role: models.Role(a.As),
			DivisionID: g.divisions[a.Division], VendorID: g.vendors[a.Vendor], Mail: a.Mail}
		u, err := g.db.SeedUser(g.ctx, in, account.Password, account.Token)
		if err != nil {
			return nil, fmt.Errorf("account %s: %w", a.Login, err)
		}
		g.actors[a.Role] = models.Actor{UserID: u.ID, Name: u.Name, Role: u.Role, DivisionID: u.DivisionID, VendorID: u.VendorID, Lang: "ja", Address: "127.0.0.1"}
		made = append(made, account)
	}
	return made, nil
}

// doors joins the sentences of the example with the accounts made from it.
func doors(sentences []exampleAccount, accounts []demoAccount) []handlers.DemoAccount {
	by := map[string]exampleAccount{}
	for _, s := range sentences {
		by[s.Role] = s
	}
	var list []handlers.DemoAccount
	for _, a := range accounts {
		s := by[a.Role]
		list = append(list, handlers.DemoAccount{Role: a.Role, Login: a.Login, Password: a.Password, Token: a.Token,
			Name: s.Name, Sentence: models.Text{JA: s.JA, EN: s.EN}})
	}
	return list
}
