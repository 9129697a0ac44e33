package ledger_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// authority is a time-stamping authority of the test's own, by openssl: it stamps
// texts and gives the certificates that its tokens are checked with.
func authority(t testing.TB, text string) (token []byte, ca string) {
	t.Helper()
	if _, err := exec.LookPath("openssl"); err != nil {
		if os.Getenv("TEST_REQUIRE") != "" {
			t.Fatal("openssl is missing")
		}
		t.Skip("openssl is missing")
	}
	dir := t.TempDir()
	for name, data := range map[string]string{
		"note": text, "serial": "01\n", "ext": "extendedKeyUsage=critical,timeStamping\n",
		"tsa.cnf": "[tsa]\ndefault_tsa=t\n[t]\nserial=serial\nsigner_cert=tsa.pem\ncerts=ca.pem\nsigner_key=tsa.key\nsigner_digest=sha256\ndefault_policy=1.2.3.4\ndigests=sha256\n",
	} {
		must(t, os.WriteFile(filepath.Join(dir, name), []byte(data), 0o600))
	}
	for _, line := range []string{
		"req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -subj /CN=CA -days 3650",
		"req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout tsa.key -out tsa.csr -subj /CN=TSA",
		"x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out tsa.pem -days 3650 -extfile ext",
		"ts -query -data note -sha256 -cert -out query",
		"ts -reply -config tsa.cnf -queryfile query -token_out -out token",
	} {
		cmd := exec.Command("openssl", strings.Fields(line)...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("openssl %s: %v\n%s", line, err, out)
		}
	}
	token, err := os.ReadFile(filepath.Join(dir, "token"))
	must(t, err)
	return token, filepath.Join(dir, "ca.pem")
}

func TestBundleTimeStampByHand(t *testing.T) {
	// Proves that the script checks a real RFC 3161 token over a checkpoint, and names
	// one that is over another text.
	s := newSample(t)
	note := s.checkpoint(4, s.first).Note
	for text, want := range map[string]string{note: "OK  all is right", note + "x": "NG  checkpoints/4-1.tst"} {
		token, ca := authority(t, text)
		files := unpack(t, s.bundle())
		named(files, "checkpoints/4-1.tst").data = token
		t.Setenv("TSA_CA", ca)
		out, _ := runScript(t, unpack(t, pack(t, files, true)))
		if !strings.Contains(out, want) {
			t.Errorf("want %q:\n%s", want, out)
		}
	}
}
