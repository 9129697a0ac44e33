package views

import (
	"net/url"
	"slices"
	"strconv"

	"chigiri/models"
	"chigiri/views/i18n"
)

// ContractListOptions are what the filters of the list choose from; Vendor and
// System name the ones the address already asks for.
type ContractListOptions struct {
	Divisions      []Option
	Vendor, System string
}

// query are the values of the page's own address.
func (b Base) query() url.Values {
	u, err := url.ParseRequestURI(b.Path)
	if err != nil {
		return url.Values{}
	}
	return u.Query()
}

// filtered says whether the list shows less than everything.
func filtered(q models.ContractQuery) bool {
	q.Sort, q.After, q.Limit = "", "", 0
	return q != models.ContractQuery{}
}

// yearOptions are the fiscal years worth choosing: the next one, this one, and
// those whose records are still asked for.
func yearOptions(b Base) []Option {
	var all []Option
	now := b.Today.FiscalYear()
	for y := now + 1; y >= now-6; y-- {
		all = append(all, Option{Value: strconv.Itoa(y), Text: i18n.FiscalYear(b.Lang, y)})
	}
	return all
}

func yearValue(y int) string {
	if y == 0 {
		return ""
	}
	return strconv.Itoa(y)
}

// listHead is a column of the list; one with a sort can order it.
type listHead struct{ label, sort string }

var listHeads = []listHead{
	{"contract.number", "number"}, {"contract.title", "title"}, {"contract.level", "level"}, {"contract.state", ""},
	{"contract.vendor_id", ""}, {"contract.division_id", ""}, {"contract.period", "ends"}, {"contract.updated", "updated"},
}

// toggled is the value a chip leads to: chosen again, it is taken away.
func toggled(now, value string) string {
	if now == value {
		return ""
	}
	return value
}

func trueIf(v bool) string {
	if v {
		return "true"
	}
	return ""
}

// manyDivisions says whether the reader sees contracts of more than one division.
func manyDivisions(b Base) bool { return b.Actor.DivisionID == "" }

func headsFor(b Base) []listHead {
	return slices.DeleteFunc(slices.Clone(listHeads), func(h listHead) bool {
		return h.label == "contract.division_id" && !manyDivisions(b)
	})
}

// shortDate is a date for a narrow column.
func shortDate(b Base, d models.Date) string {
	if b.Lang == i18n.EN {
		return d.String()
	}
	return models.WarekiShort(d)
}
