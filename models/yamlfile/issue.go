package yamlfile

import (
	"errors"
	"fmt"
	"strings"

	"chigiri/models"
)

// Issue is one complaint about a file: where, what and how to mend it.
type Issue struct {
	File string
	Line int // from 1; 0 when it is about the whole file
	Col  int // from 1, in characters
	Path string
	Key  string // names the kind of complaint: yaml.unknown_key
	What models.Text
	Mend models.Text
	Note bool // worth knowing, but nothing that has to be mended
}

// In is the complaint as one line: file:line:col: what: how to mend it. lang is
// "en", or Japanese for anything else.
func (i Issue) In(lang string) string {
	where := i.File
	if i.Line > 0 {
		where = fmt.Sprintf("%s:%d:%d", i.File, i.Line, i.Col)
	}
	if lang == "en" {
		return where + ": " + i.What.EN + ": " + i.Mend.EN
	}
	return where + ": " + i.What.JA + "。" + i.Mend.JA
}

// Problem is the complaint as the rest of the house speaks of problems. The
// message "error.yaml" takes file, line, column, and the text in Japanese and in
// English.
func (i Issue) Problem() models.Problem {
	return models.Problem{Field: i.Path, Key: "error.yaml", Args: []any{
		i.File, i.Line, i.Col, i.What.JA + "。" + i.Mend.JA, i.What.EN + ": " + i.Mend.EN,
	}}
}

// Issues are complaints about one file. As an error they are a models.Error of
// KindInvalid with one problem each.
type Issues []Issue

// Error is all complaints in English, one a line, for the log.
func (is Issues) Error() string { return is.In("en") }

// In is all complaints in a language, one a line.
func (is Issues) In(lang string) string {
	lines := make([]string, len(is))
	for i, x := range is {
		lines[i] = x.In(lang)
	}
	return strings.Join(lines, "\n")
}

// Unwrap gives the complaints as a models.Error.
func (is Issues) Unwrap() error {
	var p models.Problems
	for _, x := range is {
		if !x.Note {
			p = append(p, x.Problem())
		}
	}
	return p.Err()
}

// Err is nil when nothing has to be mended, else the complaints.
func (is Issues) Err() error {
	for _, x := range is {
		if !x.Note {
			return is
		}
	}
	return nil
}

// IssuesOf gives the complaints behind an error of this package, or nil.
func IssuesOf(err error) Issues {
	var is Issues
	if errors.As(err, &is) {
		return is
	}
	return nil
}

// text is a pair of formats, Japanese then English, that take the same arguments.
type text struct{ ja, en string }

func (t text) fill(args ...any) models.Text {
	return models.Text{JA: fill(t.ja, args), EN: fill(t.en, args)}
}

// Fill formats the same words in both languages with arguments by position; a
// format need not use every argument.
func Fill(ja, en string, args ...any) models.Text { return text{ja, en}.fill(args...) }

// fill formats by position; a format need not use every argument.
func fill(format string, args []any) string {
	if !strings.Contains(format, "%[") {
		return format
	}
	return fmt.Sprintf(format, args...)
}

type message struct{ what, mend text }

// messages are all complaints about the shape of a file. Both texts of a message
// take its arguments by position.
var messages = map[string]message{
	"yaml.too_large": {text{"ファイルが大きすぎます（%[1]dバイト）", "the file is too large (%[1]d bytes)"},
		text{"%[2]dバイト以内にしてください", "keep it within %[2]d bytes"}},
	"yaml.utf8": {text{"文字コードがUTF-8ではありません", "the file is not UTF-8 here"},
		text{"UTF-8で保存し直してください", "save it again as UTF-8"}},
	"yaml.control": {text{"制御文字（U+%[1]s）があります", "there is a control character (U+%[1]s)"},
		text{"その文字を取り除いてください", "remove that character"}},
	"yaml.syntax": {text{"YAMLとして読めません（%[1]s）", "this is not YAML (%[1]s)"},
		text{"字下げ、コロンの後の空白及び引用符を確かめてください", "check indentation, the space after colons, and quotation marks"}},
	"yaml.refused": {text{"%[1]sは使えません", "%[2]s cannot be used"},
		text{"値をその場所に直接書いてください", "write the value itself in its place"}},
	"yaml.documents": {text{"一つのファイルに文書が二つ以上あります", "the file holds more than one document"},
		text{"「---」で区切らず、一つの文書にしてください", "keep one document without “---” separators"}},
	"yaml.deep": {text{"入れ子が深すぎます（%[1]d段まで）", "the nesting is too deep (at most %[1]d)"},
		text{"入れ子を浅くしてください", "nest less deeply"}},
	"yaml.tokens": {text{"項目が多すぎます", "the file holds too many items"},
		text{"ファイルを小さくしてください", "make the file smaller"}},
	"yaml.empty": {text{"ファイルが空です", "the file is empty"},
		text{"見本を写して、内容を書いてください", "start from the example and fill it in"}},
	"yaml.duplicate": {text{"「%[1]s」が二度書かれています（一度目は%[2]d行目）", "“%[1]s” is written twice (first at line %[2]d)"},
		text{"どちらか一方を消してください", "delete one of the two"}},
	"yaml.unknown_key": {text{"「%[1]s」という項目はありません", "there is no key “%[1]s”"},
		text{"%[2]s", "%[3]s"}},
	"yaml.want_mapping": {text{"ここには「項目: 値」の並びが必要です", "“key: value” lines are needed here"},
		text{"字下げして項目を書いてください", "write the keys, indented"}},
	"yaml.want_sequence": {text{"ここには「- 」で始まる並びが必要です", "a list of “- ” items is needed here"},
		text{"一つだけのときも「- 」を付けてください", "put “- ” before the item even if there is only one"}},
	"yaml.want_text": {text{"ここには一つの値が必要です", "one single value is needed here"},
		text{"並びや項目ではなく、値を一つだけ書いてください", "write one value, not a list or keys"}},
	"yaml.want_number": {text{"「%[1]s」は整数ではありません", "“%[1]s” is not a whole number"},
		text{"半角の数字だけで書いてください", "write digits only"}},
	"yaml.want_bool": {text{"「%[1]s」は真偽の値ではありません", "“%[1]s” is not a yes-or-no value"},
		text{"true 又は false と書いてください", "write true or false"}},
	"error.date.ambiguous": {text{"「%[1]s」は二通り以上に読めます", "“%[1]s” can be read in more than one way"},
		text{"次のどれかで書いてください：%[2]s", "write one of: %[2]s"}},
	"error.date.month": {text{"「%[1]s」：%[2]v月はありません", "“%[1]s”: there is no month %[2]v"},
		text{"1から12までの月を書いてください", "write a month from 1 to 12"}},
	"error.date.not_exist": {text{"「%[1]s」という日はありません", "“%[1]s” is no day"},
		text{"%[2]vは%[3]v日までです", "%[2]v ends on day %[3]v"}},
	"error.date.era": {text{"「%[1]s」という日はありません", "“%[1]s” is no day of that era"},
		text{"正しくは%[2]sです", "it was %[2]s"}},
	"error.date.weekday": {text{"「%[1]s」は曜日が合いません", "“%[1]s” has the wrong day of the week"},
		text{"その日は%[2]v曜日です", "that day is %[2]v"}},
	"error.date.range": {text{"「%[1]s」は扱える期間の外です", "“%[1]s” is out of range"},
		text{"%[2]sから%[3]sまでの日を書いてください", "write a day from %[2]s to %[3]s"}},
	"error.mynumber": {text{"個人番号が含まれています", "it holds a My Number"},
		text{"個人番号を消してください。どこにも書くことはできません", "delete the My Number; it may stand nowhere"}},
	"yaml.bad_value": {text{"「%[1]s」は読めません", "“%[1]s” cannot be read"},
		text{"%[2]s", "%[3]s"}},
}

// complain makes an Issue from a message of this package.
func complain(key string, args ...any) Issue {
	m, ok := messages[key]
	if !ok {
		panic("yamlfile: no message " + key)
	}
	return Issue{Key: key, What: m.what.fill(args...), Mend: m.mend.fill(args...)}
}
