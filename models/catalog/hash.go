package catalog

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"chigiri/models"
)

// Hash is the SHA-256, in hexadecimal, of what an appendix binds to: its JSON
// (characters unescaped, one line with its end) without the version, the day and the person of issue, and without what only
// comes once it has been compiled: the IT division's answer (which is given for
// this hash), the day of conclusion and the vendor chosen. Where the day of
// conclusion changes what is cited, the articles and so the hash change.
//
// The edition counts by its name, version and day, not by the bytes of its file: what
// the edition says beside the articles (easy words, pledges, quiz questions, remarks)
// is not what an appendix binds to.
func Hash(a models.Appendix) string {
	a.Edition.SHA256 = ""
	a.Hash, a.Version, a.IssuedAt, a.IssuedBy = "", 0, time.Time{}, ""
	a.Facts.Consultation, a.Facts.Signed, a.Facts.Vendor = nil, models.Date{}, models.VendorFacts{}
	sum := sha256.New()
	out := json.NewEncoder(sum)
	out.SetEscapeHTML(false)
	if err := out.Encode(a); err != nil {
		panic("catalog: an appendix is always JSON: " + err.Error())
	}
	return hex.EncodeToString(sum.Sum(nil))
}
