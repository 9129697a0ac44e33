package models

import "time"

// DataItem is one item a system holds, e.g. 個人番号, with the class it belongs to,
// why it is needed and until when it is kept (data minimisation).
type DataItem struct {
	ID        string `json:"id,omitempty"`
	Name      string `json:"name"`
	ClassID   string `json:"class"`
	Reason    string `json:"reason"`
	Retention string `json:"retention"` // e.g. 支援終了後５年
}

// SystemInput is what is entered about an information system.
type SystemInput struct {
	Code        string     `json:"code"`
	Name        string     `json:"name"`
	NameKana    string     `json:"name_kana"`
	DivisionID  string     `json:"division_id"`
	StartedOn   Date       `json:"started_on"`
	Zone        Zone       `json:"zone"`
	Classes     []string   `json:"classes"`
	Sites       []string   `json:"sites"`
	Items       []DataItem `json:"items"`
	Description string     `json:"description"`
}

// InfoSystem is an information system 情報システム (the plain word System names the
// house as an actor).
type InfoSystem struct {
	SystemInput
	ID        string        `json:"id"`
	Division  string        `json:"division"` // its name today
	Level     Level         `json:"level"`
	Links     []SystemLink  `json:"links"`            // both directions
	Linked    []string      `json:"linked,omitempty"` // names of the systems it is linked with, either way; on a contract
	Manuals   []Manual      `json:"manuals"`          // newest first
	Contracts []ContractRow `json:"contracts"`
	Version   int           `json:"version"`
	CreatedAt time.Time     `json:"created_at"`
	UpdatedAt time.Time     `json:"updated_at"`
}

// LinkInput is what is entered about a link between two systems.
type LinkInput struct {
	To         string `json:"to"` // system id
	Data       string `json:"data"`
	MyNumber   bool   `json:"mynumber"`
	LegalBasis string `json:"legal_basis"` // 番号法 第19条第9号; must not be empty when MyNumber
}

// SystemLink is a flow of data from one system to another. A link that carries My
// Number without a legal basis is refused (番号法 第19条).
type SystemLink struct {
	LinkInput
	ID        string `json:"id"`
	From      string `json:"from"`
	FromName  string `json:"from_name"`
	ToName    string `json:"to_name"`
	FromOwner string `json:"from_owner"` // division names, for who must be told
	ToOwner   string `json:"to_owner"`
}

// Manual is a document attached to a system, with its version and date.
type Manual struct {
	ID       string    `json:"id"`
	SystemID string    `json:"system_id"`
	Title    string    `json:"title"`
	Version  string    `json:"version"`
	Dated    Date      `json:"dated"`
	Division string    `json:"division"` // who wrote it, name of that day
	FileName string    `json:"file_name"`
	Size     int64     `json:"size"`
	SHA256   string    `json:"sha256"`
	AddedAt  time.Time `json:"added_at"`
}

// File is bytes with a name, as uploaded or as produced.
type File struct {
	Name        string
	ContentType string
	Bytes       []byte
	SHA256      string
}

// MaxFile is the largest attachment, in bytes.
const MaxFile = 20 << 20

// MaxPicture is the largest picture of a seal or of a name written by hand, in bytes.
const MaxPicture = 1 << 20

// Validate checks what needs no database: a My Number link has its legal basis.
func (l LinkInput) Validate() error {
	var p Problems
	p.Require("to", l.To)
	p.Require("data", l.Data)
	if l.MyNumber && l.LegalBasis == "" {
		p.Add("legal_basis", "error.link.basis")
	}
	return p.Err()
}

// CanSeeSystems: staff with contract duties see the register of systems.
func CanSeeSystems(a Actor) bool {
	return a.IsSystem() || a.Is(Drafter, Manager, Reviewer, Auditor)
}

// CanEditSystem: the owner division keeps its systems; the IT division any.
func CanEditSystem(a Actor, divisionID string) bool {
	return a.IsSystem() || a.Is(Reviewer) || a.Is(Drafter, Manager) && a.DivisionID == divisionID
}
