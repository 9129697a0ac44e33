package i18n

import "chigiri/models/seal"

// Sealed documents: what is wrong with one or with a key, {0} being where, and what
// the terminal says of one that is right.
func init() {
	say(map[string]words{
		"error.seal.not_pdf":      {"PDFファイルではありません。", "This is no PDF file."},
		"error.seal.too_large":    {"封緘された文書にしては大きすぎます。", "This is too large for a sealed document."},
		"error.seal.broken":       {"PDFファイルが壊れています（{0}）。", "The PDF file is broken ({0})."},
		"error.seal.encrypted":    {"このPDFは暗号化（パスワード保護）されています。ポータルから取得したままのファイルを選んでください。", "This PDF is encrypted (password-protected). Choose the original file, as it was downloaded from the portal."},
		"error.seal.unsupported":  {"このポータルの作るPDFの形式ではありません（{0}）。", "This is not PDF as this portal makes it ({0})."},
		"error.seal.unsigned":     {"封緘されていません。署名がありません。", "It is not sealed: there is no signature."},
		"error.seal.trailing":     {"封緘のあとに、文書に含まれないデータが付け加えられています。", "Something was put behind the end of the sealed document."},
		"error.seal.appended":     {"封緘のあとに、文書へ追記されています。", "Something was added to the document after it was sealed."},
		"error.seal.replaced":     {"封緘のあとに、文書の一部が差し替えられています。", "A part of the document was replaced after it was sealed."},
		"error.seal.several":      {"署名が二つ以上あります。このポータルの文書の署名は一つです。", "It has more than one signature; documents of this portal have one."},
		"error.seal.partial":      {"署名が文書の一部にしか及んでいません。", "The signature covers only a part of the document."},
		"error.seal.overlapping":  {"署名の範囲が重なり合っています。", "The ranges of the signature overlap."},
		"error.seal.ranges":       {"署名の範囲が正しく書かれていません。", "The ranges of the signature are not written as they must be."},
		"error.seal.outside":      {"署名の値が、署名の範囲の隙間とは別のところにあります。", "The signature value stands elsewhere than in the gap of its ranges."},
		"error.seal.wrapped":      {"署名の外に、何かが隠されています。", "Something is hidden where the signature does not reach."},
		"error.seal.twice":        {"同じ項目が二度書かれており、読む人によって違うものが見えるおそれがあります。", "An entry stands twice, so that readers may see different things."},
		"error.seal.forms":        {"フォームが余分にあります。", "It has a form too many."},
		"error.seal.already":      {"すでに封緘されています。", "It is sealed already."},
		"error.seal.stamped":      {"すでにタイムスタンプがあります。", "It has its time-stamp already."},
		"error.seal.no_room":      {"タイムスタンプの入る場所が足りません。", "There is not enough room for the time-stamp."},
		"error.seal.kind":         {"この文書の署名は、このポータルの封緘（PAdES）ではありません。", "Its signature is not a seal of this portal (PAdES)."},
		"error.seal.incomplete":   {"封緘に必要な項目が欠けているか、読めません。", "An entry that a seal must have is missing or cannot be read."},
		"error.seal.unreadable":   {"署名の値を読み取れません。", "The signature value cannot be read."},
		"error.seal.altered":      {"文書が、封緘されたときのものと異なります。書き換えられています。", "The document is not the one that was sealed: it was altered."},
		"error.seal.forged":       {"署名が、示された証明書の鍵によるものではありません。", "The signature was not made by the key of the certificate it shows."},
		"error.seal.misnamed":     {"証明書が、署名に示されたものとすり替えられています。", "The certificate is not the one the signature names."},
		"error.seal.weak":         {"鍵が短すぎるか、信頼できない方式です。", "The key is too short, or of a kind not to be relied on."},
		"error.seal.no_roots":     {"文書は封緘のときのままですが、誰の署名かは確かめられません。信頼するルート証明書を示してください（--roots ファイル）。", "The document is as it was sealed, but nobody vouches for the signer. Give the roots you trust (--roots FILE)."},
		"error.seal.untrusted":    {"文書は封緘のときのままですが、署名者の証明書は信頼するルート証明書のもとにありません。", "The document is as it was sealed, but the signer’s certificate is under none of the roots you trust."},
		"error.seal.expired":      {"署名の時点で証明書が有効ではありません。", "The certificate was not valid when it signed."},
		"error.seal.purpose":      {"証明書が、文書に署名するためのものではありません。", "The certificate is not for signing documents."},
		"error.seal.bad_stamp":    {"タイムスタンプが正しくありません。", "The time-stamp is not right."},
		"error.seal.bad_time":     {"署名の時刻とタイムスタンプ、又は現在の時刻が食い違っています。", "The time of signing contradicts the time-stamp, or the clock."},
		"error.seal.bad_key":      {"封緘の鍵を使えません（{0}）。", "The key for sealing cannot be used ({0})."},
		"error.seal.key_mismatch": {"封緘の鍵と、その最初の証明書が対になっていません。", "The key for sealing and its first certificate do not belong together."},
		"error.seal.disordered":   {"封緘の鍵の証明書は、鍵のものから順に、発行者の証明書を並べてください（{0}）。", "The certificates of the key for sealing must follow each other, its own first, each under the next ({0})."},
		"error.usage.seal_key":    {"文書を封緘する鍵がありません。「portal seal key ファイル」で作り、PORTAL_SEAL_KEY_FILE にそのファイルを指定してください。", "There is no key to seal documents with: make one with “portal seal key FILE” and set PORTAL_SEAL_KEY_FILE."},
		"error.usage.years":       {"--years は1から{0}までです。", "--years is between 1 and {0}."},
		"sealed.key.made":         {"封緘の鍵を {0} に、そのルート証明書を {1} に書きました。{2}まで使えます。\n鍵は誰にも渡さず、ルート証明書を文書を確かめる人に渡してください。\n鍵を替えるときは、前の鍵のルート証明書を PORTAL_SEAL_ROOTS のファイルに足すと、前の文書も確かめられます。", "The key for sealing is in {0}, its root in {1}; it seals until {2}.\nKeep the key, and give the root to those who check documents.\nWhere it takes the place of another, add that one’s root to the file of PORTAL_SEAL_ROOTS, and its documents check on."},
		"sealed.says.unproven":    {"次のことは封緘が自ら示しているもので、確かめられていません。", "This is what the seal says of itself; it is not proven."},
		"sealed.says.identity":    {"文書の識別値　{0}", "Identity   {0}"},
		"sealed.says.signer":      {"署名者　{0}（証明書のSHA-256　{1}）", "Signer     {0} (SHA-256 of the certificate {1})"},
		"sealed.says.words":       {"名義　{0}　理由　{1}", "In words   {0}; {1}"},
		"sealed.says.at":          {"署名者の示す時刻　{0}", "Signed     {0}, as the signer says"},
		"sealed.stamp.none":       {"タイムスタンプ　まだありません。時刻は署名者の示すものだけです。", "Stamp      none yet; the time is the signer’s word alone"},
		"sealed.stamp.unknown":    {"タイムスタンプ　ありますが、発行した局を確かめていません。時刻の証明にはなりません（--tsa-roots で局の証明書を示せます）。", "Stamp      there is one, of an authority that is unknown: it proves no time (--tsa-roots names authorities)"},
		"sealed.stamp.good":       {"タイムスタンプ　{0}　{1}", "Stamp      {0}, said by {1}"},
		"sealed.right":            {"封緘は正しく、文書は封緘されたときのままです。", "The seal is right, and the document is as it was sealed."},
	})
}

// SealFault is what is wrong with a sealed document or a key, in a sentence.
func SealFault(lang string, f *seal.Fault) string {
	return T(lang, "error.seal."+string(f.Code), f.Detail)
}
