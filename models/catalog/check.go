package catalog

import (
	"cmp"
	"regexp"
	"slices"

	"chigiri/models"
	"chigiri/models/yamlfile"
)

// checker looks for everything section 11 of an edition's head refuses.
type checker struct {
	e      *Edition
	root   *yamlfile.Node
	fs     faults
	used   map[string]bool // titles of sources and ids of forms that something names
	byID   map[string]*Obligation
	flags  []string
	params yamlfile.Map[Param] // everyParam, once it was asked for
}

// check finds every fault of a decoded edition.
func (e *Edition) check(file *yamlfile.File) faults {
	c := &checker{e: e, root: file.Root, used: map[string]bool{}, byID: map[string]*Obligation{}}
	for i := range e.Obligations {
		c.byID[e.Obligations[i].ID] = &e.Obligations[i]
	}
	for _, f := range e.Flags {
		c.flags = append(c.flags, f.ID)
	}
	c.everyText("", file.Root)
	c.head()
	c.registers()
	c.classes()
	c.topics()
	for i := range e.Obligations {
		c.obligation(yamlfile.Item("obligations", i), &e.Obligations[i])
	}
	c.deeds()
	c.unused()
	return c.fs
}

// placed puts line and column into faults and sorts them as the file goes.
func placed(file *yamlfile.File, fs faults) yamlfile.Issues {
	out := make(yamlfile.Issues, len(fs))
	for i, f := range fs {
		out[i] = file.Place(f.Path, f)
	}
	slices.SortStableFunc(out, func(a, b Issue) int { return cmp.Or(a.Line-b.Line, a.Col-b.Col) })
	return out
}

func (c *checker) add(path, key string, what, mend models.Text) { c.fs.add(path, key, what, mend) }

func (c *checker) note(path, key string, what, mend models.Text) {
	c.add(path, key, what, mend)
	c.fs[len(c.fs)-1].Note = true
}

// in complains when a name is not among those declared.
func (c *checker) in(path, name string, known []string, whatJA, whatEN string) bool {
	if has(known, name) {
		return true
	}
	if name == "" {
		c.need(path)
		return false
	}
	c.add(path, "catalog.undeclared", say("「%s」という"+whatJA+"は宣言されていません", "“%s” is no declared "+whatEN, name), suggestion(name, known))
	return false
}

func (c *checker) need(path string) {
	c.add(path, "catalog.required", say("%s がありません", "%s is missing", path), say("この項目を書き足してください", "write this key"))
}

// words complains when a wording is missing altogether; one language missing is
// found by everyText.
func (c *checker) words(path string, t models.Text) {
	if t.JA == "" && t.EN == "" {
		c.need(path)
	}
}

// id checks the form of an id and that it stands once.
func (c *checker) id(path, id string, form *regexp.Regexp, example string, seen map[string]bool) {
	switch {
	case id == "":
		c.need(path)
	case !form.MatchString(id):
		c.add(path, "catalog.id", say("id「%s」の形が違います", "the id “%s” has not the right form", id), say("%s のように書いてください", "write it like %s", example))
	case seen[id]:
		c.add(path, "catalog.twice", say("「%s」が二度宣言されています", "“%s” is declared twice", id), say("どちらかのidを改めてください", "rename one of them"))
	}
	seen[id] = true
}

var (
	formCatalog    = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)
	formVersion    = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z.-]*$`)
	formWord       = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
	formForm       = regexp.MustCompile(`^F-[0-9]{2}[A-Z]?$`)
	formGeneral    = regexp.MustCompile(`^G-[0-9]{2}$`)
	formTopic      = regexp.MustCompile(`^B[0-9]{2}$`)
	formObligation = regexp.MustCompile(`^[A-Z]{3}-[0-9]{2}$`)
)

func (c *checker) head() {
	e := c.e
	if !formCatalog.MatchString(e.Catalog) {
		c.add("catalog", "catalog.id", say("目録の名前「%s」の形が違います", "the name “%s” of the catalog has not the right form", e.Catalog),
			say("英小文字、数字及びハイフンで書いてください", "use lower-case letters, digits and hyphens"))
	}
	if !formVersion.MatchString(e.Version) {
		c.add("version", "catalog.id", say("版「%s」の形が違います", "the version “%s” has not the right form", e.Version), say("2026-10 のように書いてください", "write it like 2026-10"))
	}
	c.words("name", e.Name)
	if e.EffectiveFrom.IsZero() {
		c.need("effective_from")
	}
	c.levels("consultation.levels", e.Consultation.Levels)
	c.sources("consultation.source", e.Consultation.Source)
	for i, l := range models.Levels() {
		if i >= len(e.Levels) || e.Levels[i].Key != l.String() {
			c.add("levels", "catalog.levels", say("重要度は L1、L2、L3、L4 の順に全て要ります", "the levels must be L1, L2, L3, L4 in this order"), say("順に書いてください", "write them in order"))
			break
		}
	}
	if len(e.Levels) > len(models.Levels()) {
		c.add("levels", "catalog.levels", say("重要度は L1 から L4 までです", "the levels are L1 to L4"), say("余る重要度を消してください", "delete the others"))
	}
}

// levels checks that a list is one level and all above it, rising.
func (c *checker) levels(path string, list []models.Level) bool {
	ok := len(list) > 0 && list[len(list)-1] == models.L4
	for i := 1; i < len(list); i++ {
		ok = ok && list[i] == list[i-1]+1
	}
	if !ok {
		c.add(path, "catalog.levels", say("重要度が、ある重要度から L4 までの続きになっていません", "the levels are not one level and all above it up to L4"),
			say("[L2, L3, L4] のように書いてください", "write them like [L2, L3, L4]"))
	}
	return ok
}

// condition checks the grammar of an applies_when.
func (c *checker) condition(path, s string) (condition, bool) {
	if s == "" {
		c.need(path)
		return nil, false
	}
	cond, bad := parseCondition(s, func(id string) bool { return has(c.flags, id) })
	for _, b := range bad {
		mend := suggestion(b, c.flags)
		if !formWord.MatchString(b) || b == "not" || b == Always {
			mend = say("always、又は旗を and と or だけでつないで書いてください", "write always, or flags joined by and and or only")
		}
		c.add(path, "catalog.condition", say("applies_when の「%s」は旗ではありません", "“%s” in applies_when is no flag", b), mend)
	}
	return cond, len(bad) == 0
}

// unused notes what is declared but named by nothing.
func (c *checker) unused() {
	for i, s := range c.e.Sources {
		if s.Title != "" && !c.used["source "+s.Title] {
			c.note(yamlfile.Item("source_registry", i), "catalog.unused", say("出典「%s」はどこからも引かれていません", "the source “%s” is cited nowhere", s.Title), say("要らなければ消してください", "delete it if it is not needed"))
		}
	}
	for i, f := range c.e.Forms {
		if f.ID != "" && !c.used["form "+f.ID] {
			c.note(yamlfile.Item("forms", i), "catalog.unused", say("様式 %s を求める条がありません", "no article asks for form %s", f.ID), say("要らなければ消してください", "delete it if it is not needed"))
		}
	}
}
