package models

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
)

// PledgeKind is who makes a pledge 誓約書.
type PledgeKind string

// The kinds of pledge: a company's (F-01A) and a worker's own (F-01B).
const (
	PledgeCompany PledgeKind = "company"
	PledgeWorker  PledgeKind = "worker"
)

// PledgeKinds are both kinds, the company's first.
func PledgeKinds() []PledgeKind { return []PledgeKind{PledgeCompany, PledgeWorker} }

// Signer is who is to sign a pledge, with the names of the day. Tier is the place of
// the party in the contract: 0 the prime, n a subcontractor.
type Signer struct {
	Kind     PledgeKind `json:"kind"`
	Tier     int        `json:"tier"`
	Employer string     `json:"employer"`          // the company that pledges, or that the worker belongs to
	Name     string     `json:"name"`              // the worker; of a company its representative, and may be empty
	Role     string     `json:"role"`              // the worker's role in the work, or the representative's title
	Address  string     `json:"address,omitempty"` // of the company; never a worker’s
	MyNumber bool       `json:"mynumber"`          // a worker named as handler of My Number 取扱担当者
}

// Bound is the name under which obligations bind this signer: vendor, subcontractor
// or worker.
func (s Signer) Bound() string {
	switch {
	case s.Kind == PledgeWorker:
		return "worker"
	case s.Tier > 0:
		return "subcontractor"
	}
	return "vendor"
}

// Party names the signer's place in the contract, as a pledge prints it.
func (s Signer) Party() Text {
	if s.Tier == 0 {
		return Text{JA: "受託者", EN: "the contractor"}
	}
	n := strconv.Itoa(s.Tier)
	return Text{JA: "再委託先（" + FullWidth(n) + "段階目）", EN: "subcontractor of tier " + n}
}

// PledgeContract is the contract as a pledge names it.
type PledgeContract struct {
	Title  string `json:"title"`
	Number string `json:"number"`
	Start  Date   `json:"start"`
	End    Date   `json:"end"`
	Body   string `json:"body"`            // 大阪府: who entrusts the work
	Signed Date   `json:"signed,omitzero"` // of the contract 契約締結日; zero before it
}

// PledgeClause is one promise, one duty that outlives the work, or one penalty.
// Sources is empty where it rests on the pledge's own.
type PledgeClause struct {
	ID      string   `json:"id"` // of the edition: secrecy, appi_176 …
	Text    Text     `json:"text"`
	Sources []string `json:"sources,omitempty"`
}

// PledgeDuty is one article of the appendix that binds the signer, in plain words.
type PledgeDuty struct {
	Obligation string   `json:"obligation"` // ACC-02
	Number     string   `json:"number"`     // 第３０条, in the appendix
	Title      Text     `json:"title"`
	Plain      Text     `json:"plain"`
	Sources    []string `json:"sources"`
}

// PledgeText is the whole wording of one pledge, as it is shown and as it is sealed:
// nothing is sealed that is not shown. It knows nothing of the signature itself. What
// Sealed leaves out (the company’s address, the day of the contract) stands on the paper
// as the registers had it that day.
//
// Hash is of the Japanese text that Sealed gives. Terms is of what is promised alone
// (promises, duties, what outlives the work, penalties), without names, contract,
// article numbers, edition or version: while it stays, a pledge says the same.
type PledgeText struct {
	Signer          Signer         `json:"signer"`
	Form            string         `json:"form"` // F-01A, F-01B
	Title           Text           `json:"title"`
	Addressee       Text           `json:"addressee"` // 大阪府知事　様
	Contract        PledgeContract `json:"contract"`
	Level           Level          `json:"level"`
	LevelName       Text           `json:"level_name"`
	Preamble        Text           `json:"preamble"`
	Statements      []PledgeClause `json:"statements"`
	Duties          []PledgeDuty   `json:"duties"`
	Survives        []PledgeClause `json:"survives"`  // 退職後・契約終了後
	Penalties       []PledgeClause `json:"penalties"` // empty where no law punishes
	PenaltyNote     Text           `json:"penalty_note"`
	Article         string         `json:"article,omitempty"` // 第６６条, of the appendix, under which it is asked for
	Sources         []string       `json:"sources"`           // of the pledge as a whole
	Edition         EditionRef     `json:"edition"`
	AppendixVersion int            `json:"appendix_version"` // 0 while only a draft
	AppendixHash    string         `json:"appendix_hash"`
	Terms           string         `json:"terms"`
	Hash            string         `json:"hash"`
}

// Grounds are what the pledge as a whole rests on: the article of the appendix, which
// binds the signer, then the texts behind it.
func (p PledgeText) Grounds() []string {
	if p.Article == "" {
		return p.Sources
	}
	return append([]string{"特記仕様書 " + p.Article}, p.Sources...)
}

// sealedText builds a text line by line. A line end inside a value is followed by a
// space, so that no value can pass for a line of the form.
type sealedText struct{ b strings.Builder }

func (t *sealedText) line(parts ...string) {
	t.b.WriteString(strings.ReplaceAll(strings.Join(parts, ""), "\n", "\n　"))
	t.b.WriteByte('\n')
}

func (t *sealedText) clauses(title string, all []PledgeClause) {
	if len(all) == 0 {
		return
	}
	t.line("■", title)
	for i, c := range all {
		t.line(FullWidth(strconv.Itoa(i+1)), "　", c.Text.JA)
		t.sources(c.Sources)
	}
}

func (t *sealedText) sources(all []string) {
	if len(all) > 0 {
		t.line("　根拠：", strings.Join(all, "；"))
	}
}

// signer is who pledges: the company with its representative, or the worker.
func (t *sealedText) signer(s Signer) {
	company, name := "誓約する者：", "代表者等の職及び氏名："
	if s.Kind == PledgeWorker {
		company, name = "所属：", "役割及び氏名："
	}
	t.line(company, s.Party().JA, "　", s.Employer)
	if s.Role != "" || s.Name != "" {
		t.line(name, s.Role, "　", s.Name)
	}
}

// terms are what is promised. numbered puts the articles' numbers in.
func (t *sealedText) terms(p PledgeText, numbered bool) {
	t.line(p.Preamble.JA)
	t.clauses("誓約する事項", p.Statements)
	t.line("■守る条（", FullWidth(strconv.Itoa(len(p.Duties))), "条）")
	for _, d := range p.Duties {
		number := d.Number
		if !numbered {
			number = d.Obligation
		}
		t.line(number, "（", d.Title.JA, "）", d.Plain.JA)
		t.sources(d.Sources)
	}
	t.clauses("退職後及び契約終了後も続く義務", p.Survives)
	t.clauses("罰則", p.Penalties)
	if p.PenaltyNote.JA != "" {
		t.line(p.PenaltyNote.JA)
	}
	grounds := p.Sources
	if numbered {
		grounds = p.Grounds()
	}
	if len(grounds) > 0 {
		t.line("この誓約書の根拠：", strings.Join(grounds, "；"))
	}
}

// Sealed is the Japanese text that is sealed and signed: UTF-8, lines ending in \n,
// every part in the order it is shown. The same pledge always gives the same bytes.
func (p PledgeText) Sealed() string {
	var t sealedText
	t.line(p.Title.JA, "（", p.Form, "）")
	t.line(p.Addressee.JA)
	t.line("契約名：", p.Contract.Title)
	t.line("契約番号：", p.Contract.Number)
	t.line("契約期間：", Wareki(p.Contract.Start), "から", Wareki(p.Contract.End), "まで")
	t.line("委託者：", p.Contract.Body)
	t.line("重要度：", p.LevelName.JA)
	t.signer(p.Signer)
	t.terms(p, true)
	version := "案"
	if p.AppendixVersion > 0 {
		version = "第" + FullWidth(strconv.Itoa(p.AppendixVersion)) + "版"
	}
	t.line("特記仕様書：", version, "（SHA-256 ", p.AppendixHash, "）")
	t.line("目録：", p.Edition.Name.JA, "（", p.Edition.Catalog, "@", p.Edition.Version, "）")
	return t.b.String()
}

// Sums gives the hashes that belong to a text: of Sealed, and of the terms alone,
// each SHA-256 in hexadecimal.
func (p PledgeText) Sums() (hash, terms string) {
	var t sealedText
	t.line(string(p.Signer.Kind))
	t.terms(p, false)
	return sha256Hex(p.Sealed()), sha256Hex(t.b.String())
}

func sha256Hex(s string) string {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:])
}
