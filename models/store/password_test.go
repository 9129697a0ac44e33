package store_test

import (
	"strings"
	"testing"

	"chigiri/models"
	"chigiri/models/store"
)

func TestPasswordRules(t *testing.T) {
	// Proves that phrases pass in any script without rules about kinds of characters,
	// and that what guessers try first does not.
	u := models.User{Login: "hanako.okada", Name: "岡田 花子", Division: "家庭支援課", Vendor: "株式会社なにわシステム"}
	for password, key := range map[string]string{
		"correct gravel outlives nine umbrellas": "",
		"三毛猫が庭石を七回またいで眠った":                       "",
		"zTg9 kWq2 mPx7 vLd4":                    "",
		"sakura ga ochiru mizuumi no soko":       "",
		strings.Repeat("x", 14):                  "error.password.short",
		"三毛猫が庭石をまたぐ":                             "error.password.short",
		strings.Repeat("ab cd ef ", 30):          "error.password.long",
		"\xff\xfe correct gravel outlives":       "error.password.text",
		"passwordpassword":                       "error.password.common",
		"P@ssw0rd12345678":                       "error.password.common",
		"123456789012345678":                     "error.password.common",
		"aaaaaaaaaaaaaaaaaaaa":                   "error.password.common",
		"abababababababab":                       "error.password.common",
		"qwertyuiopasdfghjkl":                    "error.password.common",
		"QWERTYUIOP-2026!":                       "error.password.common",
		"パスワードパスワードパスワード":                        "error.password.common",
		"いろはにほへとちりぬるを２０２６":                       "error.password.common",
		"よろしくお願いします令和大阪府庁":                       "error.password.common",
		"correcthorsebatterystaple":              "error.password.common",
		"hanako.okada2026!!":                     "error.password.personal",
		"okadahanako123456":                      "error.password.personal",
		"岡田花子岡田花子家庭支援課！！":                        "error.password.personal",
		"株式会社なにわシステム２０２６年":                       "error.password.personal",
	} {
		err := store.CheckPassword(password, u)
		if key == "" {
			wantKind(t, err, "")
			continue
		}
		wantProblem(t, err, "password", key)
		if t.Failed() {
			t.Fatalf("password %q", password)
		}
	}
}

func FuzzPasswordRules(f *testing.F) {
	f.Add("correct gravel outlives nine umbrellas", "hanako")
	f.Add("ああああ\xff", "")
	f.Fuzz(func(t *testing.T, password, login string) {
		// Proves that no text makes the rules panic or hang, and that none shorter than
		// the least passes.
		err := store.CheckPassword(password, models.User{Login: login, Name: login})
		if err == nil && len([]rune(password)) < models.MinPassword {
			t.Errorf("%q passes", password)
		}
	})
}
