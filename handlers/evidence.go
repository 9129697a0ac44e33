package handlers

import (
	"context"
	"io"
	"iter"
	"maps"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/models/ledger"
	"chigiri/models/store"
	"chigiri/views"
	"chigiri/views/i18n"
)

// takeEvidence answers with the evidence of a contract as one zip file, written while
// it is read.
func (h *Handlers) takeEvidence(c echo.Context) error {
	who, id := actor(c), c.Param("id")
	v, err := h.store.Contract(c.Request().Context(), who, id)
	if err != nil {
		return err
	}
	names := map[string]views.Names{}
	edition, err := h.store.Edition(c.Request().Context(), who, v.Contract.EditionID)
	if err != nil {
		return err
	}
	for _, lang := range []string{i18n.JA, i18n.EN} {
		names[lang] = views.Names{ByID: map[string]string{}, Edition: edition}
		nameCodes(names[lang], lang)
	}
	name := "証跡一式_" + v.Contract.Number + "_" + models.Today(h.store.Now()).String() + ".zip"
	return h.deliver(c, name, zipped, func(ctx context.Context, out *download) error {
		return h.store.Evidence(ctx, who, id, func(e *store.Evidence) error {
			if err := nameEvidence(ctx, e, names); err != nil {
				return err
			}
			return writeBundle(ctx, out, e, bundled{by: who.Role, names: names, witnesses: h.opt.Witnesses})
		})
	})
}

// nameEvidence names whatever the events of a bundle speak of by id: read through
// once for the ids, each kept once.
func nameEvidence(ctx context.Context, e *store.Evidence, names map[string]views.Names) error {
	seen := map[string]bool{}
	for entry, err := range e.Entries(ctx, false) {
		if err != nil {
			return err
		}
		for _, id := range models.Named([]models.Event{entry.Event}) {
			seen[id] = true
		}
	}
	spoken, err := e.Names(slices.Sorted(maps.Keys(seen)))
	for id, name := range spoken {
		for lang := range names {
			names[lang].ByID[id] = name.In(lang)
		}
	}
	return err
}

// bundled is what a bundle is made with besides the evidence itself.
type bundled struct {
	by        models.Role
	names     map[string]views.Names
	witnesses []string
}

// writeBundle writes a bundle. The documents come first: one that the database no
// longer holds as it was issued is told in words, before anything is sent.
func writeBundle(ctx context.Context, w io.Writer, e *store.Evidence, with bundled) error {
	program := programVersion()
	b, err := ledger.NewBundle(w, ledger.Manifest{
		ContractID: e.View.Contract.ID, MadeAt: ledger.FormatInstant(e.At), MadeBy: string(with.by), Program: program,
	})
	if err != nil {
		return err
	}
	shown := views.EvidenceShown{
		View: e.View, Names: with.names, At: e.At, By: with.by, Program: program, Size: e.Size,
		Events: shownEntries(e.Entries(ctx, false)), Waiting: shownEntries(e.Waiting(ctx)),
	}
	for _, step := range []func() error{
		func() error { return bundleDocuments(b, e, &shown) },
		func() error { return bundlePapers(b, e, &shown) },
		func() error { return bundleLog(b, e, with, &shown) },
		func() error {
			return b.Index(func(w io.Writer) error { return views.WriteEvidence(ctx, w, shown) })
		},
		func() error {
			return b.Guide(func(w io.Writer) error { return views.WriteEvidenceGuide(w, shown) })
		},
		func() error { return bundleEvents(ctx, b, e) },
		func() error { return b.Personal(e.Personals(ctx)) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return b.Close()
}

func bundleDocuments(b *ledger.BundleWriter, e *store.Evidence, shown *views.EvidenceShown) error {
	for _, d := range e.Documents {
		for _, format := range []string{"pdf", "docx"} {
			data, err := e.Document(d, format)
			if err != nil {
				return err
			}
			f := views.EvidenceFile{
				Name: ledger.DocumentFile(d.Version, format), SHA256: d.Sums[format], What: "appendix", Version: d.Version, At: d.At,
			}
			if d.Told >= 0 {
				f.Event = ledger.EventFile(d.Told, "json")
			}
			if d.First != nil {
				c, err := ledger.ParseCheckpoint(d.First.Note)
				if err != nil {
					return err
				}
				f.First = c.Size
			}
			if err := b.Bytes(f.Name, data); err != nil {
				return err
			}
			shown.Documents = append(shown.Documents, f)
		}
		if d.First != nil {
			if err := b.Bytes(ledger.DocumentFile(d.Version, "tlog-proof"), []byte(d.Proof.Text())); err != nil {
				return err
			}
		}
	}
	return nil
}

// bundlePapers writes pledges, records and attachments, one at a time, and the
// certificates under which the seals among them stand.
func bundlePapers(b *ledger.BundleWriter, e *store.Evidence, shown *views.EvidenceShown) error {
	for _, p := range e.Papers {
		data, err := e.Paper(p)
		if err != nil {
			return err
		}
		if err := b.Bytes(p.Name, data); err != nil {
			return err
		}
		f := views.EvidenceFile{
			Name: p.Name, SHA256: p.SHA256, What: string(p.What), Title: p.Title, Party: p.Party, At: p.At, Sealed: p.Sealed,
		}
		switch {
		case p.Position >= 0:
			f.Event = ledger.EventFile(p.Position, "json")
		case p.EventID != "":
			f.Event = ledger.WaitingFile(p.EventID)
		}
		shown.Documents = append(shown.Documents, f)
	}
	for i, root := range e.Roots() {
		if err := b.Root(i+1, root); err != nil {
			return err
		}
	}
	shown.Roots = len(e.Roots())
	return nil
}

// bundleLog writes what was signed, and by whom.
func bundleLog(b *ledger.BundleWriter, e *store.Evidence, with bundled, shown *views.EvidenceShown) error {
	for _, k := range e.Keys {
		shown.Keys = append(shown.Keys, k.Verifier)
		if err := b.Key(k); err != nil {
			return err
		}
	}
	for i, verifier := range with.witnesses {
		if err := b.Witness(i+1, verifier); err != nil {
			return err
		}
	}
	kept := []*ledger.Kept{e.Common}
	for _, d := range e.Documents {
		kept = append(kept, d.First)
	}
	for i, k := range kept {
		if k == nil {
			continue
		}
		c, err := ledger.ParseCheckpoint(k.Note)
		if err != nil {
			return err
		}
		if i == 0 {
			shown.Origin, shown.Root = c.Origin, strings.Split(c.Text(), "\n")[2]
		}
		if len(k.Stamps) > 0 {
			shown.Stamped = c.Size
		}
		if err := b.Checkpoint(*k, i == 0); err != nil {
			return err
		}
	}
	return nil
}

func bundleEvents(ctx context.Context, b *ledger.BundleWriter, e *store.Evidence) error {
	for entry, err := range e.Entries(ctx, true) {
		switch {
		case err != nil:
		case entry.Data == nil:
			err = b.Cut(entry.Proof, entry.Hash, entry.Cut)
		default:
			err = b.Event(entry.Proof)
		}
		if err != nil {
			return err
		}
	}
	for entry, err := range e.Waiting(ctx) {
		if err == nil {
			err = b.Waiting(entry.Event.ID, entry.Data)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// shownEntries are events as the page tells them.
func shownEntries(entries iter.Seq2[store.EvidenceEntry, error]) iter.Seq2[views.EvidenceLine, error] {
	return func(yield func(views.EvidenceLine, error) bool) {
		for e, err := range entries {
			if !yield(views.EvidenceLine{Position: e.Position, Cut: e.Data == nil, Event: e.Event}, err) {
				return
			}
		}
	}
}

// programVersion is what this program was built from.
func programVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "portal"
	}
	version := "portal " + info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			version += " " + s.Value
		}
	}
	return version
}
