package catalog

import (
	"strings"

	"chigiri/models"
	"chigiri/models/yamlfile"
)

var (
	setters  = []string{SetByDataClass, SetByContract, SetByEdition}
	kinds    = []string{"law", "guideline", "rule", "report", "example", "case", "standard", "general"}
	statuses = []string{"read", "quoted", "summary", "excerpt", "press", "general"}
	bases    = []string{"seen", "general", "proposal", "contract"}
	bounds   = []string{"vendor", "worker", "subcontractor"}
)

// registers checks flags, parts, forms, sources and general provisions.
func (c *checker) registers() {
	c.checkFlags()
	for _, p := range c.e.Parts {
		path := yamlfile.Member("parts", p.Key)
		c.words(path, p.Value.Text)
		c.condition(path+".applies_when", p.Value.AppliesWhen)
	}
	for _, b := range c.e.Bound {
		c.in(yamlfile.Member("bound", b.Key), b.Key, bounds, "義務を負う者", "bound party")
	}
	seen := map[string]bool{}
	for i, f := range c.e.Forms {
		path := yamlfile.Item("forms", i)
		c.id(path+".id", f.ID, formForm, "F-04", seen)
		c.words(path, f.Text)
	}
	seen = map[string]bool{}
	for i, s := range c.e.Sources {
		c.source(yamlfile.Item("source_registry", i), s, seen)
	}
	seen = map[string]bool{}
	for i, g := range c.e.General {
		path := yamlfile.Item("general_provisions", i)
		c.id(path+".id", g.ID, formGeneral, "G-01", seen)
		c.words(path+".title", g.Title)
		c.words(path+".text", g.Text)
		c.wording(path+".title", g.Title, nil)
		c.wording(path+".text", g.Text, nil)
		c.former(path, g.Former, nil)
	}
}

func (c *checker) checkFlags() {
	seen := map[string]bool{}
	for i, f := range c.e.Flags {
		path := yamlfile.Item("flags", i)
		c.id(path+".id", f.ID, formWord, "uses_cloud", seen)
		c.words(path, f.Text)
		c.wording(path, f.Text, nil)
		c.in(path+".set_by", f.SetBy, setters, "決め方", "setter")
		for k, id := range f.Implies {
			c.in(yamlfile.Item(path+".implies", k), id, c.flags, "旗", "flag")
		}
		if f.Default && f.SetBy != SetByEdition {
			c.add(path+".default", "catalog.default", say("default は版が定める旗だけに書けます", "only a flag the edition sets has a default"), say("default を消すか、set_by を edition としてください", "delete default, or make set_by edition"))
		}
	}
	for i, f := range c.e.Floors {
		path := yamlfile.Item("floor_rules", i)
		c.in(path+".if", f.If, c.flags, "旗", "flag")
		if f.Min == models.NoLevel {
			c.need(path + ".min_level")
		}
	}
}

func (c *checker) source(path string, s Source, seen map[string]bool) {
	switch {
	case s.Title == "":
		c.need(path + ".title")
	case seen[s.Title]:
		c.add(path+".title", "catalog.twice", say("出典「%s」が二度宣言されています", "the source “%s” is declared twice", s.Title), say("どちらかを消してください", "delete one of them"))
	}
	seen[s.Title] = true
	if s.EN == "" {
		c.need(path + ".en")
	}
	c.in(path+".kind", s.Kind, kinds, "出典の種類", "kind of source")
	c.in(path+".status", s.Status, statuses, "確認の状態", "status of a source")
	if !s.ValidFrom.IsZero() && !s.ValidTo.IsZero() && s.ValidTo.Before(s.ValidFrom) {
		c.add(path+".valid_to", "catalog.period", say("期間の終わり（%s）が始まり（%s）より前です", "the period ends (%s) before it begins (%s)", s.ValidTo, s.ValidFrom), say("日付を入れ替えてください", "swap the dates"))
	}
}

// sources checks lines of source: each begins with a registered title.
func (c *checker) sources(path string, lines []string) []citation {
	var out []citation
	for i, line := range lines {
		at := yamlfile.Item(path, i)
		cited, ok := cite(line, c.e.Sources)
		if !ok {
			title := firstWord(line)
			var known []string
			for _, s := range c.e.Sources {
				known = append(known, s.Title)
			}
			mend := suggestion(title, known)
			if !strings.HasPrefix(mend.EN, "did") {
				mend = say("source_registry にある題名で始め、空白を置いて条項を書いてください", "begin with a title of source_registry, then a space and the article")
			}
			c.add(at, "catalog.source", say("出典「%s」は source_registry にありません", "the source “%s” is not in source_registry", title), mend)
			continue
		}
		c.used["source "+cited.source.Title] = true
		if cited.unchecked {
			c.note(at, "catalog.unchecked", say("原典での確認を終えていない出典です：%s", "this source has not been checked against the original: %s", cited.text),
				say("原典で確かめ、（要確認）を取り除いてください", "check it and take （要確認） away"))
		}
		out = append(out, cited)
	}
	return out
}

func (c *checker) former(path string, list []Former, params yamlfile.Map[Param]) {
	for i, f := range list {
		at := yamlfile.Item(path+".former", i)
		if f.ValidTo.IsZero() {
			c.need(at + ".valid_to")
		}
		if i > 0 && f.ValidTo.Before(list[i-1].ValidTo) {
			c.add(at+".valid_to", "catalog.period", say("旧い文言の順が逆です", "earlier wordings are in the wrong order"), say("古いものから順に書いてください", "write the oldest first"))
		}
		c.words(at, f.Text)
		c.wording(at, f.Text, params)
	}
}

func (c *checker) basis(path, basis string) {
	for _, b := range bases {
		if strings.HasPrefix(basis, b) {
			return
		}
	}
	if basis == "" {
		c.need(path)
		return
	}
	c.add(path, "catalog.basis", say("根拠「%s」が分かりません", "the basis “%s” is not known", basis), say("seen、general、proposal 又は contract で始めてください", "begin with seen, general, proposal or contract"))
}

// classes checks data classes: what they set, where they come from, and that none
// lies below the floor of its own flags.
func (c *checker) classes() {
	seen := map[string]bool{}
	for i, class := range c.e.Classes {
		path := yamlfile.Item("data_classes", i)
		c.id(path+".id", class.ID, formWord, "basic_identity", seen)
		c.words(path+".name", class.Name)
		c.words(path+".because", class.Because)
		c.words(path+".reason", class.Reason)
		c.basis(path+".basis", class.Basis)
		c.citations(path, class.Source)
		if class.Level == models.NoLevel {
			c.need(path + ".level")
		}
		for k, id := range class.Flags {
			at := yamlfile.Item(path+".flags", k)
			if !c.in(at, id, c.flags, "旗", "flag") {
				continue
			}
			if f := c.e.flag(id); f.SetBy != SetByDataClass {
				c.add(at, "catalog.set_by", say("旗「%s」はデータ区分が立てる旗ではありません", "the flag “%s” is not set by data classes", id), say("取り除くか、set_by を data_class としてください", "take it out, or make set_by data_class"))
			}
		}
		for _, id := range c.e.stands(models.Facts{Classes: []string{class.ID}}) {
			for _, floor := range c.e.Floors {
				if floor.If == id && class.Level < floor.Min {
					c.add(path+".level", "catalog.floor", say("データ区分の重要度 %s は、旗「%s」の下限 %s より低いです", "the level %s lies below %[3]s, the floor of “%[2]s”", class.Level, id, floor.Min),
						say("%s 以上としてください", "make it %s or higher", floor.Min))
				}
			}
		}
	}
}

// topics checks briefing topics and their questions.
func (c *checker) topics() {
	for _, t := range c.e.Topics {
		path := yamlfile.Member("briefing_topics", t.Key)
		c.id(path, t.Key, formTopic, "B01", map[string]bool{})
		c.words(path, t.Value.Text)
		if len(t.Value.Quiz) == 0 {
			c.need(path + ".quiz")
		}
		seen := map[string]bool{}
		for i, q := range t.Value.Quiz {
			c.question(yamlfile.Item(path+".quiz", i), t.Key, q, seen)
		}
		c.asked(t.Key, &t.Value)
	}
}

func (c *checker) question(path, topic string, q Question, seen map[string]bool) {
	if q.ID == "" {
		c.need(path + ".id")
	} else if seen[q.ID] {
		c.add(path+".id", "catalog.twice", say("「%s」が二度宣言されています", "“%s” is declared twice", q.ID), say("どちらかのidを改めてください", "rename one of them"))
	}
	seen[q.ID] = true
	switch o := c.byID[q.Obligation]; {
	case o == nil:
		c.add(path+".obligation", "catalog.undeclared", say("「%s」という遵守事項は宣言されていません", "“%s” is no declared obligation", q.Obligation), say("遵守事項のidを書いてください", "write the id of an obligation"))
	case o.Topic != topic:
		c.add(path+".obligation", "catalog.quiz", say("%s の説明項目は %s です", "the topic of %s is %s", o.ID, o.Topic), say("問いをその項目に移すか、この項目の遵守事項を書いてください", "move the question to that topic, or name an obligation of this one"))
	}
	c.words(path+".question", q.Question)
	c.words(path+".explanation", q.Explanation)
	var ids []string
	for i, a := range q.Choices {
		at := yamlfile.Item(path+".choices", i)
		if has(ids, a.ID) {
			c.add(at+".id", "catalog.twice", say("選択肢「%s」が二度あります", "the choice “%s” stands twice", a.ID), say("idを改めてください", "rename one of them"))
		}
		ids = append(ids, a.ID)
		c.words(at, a.Text)
	}
	if len(ids) < 2 {
		c.add(path+".choices", "catalog.required", say("選択肢が二つ以上要ります", "two or more choices are needed"), say("選択肢を書き足してください", "write more choices"))
	}
	if !has(ids, q.Answer) {
		c.add(path+".answer", "catalog.answer", say("正答「%s」は選択肢にありません", "the answer “%s” is not among the choices", q.Answer), say("選択肢のidを書いてください", "write the id of a choice"))
	}
}
