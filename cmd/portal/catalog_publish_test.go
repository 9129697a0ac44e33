package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chigiri/assets"
)

// An edition is published once and for good: the same bytes change nothing, others under
// its version and a file with an inconsistency are refused.
func TestCatalogPublish(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("PORTAL_DATABASE", "sqlite:"+filepath.Join(dir, "p.db"))
	if code, _, said := portal("migrate"); code != 0 {
		t.Fatal(said)
	}
	editions := assets.Editions()
	data := editions[len(editions)-1].Data
	put := func(name string, edits ...string) string {
		t.Helper()
		changed := data
		for i := 0; i < len(edits); i += 2 {
			if !bytes.Contains(changed, []byte(edits[i])) {
				t.Fatalf("%q is nowhere in the edition", edits[i])
			}
			changed = bytes.Replace(changed, []byte(edits[i]), []byte(edits[i+1]), 1)
		}
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, changed, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	next := put("next.yaml", "version: '2026-10'", "version: '2027-04'", "effective_from: '2026-10-01'", "effective_from: '2027-04-01'")
	for range 2 {
		if code, out, said := portal("catalog", "publish", next); code != 0 || !strings.Contains(out, "2027-04") {
			t.Errorf("exit %d: %s%s", code, out, said)
		}
	}
	for name, file := range map[string]string{
		"other bytes under a published version": put("other.yaml", "effective_from: '2026-10-01'", "effective_from: '2026-11-01'"),
		"a file with an inconsistency":          put("wrong.yaml", "version: '2026-10'", "version: '2028-04'", "confirmed_by: {L3: division, L4: it_division}", "confirmed_by: {L3: division, L4: it_divison}"),
	} {
		if code, out, said := portal("catalog", "publish", file); code == 0 || said == "" {
			t.Errorf("%s: exit %d: %s%s", name, code, out, said)
		}
	}
}
