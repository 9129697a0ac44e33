package views

import (
	"context"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"

	"github.com/a-h/templ"

	"chigiri/models"
	"chigiri/models/ledger"
	"chigiri/views/i18n"
)

// EvidenceShown is what the pages of an evidence bundle tell. Events are read as they
// are written, once for each language.
type EvidenceShown struct {
	View      models.ContractView
	Names     map[string]Names // by language
	At        time.Time
	By        models.Role
	Program   string
	Origin    string // name of the log
	Size      int64  // events in the common checkpoint; 0 while nothing is signed
	Root      string // in base64
	Keys      []string
	Roots     int   // certificates for seals, in keys/
	Stamped   int64 // size of a checkpoint with a time-stamp; 0 when there is none
	Documents []EvidenceFile
	Events    iter.Seq2[EvidenceLine, error]
	Waiting   iter.Seq2[EvidenceLine, error]
}

// EvidenceFile is a document with its SHA-256.
type EvidenceFile struct {
	Name, SHA256 string
	What         string // appendix, or a models.PaperKind
	Title        string // who signed it, or what it is called
	Party        string // the vendor it is of
	At           time.Time
	Version      int    // of an appendix
	First        int64  // size of the earlier checkpoint its issue is proven in; 0 for the common one
	Event        string // file of the event that records its SHA-256; empty where none does, or it is not proven yet
	Sealed       bool
}

// what says in words what a document is.
func (f EvidenceFile) what(b Base) string {
	text := b.T("evidence.what." + f.What)
	if f.Version > 0 {
		text += b.T("colon") + b.T("issued.version", f.Version)
	}
	if f.Title != "" {
		text += b.T("colon") + f.Title
	}
	if f.Party != "" {
		text += " (" + f.Party + ")"
	}
	return text
}

// sample is a sealed document of the bundle, for commands that show how to check one;
// none where there is none.
func (e EvidenceShown) sample() string {
	for _, d := range e.Documents {
		if d.Sealed {
			return d.Name
		}
	}
	return ""
}

// documentSteps are the commands that check one document.
func (e EvidenceShown) documentSteps() string {
	name := e.sample()
	if name == "" {
		return "sha256sum " + e.Documents[0].Name
	}
	lines := []string{"sha256sum " + name}
	for _, step := range e.sealSteps() {
		lines = append(lines, strings.TrimSpace(step[1]))
	}
	return strings.Join(lines, "\n")
}

// sealSteps are the ways to check a sealed document.
func (e EvidenceShown) sealSteps() [][2]string {
	name := e.sample()
	if name == "" {
		return nil
	}
	trust := "mkdir nss && certutil -N -d sql:nss --empty-password\n"
	for i := range e.Roots {
		trust += fmt.Sprintf("certutil -A -d sql:nss -n seal-%d -t CT,CT,CT -a -i %s\n", i+1, ledger.RootFile(i+1))
	}
	return [][2]string{
		{"evidence.guide.seal", "portal seal verify --roots " + ledger.RootFile(1) + " " + name},
		{"evidence.guide.pdfsig", trust + "pdfsig -nssdir sql:nss " + name},
	}
}

// EvidenceLine is one event of the page.
type EvidenceLine struct {
	Position int64
	Cut      bool
	Event    models.Event
}

// in is what a part of the page in one language needs.
func (e EvidenceShown) in(lang string) Base {
	return Base{Lang: lang, Now: e.At, Today: models.Today(e.At)}
}

// file is the name of the file an event stands in.
func (l EvidenceLine) file() string {
	if l.Cut {
		return ledger.EventFile(l.Position, "cut")
	}
	return ledger.EventFile(l.Position, "json")
}

// WriteEvidence writes the bundle's page for reading: one file that needs nothing
// else, in both languages, and prints.
func WriteEvidence(ctx context.Context, w io.Writer, e EvidenceShown) error {
	return evidencePage(e).Render(ctx, w)
}

// failing ends the page where an event could not be read.
func failing(err error) templ.Component {
	return templ.ComponentFunc(func(context.Context, io.Writer) error { return err })
}

// guideSteps are the parts of the guide: words, and what to type.
func (e EvidenceShown) guideSteps() [][2]string {
	note, stamped, document := fmt.Sprint("checkpoints/", e.Size), fmt.Sprint("checkpoints/", e.Stamped), ledger.DocumentFile(1, "pdf")
	steps := [][2]string{
		{"evidence.guide.program", "portal log verify BUNDLE.zip"},
		{"evidence.guide.hand", "sh verify.sh\nsh verify.sh 'KEY'"},
		{"evidence.guide.script", ""},
		{"evidence.guide.key", "cat keys/log-1.vkey"},
		{"evidence.guide.checkpoint", fmt.Sprintf("openssl pkeyutl -verify -pubin -inkey keys/log-%d.pem -rawin -in %s.txt -sigfile %s.sig", max(len(e.Keys), 1), note, note)},
		{"evidence.guide.document", "sha256sum " + document + "\ngrep -rl \"$(sha256sum " + document + " | cut -c 1-64)\" events"},
		{"evidence.guide.leaf", "{ printf '\\000'; cat events/EVENT.json; } | sha256sum"},
		{"evidence.guide.way", "sed -n 3p " + note + ".txt | openssl base64 -d -A | od -An -v -tx1"},
		{"evidence.guide.personal", "{ printf %s 'SALT' | openssl base64 -d -A; printf %s 'VALUE'; } | sha256sum"},
	}
	steps = append(steps, e.sealSteps()...)
	if e.Stamped > 0 {
		steps = append(steps, [2]string{"evidence.guide.stamp", "openssl ts -verify -data " + stamped + ".stamped -in " + stamped + "-1.tst -token_in -CAfile TSA.pem"})
	}
	return append(steps, [2]string{"evidence.guide.limits", ""})
}

// WriteEvidenceGuide writes how to check a bundle, step by step, in both languages.
func WriteEvidenceGuide(w io.Writer, e EvidenceShown) error {
	var b strings.Builder
	for i, lang := range []string{i18n.JA, i18n.EN} {
		if i > 0 {
			b.WriteString("\n" + strings.Repeat("=", 72) + "\n\n")
		}
		t := e.in(lang)
		fmt.Fprintf(&b, "%s\n%s\n", t.T("evidence.guide.title"), t.T("evidence.made", t.Instant(e.At), e.By))
		for n, step := range e.guideSteps() {
			fmt.Fprintf(&b, "\n%d. %s\n", n+1, t.T(step[0]))
			if step[1] != "" {
				fmt.Fprintf(&b, "\n    %s\n", strings.ReplaceAll(step[1], "\n", "\n    "))
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
