package totp_test

import (
	"crypto/rand"
	"net/url"
	"testing"
	"time"

	"chigiri/models/totp"
)

// rfcSecret is the secret of RFC 6238, appendix B, for SHA-1.
const rfcSecret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

func TestKnownCodes(t *testing.T) {
	// Proves the codes of RFC 6238, appendix B, of which these are the last six digits.
	for at, want := range map[int64]string{59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037", 20000000000: "353130"} {
		got, err := totp.At(rfcSecret, totp.Step(time.Unix(at, 0)))
		if err != nil || got != want {
			t.Errorf("at %d: %s, %v; want %s", at, got, err, want)
		}
	}
}

func TestMatch(t *testing.T) {
	// Proves that a code is found one step around the present one, with its step.
	const now = 1234567890 / 30
	for off := int64(-3); off <= 3; off++ {
		code, err := totp.At(rfcSecret, now+off)
		if err != nil {
			t.Fatal(err)
		}
		step, ok, err := totp.Match(rfcSecret, code, now)
		if want := off >= -1 && off <= 1; err != nil || ok != want || ok && step != now+off {
			t.Errorf("%+d: step %d, %v, %v", off, step-now, ok, err)
		}
	}
}

func TestRead(t *testing.T) {
	// Proves that a code is understood as people type it, and nothing else is.
	for typed, want := range map[string]string{
		"123456": "123456", " 123 456 ": "123456", "１２３　４５６": "123456", "123-456": "123456", "１２３－４５６": "123456", "000000": "000000",
		"": "", "12345": "", "1234567": "", "12345a": "", "١٢٣٤٥٦": "", "一二三四五六": "", "+12345": "", "123.456": "",
	} {
		got, ok := totp.Read(typed)
		if ok != (want != "") || ok && got != want {
			t.Errorf("Read(%q) = %q, %v", typed, got, ok)
		}
	}
}

func TestURL(t *testing.T) {
	// Proves that a secret is new each time, has 160 bits, and that its address carries it
	// with the account, whatever characters that has.
	a, err := totp.NewSecret(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	b, err := totp.NewSecret(rand.Reader)
	if err != nil || a == b || len(a) != 32 {
		t.Errorf("secrets %q and %q, %v", a, b, err)
	}
	text, err := totp.URL(a, "Chigiri", "t.yamada+1@example.jp")
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "otpauth" || u.Host != "totp" || u.Path != "/Chigiri:t.yamada+1@example.jp" {
		t.Errorf("address %s, %v", text, err)
	}
	if q := u.Query(); q.Get("secret") != a || q.Get("issuer") != "Chigiri" || q.Get("digits") != "6" || q.Get("period") != "30" || q.Get("algorithm") != "SHA1" {
		t.Errorf("address %s", text)
	}
	if _, err := totp.URL("not base 32!", "x", "y"); err == nil {
		t.Error("what is no secret has an address")
	}
	if _, _, err := totp.Match("not base 32!", "123456", 1); err == nil {
		t.Error("what is no secret has codes")
	}
}
