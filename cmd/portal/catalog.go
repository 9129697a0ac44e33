package main

import (
	"fmt"
	"io"
	"os"

	"chigiri/models"
	"chigiri/models/catalog"
	"chigiri/models/yamlfile"
	"chigiri/views/i18n"
)

// catalogCommand is for people who keep the catalog in git.
type catalogCommand struct {
	Check   catalogCheckCommand   `cmd:"" help:"Find every inconsistency in a catalog file, with line and advice."`
	Diff    catalogDiffCommand    `cmd:"" help:"Print what changed between two catalog files, per level."`
	Publish catalogPublishCommand `cmd:"" help:"Publish a catalog file as an edition, for good."`
}

type catalogCheckCommand struct {
	File string `arg:"" help:"Catalog file."`
}

// Run prints each issue as file:line:column and fails when there is one.
func (c catalogCheckCommand) Run(s streams) error {
	data, err := readFile(c.File)
	if err != nil {
		return err
	}
	wrong := 0
	for _, i := range catalog.Check(c.File, data) {
		say(s.out, "%s\n", i.In(tongue()))
		if !i.Note {
			wrong++
		}
	}
	if wrong > 0 {
		return fmt.Errorf("%s: %d", c.File, wrong)
	}
	say(s.out, "%s: ok\n", c.File)
	return nil
}

type catalogDiffCommand struct {
	Before string `arg:"" help:"The earlier catalog file."`
	After  string `arg:"" help:"The later catalog file."`
}

// Run prints the changes; two equal editions print nothing.
func (c catalogDiffCommand) Run(s streams) error {
	before, err := readEdition(c.Before)
	if err != nil {
		return err
	}
	after, err := readEdition(c.After)
	if err != nil {
		return err
	}
	var level models.Level
	for _, ch := range catalog.Diff(before, after) {
		if ch.Level != level {
			level = ch.Level
			say(s.out, "\n%s\n", level)
		}
		say(s.out, "%s\n", changeLine(ch))
	}
	return nil
}

// changeLine is one change: what it is about, how it changed, before → after.
func changeLine(ch catalog.Change) string {
	line := fmt.Sprintf("  %-24s %s", ch.Ref, i18n.T(tongue(), "diff."+ch.Change))
	if title := ch.Title.In(tongue()); title != "" {
		line += " " + title
	}
	if ch.Field != "" {
		line += " (" + ch.Field + ")"
	}
	if was, is := ch.Before.In(tongue()), ch.After.In(tongue()); was != "" || is != "" {
		line += ": " + was + " → " + is
	}
	return line
}

// readFile reads a catalog file and no more of anything else than shows that it is
// none: yamlfile says what is too large.
func readFile(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, yamlfile.MaxBytes+1))
}

func readEdition(name string) (*catalog.Edition, error) {
	data, err := readFile(name)
	if err != nil {
		return nil, err
	}
	return catalog.Read(name, data)
}
