package catalog

import (
	"fmt"
	"strings"

	"chigiri/models"
	"chigiri/models/yamlfile"
)

// settleStricter checks what one contract sets stricter than the edition. A
// change of a parameter that does not apply at this level has no effect.
func (e *Edition) settleStricter(bad *faults, s *settled) {
	for i := range s.facts.Stricter {
		c := &s.facts.Stricter[i]
		path := yamlfile.Item("stricter", i)
		o, p := e.find(bad, path, c.Obligation, c.Param)
		if p == nil {
			continue
		}
		v, ok := p.value(e, c.Value)
		if !ok || p.Type == TypeContract {
			e.badValue(bad, path, p, c.Value)
			continue
		}
		c.Value = v
		key := o.ID + "." + c.Param
		if _, twice := s.stricter[key]; twice {
			bad.add(path, "param.twice", say("「%s」が二度定められています", "“%s” is set twice", key), say("一つにしてください", "keep one"))
			continue
		}
		standard, applies := e.standard(o, c.Param, s.level.Level)
		if !applies {
			continue
		}
		switch p.compare(standard, v) {
		case same:
		case stricter:
			s.stricter[key] = *c
		default:
			was, now := p.withUnit(e, standard, s.words), p.withUnit(e, v, s.words)
			bad.add(yamlfile.Member(path, "value"), "param.looser",
				models.Text{
					JA: fmt.Sprintf("%s「%s」の %s は、重要度%sの水準 %s より厳しくありません", o.ID, p.Label.JA, now.JA, s.level.Level.Roman(), was.JA),
					EN: fmt.Sprintf("%s “%s”: %s is not stricter than %s, the value of level %s", o.ID, p.Label.EN, now.EN, was.EN, s.level.Level),
				},
				models.Text{
					JA: was.JA + "より厳しい値にするか、緩める理由を付けて適用除外を申請してください",
					EN: "give a value stricter than " + was.EN + ", or apply for a waiver with the reason",
				})
		}
	}
}

// settleWaivers checks waivers: of a whole obligation, or of one parameter, which
// may then be looser than the edition.
func (e *Edition) settleWaivers(bad *faults, s *settled) {
	for i := range s.facts.Waivers {
		w := &s.facts.Waivers[i]
		path := yamlfile.Item("waivers", i)
		if w.Param == "" {
			if e.Obligation(w.Obligation) == nil {
				e.unknownObligation(bad, path, w.Obligation)
				continue
			}
			whole := *w
			s.left[w.Obligation] = &whole
			continue
		}
		o, p := e.find(bad, path, w.Obligation, w.Param)
		if p == nil {
			continue
		}
		v, ok := p.value(e, w.Value)
		if !ok || p.Type == TypeContract {
			e.badValue(bad, path, p, w.Value)
			continue
		}
		w.Value = v
		s.loosened[o.ID+"."+w.Param] = *w
	}
}

func (e *Edition) find(bad *faults, path, obligation, param string) (*Obligation, *Param) {
	o := e.Obligation(obligation)
	if o == nil {
		e.unknownObligation(bad, path, obligation)
		return nil, nil
	}
	p := o.param(param)
	if p == nil {
		var known []string
		for _, q := range o.Params {
			known = append(known, q.Key)
		}
		bad.add(yamlfile.Member(path, "param"), "param.unknown",
			say("%s に「%s」という水準値はありません", "%s has no parameter “%s”", o.ID, param), suggestion(param, known))
	}
	return o, p
}

func (e *Edition) unknownObligation(bad *faults, path, id string) {
	var known []string
	for _, o := range e.Obligations {
		known = append(known, o.ID)
	}
	mend := suggestion(id, known)
	if !strings.HasPrefix(mend.EN, "did") {
		mend = say("版にある遵守事項のIDを ACC-02 のように書いてください", "write the id of an obligation of the edition, such as ACC-02")
	}
	bad.add(yamlfile.Member(path, "obligation"), "obligation.unknown", say("「%s」という遵守事項はありません", "there is no obligation “%s”", id), mend)
}

func (e *Edition) badValue(bad *faults, path string, p *Param, v any) {
	var codes []string
	for _, o := range p.options(e) {
		codes = append(codes, o.Code)
	}
	list := strings.Join(codes, ", ")
	mend := map[string]models.Text{
		TypeNumber:   say("1以上の整数を書いてください", "write a whole number of 1 or more"),
		TypeChoice:   say("次のいずれかを書いてください：%s", "write one of: %s", list),
		TypeList:     say("次のうちから選んで並べてください：%s", "list some of: %s", list),
		TypeContract: say("契約の項目で定めてください", "set it among the facts of the contract"),
	}[p.Type]
	bad.add(yamlfile.Member(path, "value"), "param.value", models.Text{
		JA: fmt.Sprintf("「%v」は「%s」の値として使えません", v, p.Label.JA),
		EN: fmt.Sprintf("“%v” is no value of “%s”", v, p.Label.EN),
	}, mend)
}

// standard is what the edition gives a parameter at a level.
func (e *Edition) standard(o *Obligation, param string, l models.Level) (any, bool) {
	v, ok := e.index.obligations[e.index.byID[o.ID]].byLevel[param][l]
	return v, ok
}
