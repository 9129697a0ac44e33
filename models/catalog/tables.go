package catalog

import (
	"strconv"

	"chigiri/models"
)

func fullWidth(n int) string { return models.FullWidth(strconv.Itoa(n)) }

// each visits every printed article with its obligation.
func (c *compiler) each(visit func(a *models.Article, o *Obligation, x *compiled)) {
	for i := range c.articles {
		for k := range c.articles[i].Articles {
			a := &c.articles[i].Articles[k]
			at := c.e.index.byID[a.Obligation]
			visit(a, &c.e.Obligations[at], &c.e.index.obligations[at])
		}
	}
}

// levelTable is the 水準表: each parameter's value at every level and here.
func (c *compiler) levelTable() []models.LevelRow {
	out := []models.LevelRow{}
	c.each(func(a *models.Article, o *Obligation, x *compiled) {
		for i := range o.Params {
			p := &o.Params[i].Value
			if p.Type == TypeContract {
				continue
			}
			row := models.LevelRow{
				Obligation: o.ID, Number: a.Number, Param: a.Params[i].ID, Title: a.Title, Label: p.Label,
				ByLevel: map[models.Level]models.Text{}, Here: p.withUnit(c.e, a.Params[i].Value, c.s.words), Changed: a.Params[i].Changed,
			}
			for l, v := range x.byLevel[row.Param] {
				row.ByLevel[l] = p.withUnit(c.e, v, c.s.words)
			}
			if a.Waiver != nil {
				row.Here, row.Changed = models.Text{JA: "適用しない", EN: "does not apply"}, "waived"
			}
			out = append(out, row)
		}
	})
	return out
}

// roles is the division of roles: who answers for each article on either side.
func (c *compiler) roles() []models.RoleRow {
	out := []models.RoleRow{}
	c.each(func(a *models.Article, o *Obligation, _ *compiled) {
		prefecture, _ := c.e.Owners.Prefecture.Get(o.PrefectureOwner)
		vendor, _ := c.e.Owners.Vendor.Get(o.VendorOwner)
		out = append(out, models.RoleRow{Obligation: o.ID, Number: a.Number, Title: a.Title, Prefecture: prefecture, Vendor: vendor})
	})
	return out
}

// forms lists the forms the articles ask for, with each article's deadline.
func (c *compiler) forms() []models.FormRow {
	rows := make([]models.FormRow, len(c.e.Forms))
	c.each(func(a *models.Article, o *Obligation, x *compiled) {
		if a.Waiver != nil {
			return
		}
		for i, d := range o.Deadlines {
			row := &rows[c.e.index.forms[d.Key]]
			row.Articles = append(row.Articles, a.Number)
			row.Deadline = append(row.Deadline, fillIn(x.deadlines[i], c.s.words, a.Params))
		}
	})
	out := []models.FormRow{}
	for i, f := range c.e.Forms {
		if len(rows[i].Articles) > 0 {
			rows[i].ID, rows[i].Name = f.ID, f.Text
			out = append(out, rows[i])
		}
	}
	return out
}

// excluded says of every obligation left out whether its level or its flag is why.
func (c *compiler) excluded() []models.Exclusion {
	out := []models.Exclusion{}
	in := map[int]bool{}
	for _, i := range c.chosen {
		in[i] = true
	}
	for i := range c.e.Obligations {
		if in[i] {
			continue
		}
		o, x := &c.e.Obligations[i], &c.e.index.obligations[i]
		reason := c.flagReason(x.when)
		if !x.levels[c.s.level.Level] {
			least := o.Levels[0]
			reason = models.Text{JA: "重要度" + least.Roman() + "から適用する", EN: "Applies from level " + least.String()}
		}
		out = append(out, models.Exclusion{Obligation: o.ID, Title: x.title.plain(c.s.words), Reason: reason})
	}
	return out
}

// flagReason names the flags that would make an obligation apply.
func (c *compiler) flagReason(when condition) models.Text {
	var ja, en []string
	for _, term := range when {
		var termJA, termEN []string
		for _, id := range term {
			name := parseText(c.e.flag(id).Text).plain(c.s.words)
			termJA, termEN = append(termJA, "「"+name.JA+"」"), append(termEN, "“"+name.EN+"”")
		}
		ja, en = append(ja, join(termJA, "、", "及び")), append(en, join(termEN, ", ", " and "))
	}
	return models.Text{JA: join(ja, "、", "又は") + "に当たらない", EN: "Not the case: " + join(en, ", ", " or ")}
}

func (c *compiler) classNames() []models.Text {
	out := []models.Text{}
	for _, class := range c.e.Classes {
		here := has(c.s.facts.Classes, class.ID)
		for _, s := range c.s.facts.Systems {
			here = here || has(s.Classes, class.ID)
		}
		if here {
			out = append(out, class.Name)
		}
	}
	return out
}

func (c *compiler) flagNames() []models.Text {
	out := []models.Text{}
	for _, id := range c.s.level.Flags {
		out = append(out, parseText(c.e.flag(id).Text).plain(c.s.words))
	}
	return out
}
