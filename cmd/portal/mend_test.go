package main

import (
	"context"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// railLink is a link of a list of what is owed, or of the next step.
var railLink = regexp.MustCompile(`(?s)<(?:aside class="rail|section class="next).*?</(?:aside|section)>`)

var href = regexp.MustCompile(`href="(/[^"#]*)`)

// Every link by which a page of the example says where something is mended leads its
// reader there.
func TestMendLinks(t *testing.T) {
	r := startDemo(t)
	navi := "/contracts/" + r.Contracts["navi"]
	seen := 0
	for _, role := range []string{"drafter", "manager", "reviewer", "vendor_lead", "sub_lead"} {
		pages := []string{"/"}
		for _, id := range r.Contracts {
			pages = append(pages, "/contracts/"+id)
		}
		for _, vendor := range []string{"みおつくし", "北摂", "メディア"} {
			pages = append(pages, navi+"/parties/"+r.party(navi+"/parties", vendor))
		}
		pages = append(pages, navi+"/parties", navi+"/briefings")
		client, got := r.browser(role), map[string]int{}
		look := func(path string) (int, string) {
			req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, r.URL+path, http.NoBody)
			if err != nil {
				t.Fatal(err)
			}
			res, err := client.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			defer res.Body.Close()
			b, err := io.ReadAll(res.Body)
			if err != nil {
				t.Fatal(err)
			}
			return res.StatusCode, string(b)
		}
		for _, page := range pages {
			code, body := look(page)
			if code == http.StatusNotFound {
				continue // not theirs to see
			}
			for _, part := range railLink.FindAllString(body, -1) {
				for _, m := range href.FindAllStringSubmatch(part, -1) {
					to := strings.ReplaceAll(m[1], "&amp;", "&")
					if _, known := got[to]; !known {
						got[to], _ = look(to)
						seen++
					}
					if got[to] != http.StatusOK {
						t.Errorf("%s at %s is led to %s: %d", role, page, to, got[to])
					}
				}
			}
		}
	}
	if seen < 20 {
		t.Errorf("only %d links were followed", seen)
	}
}
