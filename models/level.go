package models

import "fmt"

// Level is the importance 重要度 of information, L1 (low) to L4 (highest). Zero is
// "not derived yet": no data class is known, so nothing may be issued.
type Level int

// The levels, by the highest harm a leak would do.
const (
	NoLevel Level = iota
	L1
	L2
	L3
	L4
)

// Levels are all levels, rising.
func Levels() []Level { return []Level{L1, L2, L3, L4} }

// ParseLevel reads "L1" to "L4".
func ParseLevel(s string) (Level, error) {
	for _, l := range Levels() {
		if s == l.String() {
			return l, nil
		}
	}
	return NoLevel, Invalidf("", "error.level", s)
}

// String is "L4", or "" when there is none.
func (l Level) String() string {
	if l < L1 || l > L4 {
		return ""
	}
	return fmt.Sprintf("L%d", int(l))
}

// Roman is the level as printed in documents: Ⅳ.
func (l Level) Roman() string {
	if l < L1 || l > L4 {
		return ""
	}
	return string(rune('Ⅰ' + int(l) - 1))
}

// MarshalText writes "L4".
func (l Level) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText reads "L4"; an empty text is NoLevel.
func (l *Level) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*l = NoLevel
		return nil
	}
	v, err := ParseLevel(string(b))
	if err == nil {
		*l = v
	}
	return err
}

// LevelReason is one reason why a contract has its level: the data class, floor
// rule, system or decision that forces it.
type LevelReason struct {
	Level  Level  `json:"level"`
	Kind   string `json:"kind"`   // class, floor, system, raise, lower
	Ref    string `json:"ref"`    // class id, flag id or system name
	JA     string `json:"ja"`     // 個人番号を取り扱う
	EN     string `json:"en"`     // Handles My Number
	Source string `json:"source"` // 番号法 第2条第5項・第9項 …; empty when none
	From   string `json:"from"`   // the system the class comes from; empty when the contract names it itself
}

// LevelResult is a derived level with every reason, the strongest first.
type LevelResult struct {
	Level   Level         `json:"level"`
	Derived Level         `json:"derived"` // before a raise or a lowering
	Reasons []LevelReason `json:"reasons"`
	Flags   []string      `json:"flags"` // flags that stand, implied ones included, in the edition's order
}
