package kinsoku

// keepNumbers takes back opportunities inside numbers, between a number and its
// unit, after 第 and after ※.
func keepNumbers(b []byte, text []rune) {
	for i := 0; i < len(text); i++ {
		switch r := text[i]; {
		case (r == '第' || r == '※') && i+1 < len(text) && (digit(text[i+1]) || r == '第' && numeral(text[i+1])):
			b[i+1] = Keep
			if r == '第' {
				i = keepOrdinal(b, text, i+1) - 1
			}
		case digit(r):
			i = keepNumber(b, text, i) - 1
		}
	}
}

// keepOrdinal keeps 第十四条 together from its first digit on and gives the
// position after it.
func keepOrdinal(b []byte, text []rune, i int) int {
	if digit(text[i]) {
		return keepNumber(b, text, i)
	}
	for i++; i < len(text) && numeral(text[i]); i++ {
		b[i] = Keep
	}
	return keepUnit(b, text, i)
}

// keepNumber keeps a number that begins at i, its unit, and 1,000 and ３．１４
// together, and gives the position after it.
func keepNumber(b []byte, text []rune, i int) int {
	for i++; i < len(text); i++ {
		switch {
		case digit(text[i]):
		case separator(text[i]) && i+1 < len(text) && digit(text[i+1]):
		default:
			return keepUnit(b, text, i)
		}
		b[i] = Keep
	}
	return i
}

func keepUnit(b []byte, text []rune, i int) int {
	for _, u := range units {
		if hasPrefix(text[i:], u) {
			for j := range u {
				b[i+j] = Keep
			}
			return i + len(u)
		}
	}
	return i
}

// units are what follows a number, longer ones first.
var units = func() (us [][]rune) {
	for _, s := range []string{
		"営業日", "か年", "か月", "か所", "か国", "ヶ月", "ケ月", "カ月", "箇月", "箇年", "箇所", "ヵ月",
		"時間", "分間", "秒間", "日間", "週間", "月間", "年間", "年度", "千円", "万円", "億円", "万人", "万件",
		"条", "項", "号", "章", "節", "款", "目", "編", "回", "版", "期", "年", "月", "日", "時", "分", "秒",
		"円", "人", "名", "件", "台", "個", "本", "枚", "部", "社", "者", "歳", "倍", "階", "週", "桁", "字", "文字",
		"千", "万", "億", "兆", "％", "%", "℃", "㎡", "㎜", "㎝", "㎞", "㎏",
	} {
		us = append(us, []rune(s))
	}
	return us
}()

func hasPrefix(text, prefix []rune) bool {
	if len(text) < len(prefix) {
		return false
	}
	for i, r := range prefix {
		if text[i] != r {
			return false
		}
	}
	return true
}

func digit(r rune) bool { return r >= '0' && r <= '9' || r >= '０' && r <= '９' }

func separator(r rune) bool { return r == '.' || r == ',' || r == '．' || r == '，' }

func numeral(r rune) bool {
	switch r {
	case '〇', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千':
		return true
	}
	return false
}
