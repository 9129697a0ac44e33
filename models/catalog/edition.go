package catalog

import (
	"slices"

	"chigiri/models"
	"chigiri/models/yamlfile"
)

// Edition is one published or drafted catalog. It is made by Read alone and never
// changes afterwards, so it may be shared.
type Edition struct {
	Catalog       string                    `json:"catalog"`
	Version       string                    `json:"version"`
	Name          models.Text               `json:"name"`
	EffectiveFrom models.Date               `json:"effective_from"`
	Note          models.Text               `json:"note"`
	Consultation  Consultation              `json:"consultation"`
	Owners        Owners                    `json:"owners"`
	Levels        yamlfile.Map[LevelInfo]   `json:"levels"`
	Flags         []Flag                    `json:"flags"`
	Floors        []Floor                   `json:"floor_rules"`
	Parts         yamlfile.Map[Part]        `json:"parts"`
	Bound         yamlfile.Map[models.Text] `json:"bound"`
	Forms         []Form                    `json:"forms"`
	Sources       []Source                  `json:"source_registry"`
	General       []Provision               `json:"general_provisions"`
	Classes       []Class                   `json:"data_classes"`
	Topics        yamlfile.Map[Topic]       `json:"briefing_topics"`
	Obligations   []Obligation              `json:"obligations"`
	Pledges       Pledges                   `json:"pledges"`
	Briefing      Briefing                  `json:"briefing"`
	Subcontracts  Subcontracts              `json:"subcontracts"`
	SHA256        string                    `json:"sha256" yaml:"-"` // of the file's bytes
	index         index
}

// ID names the edition: catalog@version.
func (e *Edition) ID() string { return e.Catalog + "@" + e.Version }

// Ref is the edition as an appendix names it.
func (e *Edition) Ref() models.EditionRef {
	return models.EditionRef{Catalog: e.Catalog, Version: e.Version, Name: e.Name, EffectiveFrom: e.EffectiveFrom, SHA256: e.SHA256}
}

// Consultation says at which levels the IT division must answer before an
// appendix is issued.
type Consultation struct {
	Levels []models.Level `json:"levels"`
	Basis  string         `json:"basis"`
	Source []string       `json:"source"`
}

// RequiresConsultation says whether the IT division's answer is needed before an
// appendix of this level is issued.
func (e *Edition) RequiresConsultation(l models.Level) bool { return has(e.Consultation.Levels, l) }

// Owners are those who answer for an obligation on each side.
type Owners struct {
	Prefecture yamlfile.Map[models.Text] `json:"prefecture_owner"`
	Vendor     yamlfile.Map[models.Text] `json:"vendor_owner"`
}

// LevelInfo names a level and the classes of other schemes it stands for.
type LevelInfo struct {
	models.Text
	MapsTo []string `json:"maps_to"`
}

// Who sets a flag.
const (
	SetByDataClass = "data_class"
	SetByContract  = "contract"
	SetByEdition   = "edition"
)

// Flag is a yes-or-no fact that decides which obligations apply.
type Flag struct {
	ID string `json:"id"`
	models.Text
	SetBy   string   `json:"set_by"`
	Implies []string `json:"implies"`
	Default bool     `json:"default"` // of a flag the edition sets
}

// Floor is the least level while a flag stands.
type Floor struct {
	If  string       `json:"if"`
	Min models.Level `json:"min_level"`
}

// Part is one of the special terms 特記事項. Later parts are more specific.
type Part struct {
	models.Text
	AppliesWhen string `json:"applies_when"`
}

// Form is a form 様式 that shows an obligation is met.
type Form struct {
	ID string `json:"id"`
	models.Text
}

// Source is a text that obligations cite, with its period of validity.
type Source struct {
	Title     string      `json:"title"`
	EN        string      `json:"en"`
	Kind      string      `json:"kind"`
	Status    string      `json:"status"`
	Body      string      `json:"body"` // whose own rules these are; empty for everybody's
	Checked   string      `json:"checked"`
	ValidFrom models.Date `json:"valid_from"`
	ValidTo   models.Date `json:"valid_to"`
	Note      string      `json:"note"`
}

// In says whether the source is in force on a day. No day means any.
func (s Source) In(day models.Date) bool {
	return day.IsZero() || !day.Before(s.ValidFrom) && (s.ValidTo.IsZero() || !s.ValidTo.Before(day))
}

// Former is an earlier wording, for contracts concluded up to a day.
type Former struct {
	ValidTo models.Date `json:"valid_to"`
	models.Text
}

// Provision is a general provision.
type Provision struct {
	ID     string      `json:"id"`
	Title  models.Text `json:"title"`
	Text   models.Text `json:"text"`
	Former []Former    `json:"former"`
}

// Class is a data class データ区分 with the level it forces and why.
type Class struct {
	ID      string       `json:"id"`
	Name    models.Text  `json:"name"`
	Because models.Text  `json:"because"` // 個人番号を取り扱う
	Example models.Text  `json:"example"`
	Level   models.Level `json:"level"`
	Flags   []string     `json:"flags"`
	Basis   string       `json:"basis"`
	Reason  models.Text  `json:"reason"`
	Source  []string     `json:"source"`
}

// Topic is a topic of the briefing 説明 with its questions.
type Topic struct {
	models.Text
	Quiz []Question `json:"quiz"`
}

// Question checks that a topic was understood.
type Question struct {
	ID          string      `json:"id"`
	Obligation  string      `json:"obligation"`
	Question    models.Text `json:"question"`
	Choices     []Answer    `json:"choices"`
	Answer      string      `json:"answer,omitempty"`
	Explanation models.Text `json:"explanation,omitzero"`
}

// Unanswered is the edition for those who will be asked its questions: a copy without
// the answers and what is said about them.
func (e *Edition) Unanswered() *Edition {
	shown := *e
	shown.Topics = slices.Clone(e.Topics)
	for i := range shown.Topics {
		quiz := slices.Clone(shown.Topics[i].Value.Quiz)
		for j := range quiz {
			quiz[j].Answer, quiz[j].Explanation = "", models.Text{}
		}
		shown.Topics[i].Value.Quiz = quiz
	}
	return &shown
}

// Answer is one of the answers to choose from.
type Answer struct {
	ID string `json:"id"`
	models.Text
}

// Obligation is one duty 遵守事項.
type Obligation struct {
	ID              string                    `json:"id"`
	Parts           []string                  `json:"parts"`
	Title           models.Text               `json:"title"`
	Body            models.Text               `json:"body"`
	Plain           models.Text               `json:"plain"` // in easy words, with the same parameters
	Former          []Former                  `json:"former"`
	Levels          []models.Level            `json:"levels"`
	AppliesWhen     string                    `json:"applies_when"`
	Params          yamlfile.Map[Param]       `json:"params"`
	Bound           []string                  `json:"bound"`
	PrefectureOwner string                    `json:"prefecture_owner"`
	VendorOwner     string                    `json:"vendor_owner"`
	Evidence        []Evidence                `json:"evidence"`
	Deadlines       yamlfile.Map[models.Text] `json:"deadlines"` // by form
	Source          []string                  `json:"source"`
	Topic           string                    `json:"briefing_topic"`
	SeedRefs        []string                  `json:"seed_refs"` // rows of the audit report that ask for it
}

// Evidence shows that an obligation is met.
type Evidence struct {
	models.Text
	Form string `json:"form"`
}

// The types of parameters.
const (
	TypeNumber   = "number"
	TypeChoice   = "choice"
	TypeList     = "list"
	TypeContract = "contract"
)

// The directions of strictness.
const (
	Higher = "higher"
	Lower  = "lower"
	NoWay  = "none"
)

// Param is one value that differs by level 水準値.
type Param struct {
	Label     models.Text          `json:"label"`
	Type      string               `json:"type"`
	Unit      models.Text          `json:"unit"`
	Stricter  string               `json:"stricter"`
	Basis     string               `json:"basis"`
	Choices   []Option             `json:"choices"`
	Items     []Option             `json:"items"`
	ItemsFrom string               `json:"items_from"`
	ByLevel   map[models.Level]any `json:"by_level"`
}

// Option is a choice, or an item of a list.
type Option struct {
	Code string `json:"code"`
	models.Text
}

func has[T comparable](list []T, x T) bool {
	for _, y := range list {
		if x == y {
			return true
		}
	}
	return false
}
