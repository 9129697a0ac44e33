package views

import (
	"testing"

	"chigiri/models"
)

func TestVideoLink(t *testing.T) {
	// Proves that the place of a meeting by video is a link only where it is an address of
	// https, and that of a room never is.
	for place, want := range map[string]string{
		"https://meet.example/abc": "https://meet.example/abc", "http://meet.example/abc": "", "javascript:alert(1)": "", "ビデオ会議": "",
		"https://": "", "https://bank.example@evil.example/": "", "//meet.example": "",
	} {
		in := models.BriefingInput{Method: models.BriefVideo, Place: place}
		if got := videoLink(models.Briefing{BriefingInput: in}); got != want {
			t.Errorf("%q leads to %q", place, got)
		}
		in.Method = models.BriefRoom
		if got := videoLink(models.Briefing{BriefingInput: in}); got != "" {
			t.Errorf("in a room %q leads to %q", place, got)
		}
	}
}
