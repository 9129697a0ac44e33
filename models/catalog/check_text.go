package catalog

import (
	"strings"
	"unicode"

	"chigiri/models"
	"chigiri/models/yamlfile"
)

// everyText looks at every value of the file: both languages where there is one,
// and no My Number anywhere.
func (c *checker) everyText(path string, n *yamlfile.Node) {
	if n == nil {
		return
	}
	if n.Kind == yamlfile.Scalar {
		if _, found := models.FindMyNumber(n.Text); found {
			c.add(path, "catalog.mynumber", say("個人番号が含まれています", "it holds a My Number"), say("個人番号を消してください", "delete the My Number"))
		}
		return
	}
	ja, en := n.Get("ja"), n.Get("en")
	if title := n.Get("title"); title != nil && title.Kind == yamlfile.Scalar {
		ja = title // a source: its title is its Japanese name
	}
	if (ja != nil) != (en != nil) || blank(ja) || blank(en) {
		c.add(path, "catalog.language", say("日本語と英語の一方しか書かれていません", "only one of Japanese and English is written"), say("ja と en の双方を書いてください", "write both ja and en"))
	}
	for _, k := range n.Keys {
		at := yamlfile.Member(path, k.Name)
		if _, found := models.FindMyNumber(k.Name); found {
			c.add(at, "catalog.mynumber", say("個人番号が含まれています", "it holds a My Number"), say("個人番号を消してください", "delete the My Number"))
		}
		c.everyText(at, k.Value)
	}
	for i, item := range n.Items {
		c.everyText(yamlfile.Item(path, i), item)
	}
}

func blank(n *yamlfile.Node) bool {
	return n != nil && (n.Kind != yamlfile.Scalar || strings.TrimSpace(n.Text) == "")
}

// printed checks a wording that appendices print: the body's name can be replaced
// in it, and its digits are half-width.
func (c *checker) printed(path string, t models.Text) {
	before := rune(0)
	for _, r := range t.JA {
		if r == '府' && before != '政' && unicode.Is(unicode.Han, before) {
			c.add(path+".ja", "catalog.body_name", say("「%s府」は委託する団体の呼び方に置き換えられません", "“%s府” cannot be replaced by the name of the body", string(before)),
				say("「府」とだけ書いてください", "write “府” alone"))
		}
		if r >= '０' && r <= '９' {
			c.add(path+".ja", "catalog.digits", say("全角の数字「%s」があります", "there is a full-width digit “%s”", string(r)), say("本文の数字は半角で書いてください", "write digits in half width"))
		}
		before = r
	}
	rest := t.EN
	for {
		i := strings.Index(strings.ToLower(rest), "prefectur")
		if i < 0 {
			return
		}
		head, tail := rest[:i], rest[i:]
		if !(strings.HasSuffix(strings.ToLower(head), "the ") && strings.HasPrefix(tail, "prefecture") && wordEnds(tail[len("prefecture"):])) {
			c.add(path+".en", "catalog.body_name", say("英語の「%s」は委託する団体の呼び方に置き換えられません", "“%s” cannot be replaced by the name of the body", firstWord(tail)),
				say("“the prefecture” と書いてください", "write “the prefecture”"))
		}
		rest = tail[len("prefectur"):]
	}
}

func firstWord(s string) string {
	word, _, _ := strings.Cut(s, " ")
	return word
}

// wording checks a body, a former body or a deadline: every {name} is a parameter,
// braces are paired, and units follow their numbers. It gives the names found.
func (c *checker) wording(path string, t models.Text, params yamlfile.Map[Param]) (ja, en []string) {
	c.printed(path, t)
	return c.filled(path+".ja", t.JA, params, false), c.filled(path+".en", t.EN, params, true)
}

func (c *checker) filled(path, s string, params yamlfile.Map[Param], english bool) []string {
	if strings.Count(s, "{") != strings.Count(s, "}") {
		c.add(path, "catalog.braces", say("{ と } の数が合いません", "{ and } do not pair"), say("{名前} の形に直してください", "write {name}"))
		return nil
	}
	t := parseTemplate(s)
	for i, seg := range t {
		if seg.kind == segFixed && strings.Contains(seg.text, "(s)") && english {
			c.add(path, "catalog.plural", say("英語の (s) の前に数がありません", "no number stands before “(s)”"), say("(s) は {名前} の単位だけに付けてください", "use “(s)” only in the unit of a {name}"))
		}
		if seg.kind != segParam {
			continue
		}
		p, ok := params.Get(seg.text)
		if !ok {
			c.unknownName(path, seg.text, params)
			continue
		}
		unit := p.Unit.JA
		if english {
			unit = " " + p.Unit.EN
		}
		if p.Type == TypeNumber && strings.TrimSpace(unit) != "" && !strings.HasPrefix(flat(t[i+1:]), unit) {
			c.add(path, "catalog.unit", say("{%s} の直後に単位「%s」がありません", "the unit “%[2]s” does not follow {%[1]s}", seg.text, strings.TrimSpace(unit)),
				say("数の直後に単位を書くか、unit を本文に合わせてください", "write the unit right after the number, or make unit agree with the body"))
		}
	}
	return t.names()
}

func (c *checker) unknownName(path, name string, params yamlfile.Map[Param]) {
	var known []string
	for _, p := range params {
		known = append(known, p.Key)
	}
	mend := say("params に加えるか、本文から消してください", "declare it in params or take it out of the text")
	if len(known) > 0 {
		mend = suggestion(name, known)
	}
	c.add(path, "catalog.placeholder", say("{%s} は params にありません", "{%s} is not in params", name), mend)
}

// flat is how a wording goes on after a number, with its plural marks.
func flat(t template) string {
	var b strings.Builder
	for _, s := range t {
		switch s.kind {
		case segFixed:
			b.WriteString(s.text)
		case segPlural:
			b.WriteString("(s)")
		default:
			return b.String()
		}
	}
	return b.String()
}
