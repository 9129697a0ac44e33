package document

import (
	"fmt"
	"strings"
	"time"

	"chigiri/models"
)

// wording gathers the blocks of one document in its language.
type wording struct {
	say    map[string]string
	lang   string
	blocks []Block
}

// wordsIn takes the words of one language out of lists of both; what is common to
// all documents is among them.
func wordsIn(lang string, lists ...map[string][2]string) wording {
	i := 0
	if lang == "en" {
		i = 1
	}
	said := map[string]string{}
	for _, list := range append([]map[string][2]string{commonText}, lists...) {
		for k, w := range list {
			said[k] = w[i]
		}
	}
	return wording{say: said, lang: lang}
}

func (w *wording) add(b ...Block) { w.blocks = append(w.blocks, b...) }

// text is what the house says in the document's language, its numbers as official papers
// have them. What people have typed does not pass through here: it stays as it is.
func (w *wording) text(t models.Text) string { return w.wide(t.In(w.lang)) }

// wide sets the numbers of a text of the house one kanji wide where it is Japanese.
func (w *wording) wide(s string) string {
	if w.lang == "en" {
		return s
	}
	return models.WideNumbers(s)
}

// grounds are sources of law beside each other.
func (w *wording) grounds(all []string) string { return w.wide(strings.Join(all, w.say["semicolon"])) }

// f fills values into words.
func (w *wording) f(key string, args ...any) string { return fmt.Sprintf(w.say[key], args...) }

func (w *wording) date(d models.Date) string {
	switch {
	case d.IsZero():
		return w.say["none"]
	case w.lang == "en":
		return models.FormatEN(d)
	}
	return models.Wareki(d)
}

// at is an instant to the minute, as it was in Japan.
func (w *wording) at(t time.Time) string {
	if t.IsZero() {
		return w.say["none"]
	}
	t = t.In(models.Japan)
	if w.lang == "en" {
		return models.FormatEN(models.Today(t)) + t.Format(" 15:04 JST")
	}
	return models.WarekiWeekday(models.Today(t)) + w.minute(t)
}

// minute is the time of day of an instant in Japan: ９時０５分.
func (w *wording) minute(t time.Time) string {
	t = t.In(models.Japan)
	if w.lang == "en" {
		return t.Format("15:04")
	}
	return models.FullWidth(fmt.Sprintf("%d時%02d分", t.Hour(), t.Minute()))
}

// count is a whole number as the language prints it alone in a text.
func (w *wording) count(n int) string {
	if w.lang == "en" {
		return fmt.Sprint(n)
	}
	return models.FullWidth(fmt.Sprint(n))
}

// present are the facts that there are, by the keys of their names.
func (w *wording) present(facts [][2]string) [][2]string {
	var rows [][2]string
	for _, r := range facts {
		if r[1] != "" {
			rows = append(rows, [2]string{w.say[r[0]], r[1]})
		}
	}
	return rows
}

// number is an article's number as it is called in the document's language.
func (w *wording) number(printed string) string { return ArticleNumber(w.lang, printed) }

// ArticleNumber is an article's number as it is called: 第１５条, in English Article 15.
func ArticleNumber(lang, printed string) string {
	if lang != "en" || printed == "" {
		return printed
	}
	digits := strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r >= '0' && r <= '9':
			return r
		}
		return -1
	}, printed)
	return "Article " + digits
}

// beside puts texts that are not empty beside each other.
func (w *wording) beside(texts ...string) string { return strings.Join(compact(texts), w.say["space"]) }

// versionOf names the version of an appendix; 0 is a draft.
func (w *wording) versionOf(n int) string {
	if n == 0 {
		return w.say["draft"]
	}
	return w.f("version.n", w.count(n))
}

// party is a place in a contract: 受託者, 再委託先（１段階目）.
func (w *wording) party(tier int) string { return w.text(models.Signer{Tier: tier}.Party()) }

// short is the head of a hash, enough to tell papers apart.
func short(hash string) string {
	if len(hash) > 16 {
		return hash[:16]
	}
	return hash
}

// commonText are the words that several documents share.
var commonText = map[string][2]string{
	"draft": {"案", "DRAFT"}, "space": {"　", "  "}, "comma": {"、", ", "}, "semicolon": {"；", "; "}, "colon": {"：", ": "},
	"bracket": {"（%s）", " (%s)"}, "none": {"―", "–"}, "version.n": {"第%s版", "version %s"}, "period": {"%sから%sまで", "%s to %s"},
	"copy":       {"", "Reading copy in English. The Japanese text alone is authoritative. Names and legal sources are kept in Japanese."},
	"hash.short": {"SHA-256 ", "SHA-256 "}, "day.blank": {"令和　　年　　月　　日", "Date:               "},
	"proof": {"この書面の証跡", "Proof of this document"}, "proof.code": {"書面コード", "Document code"}, "proof.at": {"確認の宛先", "Check it at"},
	"f.contract": {"契約名", "Contract"}, "f.number": {"契約番号", "Contract number"}, "f.period": {"契約期間", "Period"},
	"f.level": {"重要度", "Level"}, "f.body": {"委託者", "Public body"}, "f.appendix": {"特記仕様書", "Appendix"}, "f.edition": {"目録", "Edition"},
}
