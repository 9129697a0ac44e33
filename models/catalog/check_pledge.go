package catalog

import (
	"slices"

	"chigiri/models"
	"chigiri/models/yamlfile"
)

// deeds checks what the edition says of pledges, briefings and subcontracts.
func (c *checker) deeds() {
	if c.root.Get("pledges") == nil {
		c.need("pledges")
	} else {
		c.pledge("pledges.company", models.PledgeCompany)
		c.pledge("pledges.worker", models.PledgeWorker)
	}
	if c.root.Get("briefing") == nil {
		c.need("briefing")
	} else {
		c.briefing("briefing", &c.e.Briefing)
	}
	if c.root.Get("subcontracts") == nil {
		c.need("subcontracts")
	} else {
		c.subcontracts("subcontracts", &c.e.Subcontracts)
	}
}

func (c *checker) pledge(path string, kind models.PledgeKind) {
	p := c.e.Pledges.Of(kind)
	c.form(path+".form", p.Form)
	for _, t := range []struct {
		key  string
		text models.Text
	}{{"title", p.Title}, {"preamble", p.Preamble}, {"penalty_note", p.PenaltyNote}} {
		c.words(path+"."+t.key, t.text)
		c.wording(path+"."+t.key, t.text, nil)
	}
	asked := c.askedBy(path+".asked_by", p.AskedBy)
	if len(p.Statements) == 0 {
		c.need(path + ".statements")
	}
	if len(p.Survives) == 0 {
		c.need(path + ".survives")
	}
	c.clauses(path+".statements", p.Statements, asked, kind)
	c.clauses(path+".survives", p.Survives, asked, kind)
	c.clauses(path+".penalties", p.Penalties, asked, kind)
	c.borne(path, p)
	c.pledgeValues(path, p, asked, kind)
	c.basis(path+".basis", p.Basis)
	c.citations(path, p.Source)
}

// borne checks that what outlives the work has a source on every day, and that every
// penalty has one on some day: it is printed where that source is in force.
func (c *checker) borne(path string, p *Pledge) {
	for i := range p.Survives {
		c.citations(yamlfile.Item(path+".survives", i), p.Survives[i].Source)
	}
	for i := range p.Penalties {
		at := yamlfile.Item(path+".penalties", i) + ".source"
		if len(p.Penalties[i].Source) == 0 {
			c.need(at)
		}
		c.sources(at, p.Penalties[i].Source)
	}
	for i := range p.Statements {
		c.sources(yamlfile.Item(path+".statements", i)+".source", p.Statements[i].Source)
	}
}

// pledgeValues checks how the pledge is made at each level, which never loosens.
func (c *checker) pledgeValues(path string, p *Pledge, asked *Obligation, kind models.PledgeKind) {
	c.numberRef(path+".within", p.Within, true)
	c.numberRef(path+".renew", p.Renew, true)
	forbids := func(before, after bool) bool { return !before && after }
	byLevel(c, path+".identity", p.Identity, asked, func(a, b models.IdentityCheck) bool {
		return slices.Index(models.IdentityChecks(), b) < slices.Index(models.IdentityChecks(), a)
	})
	for l, v := range p.Identity {
		c.in(yamlfile.Member(path+".identity", l.String()), string(v), texts(models.IdentityChecks()), "本人確認の方法", "check of identity")
	}
	byLevel(c, path+".paper", p.Paper, asked, forbids)
	byLevel(c, path+".confirmed_by", p.ConfirmedBy, asked, nil)
	for l, owner := range p.ConfirmedBy {
		c.in(yamlfile.Member(path+".confirmed_by", l.String()), owner, keys(c.e.Owners.Prefecture), "府側の担当", "owner of the prefecture’s side")
	}
	if kind == models.PledgeCompany {
		byLevel(c, path+".delegable", p.Delegable, asked, forbids)
	} else if len(p.Delegable) > 0 {
		c.add(path+".delegable", "catalog.delegable", say("個人の誓約を他人に委任することはできません", "nobody signs a worker’s pledge for them"), say("delegable を消してください", "delete delegable"))
	}
}

// clauses checks a list of clauses: each once, within the levels that ask for the
// pledge, and naming only values that bind wherever the clause stands.
func (c *checker) clauses(path string, list []Clause, asked *Obligation, kind models.PledgeKind) {
	seen := map[string]bool{}
	for i := range list {
		k, at := &list[i], yamlfile.Item(path, i)
		c.id(at+".id", k.ID, formWord, "secrecy", seen)
		c.words(at, k.Text)
		ja, en := c.wording(at, k.Text, c.everyParam())
		c.condition(at+".applies_when", k.AppliesWhen)
		if k.Part != "" {
			c.in(at+".part", k.Part, keys(c.e.Parts), "部", "part")
		}
		if k.For != "" {
			c.kept(at+".for", k.For, kind)
		}
		if c.levels(at+".levels", k.Levels) && asked != nil && !within(k.Levels, asked.Levels) {
			c.add(at+".levels", "catalog.levels", say("誓約を求めない重要度があります（%s は %s から）", "the pledge is not asked for at every one of these levels (%s is from %s)", asked.ID, asked.Levels[0]),
				say("重要度を %s からにしてください", "begin at %s", asked.Levels[0]))
		}
		c.namesBind(at, k, ja)
		if !within(ja, en) || !within(en, ja) {
			c.add(at, "catalog.unused_param", say("日本語と英語で、書かれた水準値が違います", "Japanese and English name different values"), say("同じ {名前} を双方に書いてください", "write the same {name} in both"))
		}
	}
}

func (c *checker) kept(path, who string, kind models.PledgeKind) {
	if kind != models.PledgeWorker {
		c.add(path, "catalog.for", say("for は個人の誓約だけに書けます", "only a worker’s pledge has for"), say("for を消してください", "delete for"))
		return
	}
	c.in(path, who, []string{ForHandler, ForOthers}, "誓約する者の区分", "kind of signer")
}

// namesBind checks that the article of each value named applies whenever the clause
// does; otherwise the clause would silently be left out.
func (c *checker) namesBind(path string, k *Clause, names []string) {
	for _, name := range names {
		id, _ := ParamRef(name).split()
		o := c.byID[id]
		if o == nil || len(k.Levels) == 0 {
			continue
		}
		if !within(k.Levels, o.Levels) || o.AppliesWhen != Always && o.AppliesWhen != k.AppliesWhen {
			c.add(path, "catalog.placeholder", say("{%s} の条は、この文言が現れる契約の全てには適用されません", "the article of {%s} does not apply to every contract in which this wording stands", name),
				say("levels と applies_when を %s に合わせてください", "make levels and applies_when agree with %s", id))
		}
	}
}

// everyParam are all parameters of the edition, by ParamRef.
func (c *checker) everyParam() yamlfile.Map[Param] {
	if c.params == nil {
		for i := range c.e.Obligations {
			o := &c.e.Obligations[i]
			for _, p := range o.Params {
				c.params = append(c.params, yamlfile.Pair[Param]{Key: o.ID + "." + p.Key, Value: p.Value})
			}
		}
	}
	return c.params
}

// within says whether every one of a stands in b.
func within[T comparable](a, b []T) bool {
	return !slices.ContainsFunc(a, func(x T) bool { return !has(b, x) })
}

// texts are values that are texts underneath.
func texts[T ~string](all []T) []string {
	out := make([]string, len(all))
	for i, x := range all {
		out[i] = string(x)
	}
	return out
}
