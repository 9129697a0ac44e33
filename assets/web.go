package assets

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"path"
)

//go:embed web/*
var web embed.FS

// Web are the files browsers load: style, script, icon.
func Web() fs.FS {
	sub, err := fs.Sub(web, "web")
	if err != nil {
		panic(err) // the folder is part of the binary
	}
	return sub
}

// WebURLs maps a file's name to its address with a checksum in it, so that
// browsers may keep it for ever and still get a new one after an update.
func WebURLs() map[string]string {
	urls := map[string]string{}
	entries, err := fs.ReadDir(web, "web")
	if err != nil {
		panic(err)
	}
	for _, e := range entries {
		b, err := web.ReadFile(path.Join("web", e.Name()))
		if err != nil {
			panic(err)
		}
		sum := sha256.Sum256(b)
		urls[e.Name()] = "/assets/" + hex.EncodeToString(sum[:6]) + "/" + e.Name()
	}
	return urls
}
