package store

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"slices"
	"time"

	"chigiri/models"
	"chigiri/models/ledger"
	"chigiri/models/seal"
)

// EvidencePaper is a document of a contract besides its appendix: a sealed pledge or the
// sheet of one on paper, its scan, the sealed record of a briefing, what was handed round
// there, what was attached to an application for a subcontractor.
type EvidencePaper struct {
	Name     string // in a bundle
	SHA256   string
	What     models.PaperKind
	Title    string    // who signed, or what it is called
	Party    string    // the vendor's name; of a briefing none
	At       time.Time // when it was signed, held or attached
	Sealed   bool
	Position int64  // of the event that tells of its hash; -1 while that waits, or where none does
	EventID  string // of that event; empty where none does
}

// paperTeller is the last event that tells of a paper, with its place in the tree.
type paperTeller struct {
	position int64
	event    string
}

// readPapers reads what papers there are, by the register, and which event tells of each.
// One that no event tells of is there too, for the check of a bundle to find; but of a
// contract whose events were cut it is left out, with the event that told of it.
func (e *Evidence) readPapers(ctx context.Context) error {
	e.noteRoot(e.t.s.sealRoot())
	told, err := e.tellers(ctx)
	if err != nil {
		return err
	}
	cuts, err := e.cuts(ctx)
	if err != nil {
		return err
	}
	tree, err := e.t.allParties(e.t.db.WithContext(ctx).Where("parties.contract_id = ?", e.View.Contract.ID))
	if err != nil {
		return err
	}
	for _, list := range []func(context.Context, models.Parties) ([]EvidencePaper, error){e.pledgePapers, e.briefingPapers, e.partyPapers} {
		papers, err := list(ctx, tree)
		if err != nil {
			return err
		}
		for _, p := range papers {
			teller, known := told[p.Name]
			if !known && len(cuts) > 0 {
				continue
			}
			p.Position = -1
			if known {
				p.Position, p.EventID = teller.position, teller.event
			}
			e.Papers = append(e.Papers, p)
		}
	}
	return e.nameEndings(ctx)
}

// tellers are the events that tell of papers, by the paper; of several the last.
func (e *Evidence) tellers(ctx context.Context) (map[string]paperTeller, error) {
	var rows []struct {
		ID, Kind, Subject, SubjectID, After string
		Position                            *int64
	}
	err := e.t.db.WithContext(ctx).Table("events").Joins("LEFT JOIN log_leaves l ON l.event_id = events.id").
		Select("events.id, events.kind, events.subject, events.subject_id, events.after, l.position").
		Where("events.contract_id = ? AND events.kind IN ?", e.View.Contract.ID, ledger.PaperKinds()).Order("events.id").Find(&rows).Error
	if err != nil {
		return nil, wrap(err, "events")
	}
	told := map[string]paperTeller{}
	for _, r := range rows {
		var after map[string]any
		if err := json.Unmarshal([]byte(r.After), &after); err != nil {
			return nil, wrap(err, "event")
		}
		position := int64(-1)
		if r.Position != nil && *r.Position < e.Size {
			position = *r.Position
		}
		for _, p := range ledger.Papers(r.Kind, r.Subject, r.SubjectID, after) {
			told[p.Slot] = paperTeller{position, r.ID}
		}
	}
	return told, nil
}

func (e *Evidence) pledgePapers(ctx context.Context, tree models.Parties) (list []EvidencePaper, err error) {
	var rows []pledgeRow
	err = e.t.db.WithContext(ctx).Omit("text").Where("contract_id = ? AND pdf <> ''", e.View.Contract.ID).Order("id").Find(&rows).Error
	for _, r := range rows {
		p := EvidencePaper{
			Name: "documents/pledge-" + r.ID, SHA256: r.PDF, What: models.PaperCompanyPledge, Title: r.SignerName, At: r.SignedAt.Time, Sealed: true,
		}
		if party := tree.Find(r.PartyID); party != nil {
			p.Party = party.Vendor
		}
		if r.Kind == models.PledgeWorker {
			p.What = models.PaperWorkerPledge
		}
		if r.Method != models.SignedOnPaper {
			list = append(list, p)
			continue
		}
		scan := p
		p.What = models.PaperSheet
		scan.Name, scan.SHA256, scan.What, scan.Sealed = p.Name+"-scan", r.Scan, models.PaperScan, false
		list = append(list, p, scan)
	}
	return list, wrap(err, "pledges")
}

func (e *Evidence) briefingPapers(ctx context.Context, _ models.Parties) (list []EvidencePaper, err error) {
	var rows []briefingRow
	if err = e.t.db.WithContext(ctx).Where("contract_id = ?", e.View.Contract.ID).Order("id").Find(&rows).Error; err != nil {
		return nil, wrap(err, "briefings")
	}
	for _, r := range rows {
		if r.PDF != "" {
			list = append(list, EvidencePaper{
				Name: "documents/briefing-" + r.ID, SHA256: r.PDF, What: models.PaperBriefing, Title: r.Briefer, At: r.ClosedAt.Time, Sealed: true,
			})
		}
		files, err := e.t.briefingFiles(r.ID)
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			list = append(list, attachedPaper("briefing", r.ID, f.Title, f.SHA256, f.At, models.PaperHandout))
		}
	}
	return list, nil
}

func (e *Evidence) partyPapers(_ context.Context, tree models.Parties) (list []EvidencePaper, err error) {
	for _, party := range tree {
		files, err := e.t.partyFiles(party.ID)
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			p := attachedPaper("party", party.ID, f.Title, f.SHA256, f.At, models.PaperAttachment)
			p.Party = party.Vendor
			list = append(list, p)
		}
	}
	return list, nil
}

// attachedPaper is a file somebody attached; its name in a bundle is the ledger's to make.
func attachedPaper(subject, id, title, sum string, at time.Time, what models.PaperKind) EvidencePaper {
	name := "documents/" + subject + "-" + id + "-" + sum[:min(len(sum), ledger.SumInName)]
	return EvidencePaper{Name: name, SHA256: sum, What: what, Title: title, At: at}
}

// nameEndings gives each paper the ending of what it is, and leaves out the second of two
// that are one file attached twice.
func (e *Evidence) nameEndings(ctx context.Context) error {
	kinds := map[string]string{}
	for some := range slices.Chunk(e.Papers, evidenceBatch) {
		sums := make([]string, len(some))
		for i, p := range some {
			sums[i] = p.SHA256
		}
		var rows []fileRow
		if err := e.t.db.WithContext(ctx).Select("sha256", "content_type").Where("sha256 IN ?", sums).Find(&rows).Error; err != nil {
			return wrap(err, "files")
		}
		for _, r := range rows {
			kinds[r.SHA256] = r.ContentType
		}
	}
	seen := map[string]bool{}
	e.Papers = slices.DeleteFunc(e.Papers, func(p EvidencePaper) bool {
		twice := seen[p.Name]
		seen[p.Name] = true
		return twice
	})
	for i := range e.Papers {
		p := &e.Papers[i]
		ending := ".pdf"
		if all := endings[kinds[p.SHA256]]; !p.Sealed && len(all) > 0 {
			ending = all[0]
		}
		p.Name += ending
	}
	return nil
}

// Paper gives the bytes of a paper. Of a sealed one it notes under which certificate the
// seal stands; see Roots.
func (e *Evidence) Paper(p EvidencePaper) ([]byte, error) {
	f, err := e.t.file(p.SHA256, "")
	if err != nil || !p.Sealed {
		return f.Bytes, err
	}
	said, err := seal.Verify(f.Bytes, e.t.s.roots, seal.VerifyOptions{Authorities: e.t.s.authorities})
	if err == nil { // else the check of the bundle says what is wrong
		e.noteRoot(said.Root)
	}
	return f.Bytes, nil
}

// Roots are the certificates under which seals stand: that of the present key, and those
// of the papers that were read, each once.
func (e *Evidence) Roots() []*x509.Certificate { return e.roots }

func (e *Evidence) noteRoot(c *x509.Certificate) {
	if c != nil && !slices.ContainsFunc(e.roots, c.Equal) {
		e.roots = append(e.roots, c)
	}
}

// sealRoot is the certificate of the present key; nil where there is none.
func (s *Store) sealRoot() *x509.Certificate {
	if s.seal == nil {
		return nil
	}
	return s.seal.Root()
}
