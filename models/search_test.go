package models

import (
	"strings"
	"testing"
	"unicode"
)

// However a name is typed, it finds the others; different names stay different.
func TestSearchKeyMeets(t *testing.T) {
	for _, same := range [][]string{
		{"㈱渡邊ｻｰﾋﾞｽ", "（株）渡辺サービス", "株式会社 渡辺サ－ビス", "株式會社渡邉さーびす", "(株)渡辺サ―ビス", "㍿渡辺サービス"},
		{"髙﨑", "高崎", "高嵜", "髙\u3000崎"},
		{"齋藤", "斉藤", "斎藤", "齊藤"},
		{"濱田", "濵田", "浜田"},
		{"𠮷野", "吉野"},
		{"富澤", "冨沢", "冨澤"},
		{"廣島縣", "広島県"},
		{"國立", "国立"},
		{"葛\U000E0100城", "葛城", "葛\ufe00城"},
		{"\uFA19戸", "神戸", "神\u6238"},
		{"内\uFA45", "内海"},
		{"ﾃﾞｰﾀﾍﾞｰｽ", "データベース", "データ・ベース", "でーたべーす", "データベ－ス", "テ\u3099ータヘ\u3099ース", "テ゛ータヘ゛ース"},
		{"ﾊﾟｿｺﾝ", "パソコン", "ハ\u309aソコン", "ハ゜ソコン"},
		{"ｳﾞｧｲｵﾘﾝ", "ヴァイオリン", "バイオリン", "ヴ・ァイオリン"},
		{"ヴェンダー", "ベンダ", "ベンダー"},
		{"キヤノン", "キャノン", "ｷﾔﾉﾝ", "ｷｬﾉﾝ"},
		{"ヱビス", "エビス", "ゑびす"},
		{"サーバー", "サーバ", "ｻｰﾊﾞ"},
		{"ＩＴ推進課", "IT推進課", "it推進課", "Ｉｔ 推進課", "I-T推進課"},
		{"㈲田中", "有限会社田中", "（有）田中"},
		{"(一社)日本", "一般社団法人日本"},
		{"第Ⅳ期", "第IV期", "第ⅳ期"},
		{"業務⑫", "業務12", "業務１２"},
		{"㋿8年", "令和８年"},
		{"No.1", "№.1"},
	} {
		for _, s := range same[1:] {
			if a, b := SearchKey(same[0]), SearchKey(s); a != b {
				t.Errorf("%s has key %s, %s has %s", same[0], a, s, b)
			}
		}
	}
	for _, pair := range [][2]string{{"はし", "ばし"}, {"渡辺", "渡部"}, {"吉野", "古野"}, {"株式会社A", "有限会社A"}, {"12", "1"}, {"大田", "太田"}} {
		if SearchKey(pair[0]) == SearchKey(pair[1]) {
			t.Errorf("%s and %s have one key", pair[0], pair[1])
		}
	}
}

// A part of a name finds the whole.
func TestSearchKeyOfAPart(t *testing.T) {
	whole := SearchKey("株式会社 髙﨑データ・サービス（大阪支店）")
	for _, part := range []string{"㈱高崎", "ﾃﾞｰﾀｻｰﾋﾞｽ", "データサ", "大阪", "株式会社", "崎で"} {
		if !strings.Contains(whole, SearchKey(part)) {
			t.Errorf("%s (%s) does not find %s", part, SearchKey(part), whole)
		}
	}
}

// No kanji has two forms to stand for it, and the form that does stands for itself.
func TestKanjiForms(t *testing.T) {
	seen := map[rune]string{}
	for _, forms := range kanjiForms {
		if len([]rune(forms)) < 2 {
			t.Errorf("%s stands alone", forms)
		}
		for _, r := range forms {
			if other, ok := seen[r]; ok {
				t.Errorf("%c is in %s and in %s", r, other, forms)
			}
			if seen[r] = forms; !unicode.Is(unicode.Han, r) {
				t.Errorf("%c of %s is no kanji", r, forms)
			}
		}
	}
	for from, to := range kanjiOf {
		if to2, ok := kanjiOf[to]; ok && to2 != to {
			t.Errorf("%c goes to %c, which goes to %c", from, to, to2)
		}
	}
	if kanjiOf['\uFA19'] != '神' || kanjiOf['\uFA45'] != '海' || kanjiOf['\uFA11'] != '崎' || kanjiOf['\U0002F804'] != '\u4f60' {
		t.Error("a compatibility kanji is not in its place")
	}
}

// Every character of the first three planes has a key that is its own key, alone and behind a kana.
func TestSearchKeyOfEveryCharacter(t *testing.T) {
	for r := rune(1); r < 0x30000; r++ {
		for _, s := range []string{string(r), "ヴ" + string(r) + "ァ"} {
			if key := SearchKey(s); SearchKey(key) != key {
				t.Errorf("U+%04X: %q has key %q, which has %q", r, s, key, SearchKey(key))
			}
		}
	}
}

// The key of a key is itself, and holds nothing that keys leave out.
func FuzzSearchKey(f *testing.F) {
	for _, s := range []string{"㈱渡邊ｻｰﾋﾞｽ", "ヴァ", "う゛ぁ", "か゛゜", "((株)株)", "Ⅻ⑳", "İßΣς", "ｶﾞﾞ", "\xff", "ヾ゛", "ー〜-"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		key := SearchKey(s)
		if again := SearchKey(key); again != key {
			t.Fatalf("%q has key %q, which has %q", s, key, again)
		}
		if strings.ContainsAny(key, " 　・ーｰ-－\n\u3099\u200b") {
			t.Fatalf("%q has key %q", s, key)
		}
	})
}
