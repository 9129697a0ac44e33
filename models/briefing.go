package models

import (
	"slices"
	"time"
)

// BriefingState is where a meeting stands.
type BriefingState string

// The states of a meeting.
const (
	BriefingPlanned   BriefingState = "planned"
	BriefingHeld      BriefingState = "held" // closed by its record
	BriefingCancelled BriefingState = "cancelled"
)

// The ways and the sides of a meeting.
const (
	BriefRoom      = "room"
	BriefVideo     = "video"
	SidePrefecture = "prefecture"
	SidePrime      = "prime"
	CheckedIn      = "checked_in" // by the person's own hand, with the code on the wall
	CheckedByLink  = "link"       // by the person's own hand, with a code that was given out
	CheckedOnRelay = "relay"      // by the person's own hand, on the device that was passed round
	Ticked         = "ticked"     // by the briefer
	BoundWorker    = "worker"
	BoundVendor    = "vendor"
	BoundSub       = "subcontractor"
)

// BriefingInput is what is planned: when, where, by whom, on what.
type BriefingInput struct {
	Method    string   `json:"method"` // room or video
	HeldOn    Date     `json:"held_on"`
	Begins    string   `json:"begins"` // 13:30
	Minutes   int      `json:"minutes"`
	Place     string   `json:"place"`
	Topics    []string `json:"topics"`
	Materials string   `json:"materials"`
	ClosedDay bool     `json:"closed_day"` // held although the offices are closed
	Parties   []string `json:"parties"`    // ids of those who are to come
	Everybody []string `json:"everybody"`  // of these, those whose people are all asked, also who has nothing left to hear

	Afterwards string `json:"afterwards,omitempty"` // why it is entered only when its day has passed
}

// SaidAfterwards is a plan that says why it is entered only now, which it has to when its
// day has passed: an Error of KindInvalid where it does not. Of a day to come nothing is
// said.
func (in BriefingInput) SaidAfterwards(today Date) (BriefingInput, error) {
	switch {
	case !in.HeldOn.Before(today):
		in.Afterwards = ""
	case !in.HeldOn.IsZero() && in.Afterwards == "":
		return in, Invalidf("afterwards", "error.briefing.afterwards", in.HeldOn)
	}
	return in, nil
}

// Unrecorded says whether a meeting's day has passed and nobody has said how it went.
func (b Briefing) Unrecorded(today Date) bool {
	return b.State == BriefingPlanned && b.HeldOn.Before(today)
}

// Validate says what is wrong: an Error of KindInvalid. known are the topics of the
// contract.
func (in BriefingInput) Validate(known []string) error {
	var p Problems
	if in.Method != BriefRoom && in.Method != BriefVideo {
		p.Add("method", "error.choice", in.Method)
	}
	if in.HeldOn.IsZero() {
		p.Add("held_on", "error.required")
	}
	if in.Begins != "" {
		if _, err := time.Parse("15:04", in.Begins); err != nil {
			p.Add("begins", "error.briefing.begins", in.Begins)
		}
	}
	if in.Minutes < 0 || in.Minutes > 24*60 {
		p.Add("minutes", "error.briefing.minutes")
	}
	p.Require("place", in.Place)
	if len(in.Topics) == 0 {
		p.Add("topics", "error.briefing.topics")
	}
	for _, id := range in.Topics {
		if !slices.Contains(known, id) {
			p.Add("topics", "error.choice", id)
		}
	}
	if len(in.Parties) == 0 {
		p.Add("parties", "error.briefing.parties")
	}
	return p.Err()
}

// Briefing 説明 is a meeting in which the duties are explained (要綱 第43条).
type Briefing struct {
	BriefingInput
	BriefingWord
	ID         string        `json:"id"`
	ContractID string        `json:"contract_id"`
	State      BriefingState `json:"state"`
	Side       string        `json:"side"` // prefecture or prime
	BrieferID  string        `json:"briefer_id"`
	Briefer    string        `json:"briefer"`
	Note       string        `json:"note,omitempty"`
	Appendix   int           `json:"appendix"` // version it explained
	Policy     string        `json:"policy"`   // the rules handed over
	PDF        string        `json:"pdf,omitempty"`
	Identity   string        `json:"identity,omitempty"`
	Code       string        `json:"code,omitempty"`
	StampedAt  time.Time     `json:"stamped_at,omitzero"`
	ClosedAt   time.Time     `json:"closed_at,omitzero"`
	Version    int           `json:"version"`
}

// Attendee is somebody who is to come to a meeting, or came.
type Attendee struct {
	ID          string    `json:"id"`
	PartyID     string    `json:"party_id"`
	Party       string    `json:"party"`
	Tier        int       `json:"tier"`
	UserID      string    `json:"user_id"`
	WorkerID    string    `json:"worker_id,omitempty"` // none for a lead
	Name        string    `json:"name"`
	AttendedAt  time.Time `json:"attended_at,omitzero"`
	Method      string    `json:"method,omitempty"` // checked_in, link, relay or ticked
	ConfirmedAt time.Time `json:"confirmed_at,omitzero"`
	Absence     string    `json:"absence,omitempty"`
	MakeUpOn    Date      `json:"make_up_on,omitzero"`
	SelfStudy   bool      `json:"self_study,omitempty"` // makes up for it alone
	Received    bool      `json:"received"`             // took the rules for the party
	Lead        bool      `json:"lead"`
	Told        bool      `json:"told"`             // had heard all of it before: not absent when they do not come
	LeftOn      Date      `json:"left_on,omitzero"` // last day of their place, where it is over and they did not come
	Since       Date      `json:"since,omitzero"`   // first day of their place, where it began after the meeting's day
}

// CheckBrief says whether an actor may hold meetings for a contract: the 情報システム
// 管理者 of the owner division, and its drafters for them. Without a manager named in
// the contract nobody may (要綱 第43条).
func CheckBrief(a Actor, c Contract) error {
	switch {
	case !CanCreateContract(a, c.DivisionID):
		return Denied("error.denied.briefing")
	case c.SystemManager == "":
		return Conflict("error.briefing.manager", nil)
	case c.IssuedNumber == 0:
		return Conflict("error.briefing.not_issued", nil)
	}
	return CheckDecide(c)
}

// CheckBriefAsPrime says whether the prime's lead may brief parties below in the body's
// place, which the edition says by tier.
func CheckBriefAsPrime(a Actor, c Contract, prime *Party, rule BriefingRule, tiers []int) error {
	if prime == nil || !prime.LedBy(a) {
		return Denied("error.denied.briefing")
	}
	for _, tier := range tiers {
		if !rule.PrimeMayBrief(tier) && tier == 0 {
			return Conflict("error.briefing.tier.prime", nil)
		}
		if !rule.PrimeMayBrief(tier) {
			return &Error{Kind: KindConflict, Key: "error.briefing.tier", Args: []any{tier}}
		}
	}
	if c.IssuedNumber == 0 {
		return Conflict("error.briefing.not_issued", nil)
	}
	return CheckDecide(c)
}

// TopicRecord is what somebody has heard of one topic.
type TopicRecord struct {
	Topic    string    `json:"topic"`
	Hash     string    `json:"hash"`
	How      string    `json:"how"`
	ToldAt   time.Time `json:"told_at"`
	Until    Date      `json:"until,omitzero"`
	Tries    int       `json:"tries"`
	Percent  int       `json:"percent"`
	PassedAt time.Time `json:"passed_at,omitzero"`
}

// Heard says how far somebody is with the topics they have to know, on a day.
type Heard struct {
	Told   ReqState // met, lapsed, missing
	Until  Date     // last day of what is met or was
	Passed bool     // of every topic with questions
}

// HeardOf holds what somebody has heard against the topics they have to know: a topic
// counts when its content is the one of today (by its hash).
func HeardOf(topics []BriefingTopic, records []TopicRecord, day Date) Heard {
	h := Heard{Told: ReqMet, Passed: true}
	for _, t := range topics {
		i := slices.IndexFunc(records, func(r TopicRecord) bool { return r.Topic == t.ID && r.Hash == t.Hash })
		if i < 0 {
			return Heard{Told: ReqMissing}
		}
		r := records[i]
		if !r.Until.IsZero() && (h.Until.IsZero() || r.Until.Before(h.Until)) {
			h.Until = r.Until
		}
		h.Passed = h.Passed && (len(t.Quiz) == 0 || !r.PassedAt.IsZero())
	}
	if !h.Until.IsZero() && h.Until.Before(day) {
		h.Told = ReqLapsed
	}
	return h
}

// Study is the page of one's own topics under one party.
type Study struct {
	Party    Party        `json:"party"`
	Number   string       `json:"number"` // of the contract
	Title    string       `json:"title"`  // of the contract
	Bound    string       `json:"bound"`
	Rule     BriefingRule `json:"rule"`
	Topics   []StudyTopic `json:"topics"`
	Heard    Heard        `json:"heard"`
	PledgeID string       `json:"pledge_id,omitempty"` // what comes next
	Waits    bool         `json:"waits,omitempty"`     // what was told waits for the owner division's word
	Meetings []Meeting    `json:"meetings"`            // to come, where the rest is told
}

// StudyTopic is a topic with what the reader has done of it.
type StudyTopic struct {
	BriefingTopic
	Record *TopicRecord `json:"record,omitempty"`
}

// BriefingView is everything the page of one meeting shows.
type BriefingView struct {
	Briefing  Briefing        `json:"briefing"`
	Number    string          `json:"number"` // of the contract
	Title     string          `json:"title"`  // of the contract
	Rule      BriefingRule    `json:"rule"`
	Topics    []BriefingTopic `json:"topics"`
	Attendees []Attendee      `json:"attendees"`
	Own       *Attendee       `json:"own,omitempty"` // the reader's own line
	Files     []BriefingFile  `json:"files"`
	MakeUp    []Attendee      `json:"make_up,omitempty"` // absentees for whom no meeting is planned
	Stamp     *SealStamp      `json:"stamp,omitempty"`   // of the record
	Relays    []Relay         `json:"relays,omitempty"`  // devices that go round now
	Can       map[string]bool `json:"can"`
	Past      string          `json:"past,omitempty"` // id of the past place under which the reader's firm was told; empty while it sees the contract
}

// HeldInput is what is told when a meeting is closed.
type HeldInput struct {
	Begins   string           `json:"begins"`  // when it really began, 13:30; empty as planned
	Minutes  int              `json:"minutes"` // it really took
	Note     string           `json:"note"`
	Came     []string         `json:"came"`     // ids of attendees ticked
	Received []string         `json:"received"` // ids of attendees who took the rules for their party
	Absent   []AbsentAttendee `json:"absent"`
	Rest     AbsentAttendee   `json:"rest"` // of everybody else who did not come; without an id
}
