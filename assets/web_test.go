package assets

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// What the style asks for stands under the very address it names, and no font is kept
// for nothing: a font that was made anew has another sum, and its rule has to follow.
func TestStyleNamesItsFiles(t *testing.T) {
	style, err := web.ReadFile("web/house.css")
	if err != nil {
		t.Fatal(err)
	}
	var asked []string
	for _, m := range regexp.MustCompile(`url\(([^)]+)\)`).FindAllSubmatch(style, -1) {
		asked = append(asked, string(m[1]))
	}
	there := slices.Collect(maps.Values(WebURLs()))
	for _, url := range asked {
		if !slices.Contains(there, url) {
			t.Errorf("house.css asks for %s, which is not there", url)
		}
	}
	for _, url := range there {
		if strings.HasSuffix(url, ".woff") && !slices.Contains(asked, url) {
			t.Errorf("no rule asks for %s", url)
		}
	}
}
