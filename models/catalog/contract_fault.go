package catalog

import (
	"chigiri/models"
	"chigiri/models/yamlfile"
)

// fault is what models may find wrong with a text, and how to mend it. The
// formats take the problem's arguments by position.
type fault struct{ ja, en, mendJA, mendEN string }

var textFaults = map[string]fault{
	"error.utf8":             {"文字として読めない部分があります", "part of it is no text", "UTF-8で書き直してください", "write it again as UTF-8"},
	"error.control":          {"見えない制御文字（%[3]v）又は改行があります", "it holds an invisible control character (%[3]v) or a line break", "その文字を取り除いてください", "remove that character"},
	"error.too_long":         {"長すぎます（%[1]v字）", "it is too long (%[1]v characters)", "%[2]v字以内にしてください", "keep it within %[2]v characters"},
	"error.mynumber":         {"個人番号が含まれています（%[2]v字目）", "it holds a My Number (character %[2]v)", "個人番号を消してください。どこにも書くことはできません", "delete the My Number; it may stand nowhere"},
	"error.corporate.char":   {"法人番号に数字でない文字「%[2]v」があります", "the corporate number holds “%[2]v”, which is no digit", "13桁の数字だけを書いてください", "write its 13 digits only"},
	"error.corporate.length": {"法人番号が%[1]v桁です", "the corporate number has %[1]v digits", "13桁の数字を書いてください", "write its 13 digits"},
	"error.corporate.check":  {"法人番号の検査用数字（先頭の数字）が合いません。%[2]vではなく%[1]vのはずです", "the check digit of the corporate number (the first) is %[2]v but should be %[1]v", "登記又は国税庁の公表サイトで番号を確かめてください", "compare it with the register of the National Tax Agency"},
}

// textFault says what models found wrong with a text.
func textFault(err error) (what, mend models.Text) {
	inv := models.Invalid(err)
	if inv == nil || len(inv.Problems) == 0 {
		return say("読めません", "it cannot be read"), say("見本に従って書いてください", "write it as the example shows")
	}
	p := inv.Problems[0]
	f, ok := textFaults[p.Key]
	if !ok {
		return say("この値は使えません", "this value cannot be used"), say("見本に従って書いてください", "write it as the example shows")
	}
	return yamlfile.Fill(f.ja, f.en, p.Args...), yamlfile.Fill(f.mendJA, f.mendEN, p.Args...)
}
