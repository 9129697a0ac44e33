package models

import "time"

// Body is the public body that entrusts the work, as documents name it.
type Body struct {
	Name      string `json:"name"`      // 大阪府
	NameEN    string `json:"name_en"`   // Osaka Prefecture
	Short     string `json:"short"`     // 府: how articles speak of it
	ShortEN   string `json:"short_en"`  // the prefecture
	Head      string `json:"head"`      // 大阪府知事
	Honorific string `json:"honorific"` // 様
}

// SystemFacts is a system as a document of that day names it.
type SystemFacts struct {
	ID      string   `json:"id,omitempty"`
	Name    string   `json:"name"`
	Zone    Zone     `json:"zone"`
	Classes []string `json:"classes"` // ids of the data classes it holds
	Links   []string `json:"links"`   // names of the systems it is linked with
}

// VendorFacts is a vendor as a document of that day names it.
type VendorFacts struct {
	Name            string `json:"name"`
	CorporateNumber string `json:"corporate_number"`
	Address         string `json:"address"`
	RepTitle        string `json:"rep_title"`
	Representative  string `json:"representative"`
}

// ParamChange sets one parameter of one obligation for one contract. Value is a
// number, a choice code, a list of codes or a text, as the parameter's type says.
type ParamChange struct {
	Obligation string `json:"obligation"`
	Param      string `json:"param"`
	Value      any    `json:"value"`
	Reason     string `json:"reason"`
}

// WaiverFacts is an approved waiver 適用除外 as the document prints it. With Param
// empty the whole obligation is left out; otherwise the parameter takes Value,
// which may be looser than the edition's.
type WaiverFacts struct {
	Obligation string `json:"obligation"`
	Param      string `json:"param,omitempty"`
	Value      any    `json:"value,omitempty"`
	Reason     string `json:"reason"`
	Approver   string `json:"approver"`
	ApprovedOn Date   `json:"approved_on"`
	EndsOn     Date   `json:"ends_on"`
}

// LevelChange is a raise (by a person, with a reason) or a lowering (by the IT
// division's decision) of the derived level.
type LevelChange struct {
	Level     Level  `json:"level"`
	Reason    string `json:"reason"`
	DecidedBy string `json:"decided_by"`
	DecidedOn Date   `json:"decided_on"`
}

// ConsultationFacts is the stamp of the IT division's answer as printed.
type ConsultationFacts struct {
	Number   string `json:"number"` // 協議第56号
	Date     Date   `json:"date"`
	Answerer string `json:"answerer"`
	Answer   string `json:"answer"`
}

// Facts is everything Compile needs to know of a contract, with the names of the
// day. It holds no ids of other rows and no personal data beyond the names of
// those who decided.
type Facts struct {
	Body          Body               `json:"body"`
	Number        string             `json:"number"`
	Title         string             `json:"title"`
	Kind          ContractKind       `json:"kind"`
	Start         Date               `json:"start"`
	End           Date               `json:"end"`
	Signed        Date               `json:"signed"` // zero before conclusion
	Procurement   Procurement        `json:"procurement"`
	Division      string             `json:"division"`
	SystemManager string             `json:"system_manager"` // post of the 情報システム管理者
	Vendor        VendorFacts        `json:"vendor"`         // empty before selection
	Systems       []SystemFacts      `json:"systems"`
	Classes       []string           `json:"classes"` // named by the contract itself
	Flags         []string           `json:"flags"`   // those set_by contract
	Persons       int                `json:"persons"` // number of persons whose data is touched; 0 unknown
	Overseas      bool               `json:"overseas"`
	PolicyVersion string             `json:"policy_version"` // the rules handed over, with their version
	Scheme        Scheme             `json:"scheme"`
	Raise         *LevelChange       `json:"raise,omitempty"`
	Lower         *LevelChange       `json:"lower,omitempty"`
	Stricter      []ParamChange      `json:"stricter,omitempty"`
	Waivers       []WaiverFacts      `json:"waivers,omitempty"`
	Consultation  *ConsultationFacts `json:"consultation,omitempty"`
}

// Scheme is a numbering scheme of Japanese public documents.
type Scheme string

// The schemes: 第１条 ２ (1) ア for rules, 第１ １ (1) ア (ア) for documents.
const (
	SchemeArticle Scheme = "article"
	SchemeOutline Scheme = "outline"
)

// Text is the same words in both languages.
type Text struct {
	JA string `json:"ja"`
	EN string `json:"en"`
}

// Wide is the text with its Japanese numbers as official papers have them; see WideNumbers.
func (t Text) Wide() Text { return Text{WideNumbers(t.JA), t.EN} }

// In gives the words in a language: "en", or Japanese for anything else.
func (t Text) In(lang string) string {
	if lang == "en" && t.EN != "" {
		return t.EN
	}
	return t.JA
}

// ArticleParam is a value as an article prints it.
type ArticleParam struct {
	ID       string `json:"id"`
	Value    any    `json:"value"`    // machine form: number, code, codes or text
	Shown    Text   `json:"shown"`    // as printed, without unit for numbers
	Unit     Text   `json:"unit"`     // empty for choices and lists
	Standard Text   `json:"standard"` // what the edition gives at this level
	Changed  string `json:"changed"`  // "", "stricter" or "waived"
	Reason   string `json:"reason,omitempty"`
}

// Article is one obligation as it stands in an appendix.
type Article struct {
	Obligation      string         `json:"obligation"` // ACC-02
	Number          string         `json:"number"`     // 第１８条 or 第１８
	Title           Text           `json:"title"`
	Text            Text           `json:"text"` // parameters filled in
	Params          []ArticleParam `json:"params"`
	Bound           []string       `json:"bound"`
	PrefectureOwner string         `json:"prefecture_owner"`
	VendorOwner     string         `json:"vendor_owner"`
	Evidence        []Evidence     `json:"evidence"`
	Sources         []string       `json:"sources"`
	Topic           string         `json:"topic"`
	Waiver          *WaiverFacts   `json:"waiver,omitempty"` // the whole article is left out
}

// Evidence is what shows that an obligation is met, with the form it is on.
type Evidence struct {
	Name Text   `json:"name"`
	Form string `json:"form,omitempty"` // F-04
}

// CrossReference points from a part to an article printed in a more specific one.
type CrossReference struct {
	Obligation string `json:"obligation"`
	Number     string `json:"number"`
	Title      Text   `json:"title"`
	Part       string `json:"part"`
}

// Part is one of 情報セキュリティ, 個人情報取扱, 特定個人情報取扱 特記事項.
type Part struct {
	ID         string           `json:"id"`
	Title      Text             `json:"title"`
	Articles   []Article        `json:"articles"`
	References []CrossReference `json:"references"`
}

// Provision is a general provision (definitions, counting of periods).
type Provision struct {
	ID     string `json:"id"`
	Number string `json:"number"`
	Title  Text   `json:"title"`
	Text   Text   `json:"text"`
}

// LevelRow is one line of the level table 水準表: a parameter and its values at
// every level, with the one that binds here.
type LevelRow struct {
	Obligation string         `json:"obligation"`
	Number     string         `json:"number"`
	Param      string         `json:"param"`
	Title      Text           `json:"title"` // of the obligation
	Label      Text           `json:"label"` // what the number means
	ByLevel    map[Level]Text `json:"by_level"`
	Here       Text           `json:"here"` // with unit
	Changed    string         `json:"changed"`
}

// RoleRow is one line of the division of roles: who on each side answers for an
// obligation. Neither side is ever blank.
type RoleRow struct {
	Obligation string `json:"obligation"`
	Number     string `json:"number"`
	Title      Text   `json:"title"`
	Prefecture Text   `json:"prefecture"`
	Vendor     Text   `json:"vendor"`
}

// FormRow is one line of the list of forms 様式 with its deadlines.
type FormRow struct {
	ID       string   `json:"id"`
	Name     Text     `json:"name"`
	Deadline []Text   `json:"deadline"` // one per article that asks for it
	Articles []string `json:"articles"` // numbers
}

// Exclusion says why an obligation of the edition is not in this appendix.
type Exclusion struct {
	Obligation string `json:"obligation"`
	Title      Text   `json:"title"`
	Reason     Text   `json:"reason"` // level or flag
}

// EditionRef names the edition an appendix was compiled from.
type EditionRef struct {
	Catalog       string `json:"catalog"`
	Version       string `json:"version"`
	Name          Text   `json:"name"` // 令和８年４月版
	EffectiveFrom Date   `json:"effective_from"`
	SHA256        string `json:"sha256"`
}

// Appendix is the 特記仕様書 of one contract, compiled: what is printed and nothing
// else. Its Hash covers all of it but Version, IssuedAt and the bytes of the edition's
// file, so the same facts under the same edition give the same hash.
type Appendix struct {
	Facts      Facts       `json:"facts"`
	Edition    EditionRef  `json:"edition"`
	Level      LevelResult `json:"level"`
	LevelName  Text        `json:"level_name"`
	ClassNames []Text      `json:"class_names"`
	FlagNames  []Text      `json:"flag_names"`
	General    []Provision `json:"general"`
	Parts      []Part      `json:"parts"`
	LevelTable []LevelRow  `json:"level_table"`
	Roles      []RoleRow   `json:"roles"`
	Forms      []FormRow   `json:"forms"`
	Excluded   []Exclusion `json:"excluded"`
	Hash       string      `json:"hash"`
	Version    int         `json:"version"` // 第n版; 0 while only a draft
	IssuedAt   time.Time   `json:"issued_at,omitzero"`
	IssuedBy   string      `json:"issued_by,omitempty"`
}

// ArticleChange is one line of the comparison of two appendices.
type ArticleChange struct {
	Obligation string   `json:"obligation"`
	Change     string   `json:"change"` // added, removed, changed, moved
	Before     *Article `json:"before,omitempty"`
	After      *Article `json:"after,omitempty"`
	Params     []string `json:"params,omitempty"` // ids of changed parameters
}

// FactChange is a fact of the cover that differs between two appendices, by the name
// it has on the contract's form. Before and After have the type of the fact: a text,
// a date, a code, a number, or a list of texts or systems.
type FactChange struct {
	Field  string `json:"field"`
	Before any    `json:"before"`
	After  any    `json:"after"`
}

// Comparison is what two appendices differ in.
type Comparison struct {
	Facts    []FactChange    `json:"facts"`
	Articles []ArticleChange `json:"changes"`
}

// None says whether both say the same.
func (c Comparison) None() bool { return len(c.Facts)+len(c.Articles) == 0 }

// DefaultBody is the public body the bundled edition and the example speak of.
func DefaultBody() Body {
	return Body{Name: "大阪府", NameEN: "Osaka Prefecture", Short: "府", ShortEN: "the prefecture", Head: "大阪府知事", Honorific: "様"}
}
