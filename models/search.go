package models

import (
	"strings"
	"unicode"
)

// SearchKey is a text as a search compares it, so that whatever way a name is
// typed finds the others: ㈱渡邊ｻｰﾋﾞｽ, （株）渡辺サービス and 株式会社 渡辺サ－ビス
// have one key. It brings together half and full width, katakana and hiragana,
// small kana and large, capitals and small letters, old kanji and new, and the
// short and long names of kinds of companies; it leaves out spaces, middle dots,
// every hyphen and long vowel mark, and what is invisible. A key is for comparing
// only; the key of a key is itself.
func SearchKey(s string) string {
	f := keyFold{out: make([]rune, 0, len(s)/2+1)}
	for _, r := range s {
		if long, ok := keyWords[r]; ok {
			for _, c := range long {
				f.add(c)
			}
			continue
		}
		f.add(r)
	}
	return companyKinds.Replace(string(f.out))
}

// companyKinds are the short names of kinds of companies, once folded.
var companyKinds = strings.NewReplacer(
	"(株)", "株式会社", "(有)", "有限会社", "(同)", "合同会社", "(資)", "合資会社", "(名)", "合名会社",
	"(一社)", "一般社団法人", "(公社)", "公益社団法人", "(一財)", "一般財団法人", "(公財)", "公益財団法人",
	"(社)", "社団法人", "(財)", "財団法人", "(学)", "学校法人", "(医)", "医療法人", "(福)", "社会福祉法人",
	"(独)", "独立行政法人", "(特非)", "特定非営利活動法人",
)

// keyWords are the characters that stand for several.
var keyWords = keyWordTable()

func keyWordTable() map[rune]string {
	words := map[rune]string{
		'㈱': "(株)", '㈲': "(有)", '㈳': "(社)", '㈶': "(財)", '㈻': "(学)", '㈾': "(資)", '㈴': "(名)",
		'㍿': "株式会社", '№': "no", '℡': "tel",
		'㋿': "令和", '㍻': "平成", '㍼': "昭和", '㍽': "大正", '㍾': "明治",
	}
	for i, n := range []string{"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"} {
		words['Ⅰ'+rune(i)], words['ⅰ'+rune(i)] = n, n
	}
	for n := 1; n <= 20; n++ {
		words['①'+rune(n)-1] = Thousands(int64(n))
	}
	return words
}

// keyFold builds a key character by character.
type keyFold struct {
	out []rune
	vu  bool // the last one out was ヴ, which takes a small vowel into itself
}

func (f *keyFold) add(r rune) {
	r = fullKana(r)
	if isSoundMark(r) {
		f.mark(r == 0x309A || r == '゜')
		return
	}
	if keyDrops(r) {
		return
	}
	if r >= '！' && r <= '～' {
		r += '!' - '！'
	}
	if r = unicode.ToLower(r); r >= 'ァ' && r <= 'ヶ' || r == 'ヽ' || r == 'ヾ' {
		r += 'ぁ' - 'ァ'
	}
	if base, ok := kanjiOf[r]; ok {
		r = base
	}
	f.kana(r)
}

func (f *keyFold) kana(r rune) {
	const vowels, rows = "ぁぃぅぇぉ", "ばびぶべぼ"
	vu := f.vu
	f.vu = false
	if i := strings.IndexRune(vowels, r); vu && i >= 0 {
		f.out[len(f.out)-1] = []rune(rows)[i/len("ぁ")]
		return
	}
	switch r {
	case 'ゔ':
		r, f.vu = 'ぶ', true
	case 'ヷ':
		r = 'ば'
	case 'ヸ':
		r = 'び'
	case 'ヹ':
		r = 'べ'
	case 'ヺ':
		r = 'ぼ'
	case 'ぁ', 'ぃ', 'ぅ', 'ぇ', 'ぉ', 'っ', 'ゃ', 'ゅ', 'ょ', 'ゎ':
		r++
	case 'ゐ':
		r = 'い'
	case 'ゑ':
		r = 'え'
	case 'ゕ':
		r = 'か'
	case 'ゖ':
		r = 'け'
	}
	f.out = append(f.out, r)
}

// mark joins a dakuten or handakuten to the kana before it; elsewhere it is
// dropped.
func (f *keyFold) mark(half bool) {
	n := len(f.out)
	if n == 0 {
		return
	}
	if f.out[n-1] == 'わ' && !half {
		f.out[n-1] = 'ば'
		return
	}
	if v, ok := voiced(f.out[n-1], half); ok {
		f.out = f.out[:n-1]
		f.kana(v)
	}
}

func isSoundMark(r rune) bool { return r >= 0x3099 && r <= 0x309C }

// keyDrops reports whether a character is left out of a key. A hyphen between
// kana is as often a long vowel mark typed wrongly, so both go.
func keyDrops(r rune) bool {
	switch r {
	case '・', '·', '•', '‧', '~', '～', '〜':
		return true
	}
	return isHyphen(r) || isInvisible(r) || unicode.IsSpace(r) || unicode.IsControl(r)
}

// fullKana widens half-width katakana and their marks (U+FF61 to U+FF9F).
func fullKana(r rune) rune {
	if r < 0xFF61 || r > 0xFF9F {
		return r
	}
	return halfKana[r-0xFF61]
}

var halfKana = []rune("。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜")
