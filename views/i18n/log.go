package i18n

import (
	"chigiri/models/ledger"
)

// The log: what a check finds. {0} is the first event concerned, {1} the last, {2}
// its id or name.
func init() {
	say(map[string]words{
		"finding.altered":         {"事象{0}（{2}）の内容が書き換えられています。記録されたときのハッシュ値と一致しません。", "Event {0} ({2}) was altered: its contents no longer give the hash it was recorded with."},
		"finding.removed":         {"事象{0}（{2}）が削除されています。保存期間による削除の記録もありません。", "Event {0} ({2}) was removed, and no cut at the end of its retention took it."},
		"finding.moved":           {"事象{0}（{2}）の位置に、別の位置の事象が置かれています。順序が入れ替えられています。", "Events were reordered: what stands at {0} ({2}) belongs elsewhere."},
		"finding.inserted":        {"記録の木に入っていない事象（{2}）が、あとから加えられています。", "An event ({2}) was inserted that never came into the tree."},
		"finding.misplaced":       {"事象{0}の位置が抜けています。事象が木から取り除かれています。", "Position {0} is missing: an event was taken out of the tree."},
		"finding.rehashed":        {"事象{0}から{1}までのいずれかが書き換えられ、ハッシュ値も作り直されています。上位のハッシュ値と一致しません。", "One of the events {0} to {1} was replaced and its hash recomputed; the hashes above it tell."},
		"finding.rewritten":       {"事象{0}から{1}までのいずれかが書き換えられ、木全体が作り直されています。署名済みのチェックポイントと一致しません。", "One of the events {0} to {1} was replaced and the whole tree recomputed; the signed checkpoint tells."},
		"finding.forked":          {"このログは、保管されていたチェックポイントの続きではありません。事象{0}から{1}までのいずれかが書き換えられ、署名し直されています。", "This log does not continue the checkpoint that was kept: one of the events {0} to {1} was replaced and everything signed anew."},
		"finding.truncated":       {"事象{0}から{1}までが失われています。チェックポイントにはあったものです。", "Events {0} to {1} are gone; a checkpoint has them."},
		"finding.forged":          {"事象{0}を含むチェックポイントの署名が、このログの鍵によるものではありません。", "The checkpoint over event {0} is not signed by this log's key."},
		"finding.unknown_key":     {"事象{0}：前の鍵が認めていない鍵が使われています。", "Event {0}: a key is used that the key before it did not vouch for."},
		"finding.unsealed":        {"事象{0}の内容が、削除の記録なしに失われています。", "The contents of event {0} are gone without a sealed cut."},
		"finding.personal_swap":   {"個人に関する値（{2}）がすり替えられています。記録された約束値と一致しません。", "A personal value ({2}) was swapped: it does not open its commitment."},
		"finding.personal_gone":   {"事象{2}の個人に関する値が、消去の手続なしに削除されています。", "A personal value of event {2} was deleted, not erased."},
		"finding.bad_stamp":       {"事象{0}までのチェックポイントのタイムスタンプが正しくありません。", "The time-stamp over the checkpoint up to event {0} is not right."},
		"finding.bad_witness":     {"事象{0}までのチェックポイントの立会署名が正しくありません。", "The countersignature over the checkpoint up to event {0} is not right."},
		"finding.bad_file":        {"文書（{2}）が、ログに記録されたものと異なります。", "The document {2} is not the one the log tells of."},
		"finding.unreadable":      {"読み取れません：{2}", "It cannot be read: {2}"},
		"finding.clock_back":      {"事象{0}の付近で時計が戻っています。", "The clock ran backwards near event {0}."},
		"finding.unsigned":        {"事象{0}から{1}までは、まだどのチェックポイントにも含まれていません。", "Events {0} to {1} are not covered by a checkpoint yet."},
		"finding.unkept":          {"ほかで保管したチェックポイントや立会署名と比べていません。ログの末尾の切捨てと、鍵を使った全体の署名し直しは、これだけでは分かりません。時刻はポータルが記したものです。", "Nothing kept elsewhere, neither a checkpoint nor a countersignature, was compared: that the end was cut off, or that everything was signed anew with the key, cannot be seen from this alone. Times are the portal’s own."},
		"finding.first_key":       {"最初の鍵（{2}）は、ログに書かれたものを信じました。控えがあれば --key で示してください。", "The first key ({2}) was believed as the log has it; give the one you keep with --key."},
		"finding.unsigned.file":   {"文書（{2}）は、まだどのチェックポイントにも含まれていない事象だけが示しています。この文書は証明されていません。", "The document {2} is named only by an event that no checkpoint covers yet; it is not proven."},
		"finding.not_compared":    {"保管されている{0}件のチェックポイントは、このファイルと比べられませんでした。ログそのもの、又はログの書出しで確かめてください。", "The kept checkpoint of {0|event|events} could not be compared with this file; check the log itself or an export of it."},
		"finding.not_proven":      {"証跡一式では次のことは証明されません：読むためのページ（index.html）と確かめ方（VERIFY.txt）の内容、目録（manifest.json）の見出し、消去済みとされた値が実際に消去されたこと、この契約の事象が１件も抜かれていないこと。", "A bundle does not prove: the page (index.html) and the guide (VERIFY.txt), the head of manifest.json, that a value said to be erased was, and that no event of the contract was left out."},
		"finding.not_proven.file": {"{2}は、このプログラムのものと異なります。別の版で作られたか、書き換えられています。実行せず、手元に保管しているものを使ってください。", "{2} is another than the one of this program: made by another version, or changed. Do not run it; use the copy you keep."},
		"error.usage.there":       {"{0}はすでにあります。別の名前を指定してください。", "{0} is there already; give another name."},
		"error.usage.secret":      {"ワンタイムコードを封じる秘密の値がありません。「portal secret > ファイル」で作り、PORTAL_SECRET_FILE にそのファイルを指定してください。失くすと、設定済みのワンタイムコードは使えなくなります。", "There is no secret to seal one-time codes under: make one with “portal secret > FILE” and set PORTAL_SECRET_FILE. Without it the codes people have set up are lost."},
		"error.usage.secret_form": {"PORTAL_SECRET は、32バイトの乱数を Base64 で表したものです。「portal secret」で作ってください。", "PORTAL_SECRET is 32 random bytes in base 64: make it with “portal secret”."},
		"error.usage.log_key":     {"ログに署名する鍵がありません。「portal log key 名前 -o ファイル」で作り、PORTAL_LOG_KEY_FILE にそのファイルを指定してください。", "There is no key to sign the log with: make one with “portal log key NAME -o FILE” and set PORTAL_LOG_KEY_FILE."},
		"error.usage.syslog":      {"「{0}」は受け手の宛先ではありません。tls://ホスト:ポート の形で指定してください。", "“{0}” is no receiver; give tls://HOST:PORT."},
		"error.usage.verifier":    {"「{0}」は検証鍵（名前+ハッシュ+鍵）ではありません。", "“{0}” is no verifier key (name+hash+key)."},
		"verify.log":              {"ログ {0}：{1}件　ルート {2}", "Log {0}: {1|event|events}, root {2}"},
		"verify.rest":             {"木に入るのを待つ事象 {0}件、保存期間により削除した内容 {1}件、消去した個人に関する値 {2}件", "{0} waiting for the tree, contents of {1} cut, {2|personal value|personal values} erased"},
		"verify.signed":           {"チェックポイント {0}件、最後は{1}（{2}件まで）", "{0|checkpoint|checkpoints}, the last on {1} (over {2|event|events})"},
		"verify.others":           {"確かめた立会署名 {0}件、タイムスタンプ {1}件", "{0|countersignature|countersignatures} and {1|time-stamp|time-stamps} checked"},
		"verify.bundle":           {"契約 {0} の証跡一式：事象 {1}件、文書 {2}件（うち封緘を確かめたもの {4}件）、待機 {3}件", "Evidence of contract {0}: {1|event|events}, {2|document|documents} ({4|seal|seals} checked), {3} waiting"},
		"verify.key":              {"署名鍵 {0}", "Key {0}"},
		"verify.remark":           {"注意：{0}", "Note: {0}"},
		"verify.right":            {"すべて正しいことを確かめました。", "Everything is right."},
		"finding.right":           {"{0}のチェックポイント（{1}件）までは正しいことが確かめられました。", "It was right at the checkpoint of {0} ({1|event|events})."},
		"finding.right.never":     {"正しいと確かめられたチェックポイントはありません。", "No checkpoint was found right."},
	})
}

// The log as people read it.
func init() {
	say(map[string]words{
		"log_page.sub":             {"誰が、いつ、何を、どう変えたか。書き換えられれば、それと分かる記録です。", "Who did what and when, and what it changed. A record that shows when it is tampered with."},
		"log_page.sub.own":         {"あなたに関わる事象の記録です。", "The events that concern you."},
		"log_page.export.csv":      {"CSVで書き出す", "Export .csv"},
		"log_page.export.jsonl":    {"JSON Linesで書き出す", "Export .jsonl"},
		"log_page.next.check":      {"ログが書き換えられていないことを確かめる", "Check that nothing was rewritten"},
		"log_page.next.check.why":  {"データベースのあるところで portal log verify を実行します。手元に保管したチェックポイントがあれば --checkpoint で示し、書き出したものは手元に保管します。", "Run portal log verify where the database is, with --checkpoint and the checkpoint you keep. Export what you need and keep it elsewhere."},
		"log_page.next.alarm":      {"警報の内容を確かめ、記録を保全する", "Look into the alarm and keep what there is"},
		"log_page.next.alarm.why":  {"データベースには触れず、複製を取り、portal log verify で確かめます。", "Leave the database as it is, copy it, and run portal log verify."},
		"log_page.next.read":       {"知りたいことで絞り込み、日時を押して詳しく見る", "Narrow the log to what you look for, and open one by its time"},
		"log_page.next.read.why":   {"どの事象も、変更前と変更後、それが本物であることの証明を見られます。", "Every event shows what it was before and after, and the proof that it is genuine."},
		"log_page.state":           {"ログの現在の状態", "How the log stands"},
		"log_page.state.events":    {"記録された事象", "events recorded"},
		"log_page.state.waiting":   {"うち{0}件は、まもなく木に入ります", "{0|is|are} about to enter the tree"},
		"log_page.state.signed":    {"件まで署名済み（{0}）", "events signed ({0})"},
		"log_page.state.unsigned":  {"まだ署名されていません。数分ごとに署名されます。", "Nothing is signed yet; it happens every few minutes."},
		"log_page.state.ok":        {"今のところ異常なし", "all right so far"},
		"log_page.state.checked":   {"{0}に確かめました", "last looked at {0}"},
		"log_page.state.unchecked": {"自動の確認はこれからです", "not looked at yet"},
		"log_page.state.bad":       {"異常あり", "something is wrong"},
		"log_page.filter":          {"ログを絞り込む", "Narrow the log"},
		"log_page.person":          {"人（氏名又は利用者ID）", "Name or login"},
		"log_page.subject":         {"対象", "About"},
		"log_page.kind":            {"できごとの種類", "What happened"},
		"log_page.from":            {"この日から", "From"},
		"log_page.to":              {"この日まで", "Until"},
		"log_page.apply":           {"絞り込む", "Narrow"},
		"log_page.mine":            {"自分がしたこと", "What I did"},
		"log_page.chip.actor":      {"操作した人：{0}", "Done by {0}"},
		"log_page.chip.subject":    {"対象：{0}", "About {0}"},
		"log_page.chip.contract":   {"契約：{0}", "Contract: {0}"},
		"log_page.chip.kind":       {"種類：{0}", "Kind: {0}"},
		"log_page.chip.from":       {"{0}から", "from {0}"},
		"log_page.chip.to":         {"{0}まで", "until {0}"},
		"log_page.one":             {"選んだもの", "the one chosen"},
		"log_page.people":          {"どの人ですか", "Which of these?"},
		"log_page.when":            {"日時", "When"},
		"log_page.what":            {"できごと", "What happened"},
		"log_page.about":           {"対象", "About"},
		"log_page.changes":         {"変更前 → 変更後", "Before → after"},
		"log_page.proof":           {"証明", "Proof"},
		"log_page.proof.get":       {"証明", "Proof"},
		"log_page.proof.of":        {"{0}の事象の証明ファイル", "Proof file of the event of {0}"},
		"log_page.proof.wait":      {"署名待ち", "awaits signing"},
		"log_page.proof.house":     {"発注者にのみ交付", "staff only"},
		"log_page.more":            {"ほか{0}項目", "{0|more field|more fields}"},
		"log_page.was":             {"変更前", "before"},
		"log_page.is":              {"変更後", "after"},
		"log_page.older":           {"もっと前の事象へ", "Older"},
		"log_page.none":            {"事象はまだありません", "Nothing is recorded yet"},
		"log_page.none.why":        {"契約や登録簿の変更、ログインなど、起きたことが新しい順に並びます。", "Changes to contracts and registers, sign-ins and the like will stand here, newest first."},
		"log_page.found.none":      {"当てはまる事象はありません", "No event matches"},
		"log_page.found.none.why":  {"条件を減らすか、日付を広げてください。あなたの担当外の事象は、ここには出ません。", "Take a filter away or widen the dates. Events outside your duty are not shown here."},
		"log_page.field":           {"項目", "Field"},
		"log_page.field.was":       {"変更前", "Before"},
		"log_page.field.is":        {"変更後", "After"},
		"log_page.fields":          {"変わったこと", "What changed"},
		"log_page.fields.none":     {"変わった項目はありません。", "No field was changed."},
		"log_page.who":             {"操作した人", "Done by"},
		"log_page.address":         {"接続元", "From where"},
		"log_page.reason":          {"理由", "Reason"},
		"log_page.same":            {"この対象の事象だけを見る", "Only events about this"},
		"log_page.same.person":     {"この人の事象だけを見る", "Only events by this person"},
		"log_page.evidence":        {"本物であることの証拠", "Evidence that it is genuine"},
		"log_page.position":        {"木の中の位置", "Position in the tree"},
		"log_page.position.wait":   {"まだ位置がありません。まもなく決まります。", "No place yet; it will have one shortly."},
		"log_page.hash":            {"葉のハッシュ値（SHA-256）", "Leaf hash (SHA-256)"},
		"log_page.checkpoint":      {"これを含むチェックポイント", "Checkpoint that covers it"},
		"log_page.checkpoint.is":   {"{0}件、{1}", "{0} events, {1}"},
		"log_page.checkpoint.note": {"署名されたチェックポイントを読む", "Read the signed checkpoint"},
		"log_page.cosigned":        {"立会人の署名", "Countersigned by"},
		"log_page.cosigned.none":   {"まだありません", "nobody yet"},
		"log_page.stamped":         {"タイムスタンプ", "Time-stamped by"},
		"log_page.leaf":            {"事象そのもの（正準形のJSON）", "The event itself (canonical JSON)"},
		"log_page.leaf.why":        {"ハッシュ値は、空白のない元の形から計算します。「personal:」で始まる値は、人に関する値の約束値です。", "The hash is over the form without spaces. Values that begin with “personal:” are commitments to a person’s data."},
		"log_page.leaf.get":        {"元のバイト列を保存する", "Save the exact bytes"},
		"log_page.proof.save":      {"証明ファイルを保存する", "Save the proof file"},
		"log_page.next.proof":      {"証明ファイルを保存し、手元で確かめる", "Save the proof file and check it yourself"},
		"log_page.next.proof.why":  {"portal log verify {0} は、公開鍵だけで、この事象がログにあることを確かめます。", "portal log verify {0} shows with the public key alone that this event is in the log."},
		"log_page.next.wait":       {"署名を待つ", "Wait for the signature"},
		"log_page.next.wait.why":   {"チェックポイントは数分ごとに署名されます。そのあと、証明ファイルを保存できます。", "A checkpoint is signed every few minutes; after that the proof file can be saved."},
		"log_page.next.house":      {"この事象の証明ファイルは、発注者の職員にのみ交付されます", "The proof of this event is given to the house’s staff alone"},
		"log_page.next.house.why":  {"事象そのものに、ここには示さない庁内の者に関する値が含まれるためです。証明が必要なときは、発注者の担当課に依頼してください。位置とハッシュ値は下に示します。", "The event itself holds what is not told here of who in the house did it. Should you need the proof, ask the division in charge. Its place and hash are below."},
		"log_page.cut":             {"内容は保存期間が過ぎたため削除されています", "The contents were deleted at the end of their retention"},
		"log_page.cut.why":         {"位置とハッシュ値は残り、ログ全体は今も検証できます。{0}に削除されました。", "Its place and hash remain, and the log as a whole still verifies. Cut {0}."},
		"log_page.cut.title":       {"内容が削除された事象", "An event whose contents were cut"},
		"log_page.altered":         {"内容が、記録されたときのものと一致しません", "The contents are not what was recorded"},
		"log_page.altered.why":     {"データベースが書き換えられたおそれがあります。触れずに複製を取り、portal log verify で確かめ、監査部門に知らせてください。", "The database may have been changed. Leave it, copy it, run portal log verify, and tell the audit office."},
		"log_page.csv.position":    {"位置", "Position"},
		"log_page.csv.time":        {"日時（日本時間）", "Time (Japan)"},
		"log_page.csv.role":        {"役割", "Role"},
		"log_page.csv.sentence":    {"できごと", "What happened"},
		"log_page.csv.kind":        {"種類", "Kind"},
		"log_page.csv.contract":    {"契約", "Contract"},
		"log_page.csv.id":          {"事象のID", "Id of the event"},
		"alarm.title":              {"警報：ログに異常が見つかりました", "Alarm: something is wrong with the log"},
		"alarm.since":              {"{0}から続いています。", "It stands since {0}."},
		"alarm.do":                 {"データベースに触れずに複製を取り、portal log verify で確かめ、監査部門と情報部門に知らせてください。", "Leave the database as it is, copy it, check the copy with portal log verify, and tell the audit office and the IT division."},
		"alarm.open":               {"ログを開く", "Open the log"},
		"account.log":              {"自分に関する記録を見る", "Read what is recorded about me"},
		"history.open":             {"詳しく", "Details"},
		"history.all":              {"ログで見る", "See it in the log"},
		"error.log.to_before":      {"終わりの日は、始まりの日（{0}）以後にしてください。", "The last day must not lie before the first, {0}."},
		"error.log.person.none":    {"「{0}」に当てはまる人はいません。氏名の一部か利用者IDで探してください。", "Nobody matches “{0}”. Try a part of the name or the login."},
		"error.log.person.many":    {"「{0}」に当てはまる人が{1}人います。下から一人を選んでください。", "“{0}” matches {1} people. Choose one below."},
		"error.log.person.denied":  {"ほかの人の名前では絞り込めません。", "You cannot look for other people by name."},
		"error.log.unsigned":       {"この事象は、まだ署名されたチェックポイントに含まれていません。数分後にもう一度お試しください。", "No signed checkpoint covers this event yet. Please try again in a few minutes."},
		"error.title.log.unsigned": {"まだ署名されていません", "Not yet signed"},
		"error.log.cut":            {"この事象の内容は、保存期間が過ぎたため削除されています。証明ファイルは作れませんが、位置とハッシュ値は残っています。", "The contents of this event were deleted at the end of their retention. There is no proof file; its place and hash remain."},
		"error.title.log.cut":      {"内容が削除されています", "Its contents were deleted"},
		"error.log.altered":        {"この事象の内容が、記録されたときのものと一致しません。証明は作れません。監査部門に知らせてください。", "The contents of this event are not what was recorded, so it cannot be proven. Tell the audit office."},
		"error.title.log.altered":  {"記録と一致しません", "Not what was recorded"},
		"error.denied.proof":       {"この事象の証明と元のバイト列は、発注者の職員にのみ交付されます。必要なときは、発注者の担当課に依頼してください。", "The proof and the exact bytes of this event are given to the house’s staff alone. Should you need them, ask the division in charge."},
		"error.denied.export":      {"ログの書出しは、庁内の利用者だけができます。", "Only staff can export the log."},
		"error.not_found.event":    {"この事象は見つかりません。登録がないか、あなたの担当外です。", "There is no such event, or it is outside your duty."},
	})
}

// Finding is what a check found, in a sentence.
func Finding(lang string, f ledger.Finding) string {
	last := max(f.To-1, f.From)
	id := f.ID
	code := "finding." + string(f.Code)
	if f.Code == ledger.Exchanged && f.Other == "" {
		code += ".other"
	}
	if id != "" && (f.Code == ledger.Unsigned || f.Code == ledger.NotProven) {
		code += ".file"
	}
	if id == "" {
		id = f.Detail
	}
	if id == "" {
		id = "―"
	}
	text := T(lang, code, int(f.From), int(last), id, f.Other)
	if f.Fault != "" {
		text += T(lang, "finding.fault", T(lang, "error.seal."+f.Fault, f.Detail))
	}
	return text
}

// FindingRight says until when the log was right, or of a document how to mend it.
func FindingRight(lang string, f ledger.Finding) string {
	if key := "finding.mend." + string(f.Code); Has(key) {
		return T(lang, key, f.ID, f.Other)
	}
	if f.Right == nil {
		return T(lang, "finding.right.never")
	}
	return T(lang, "finding.right", Instant(lang, f.Right.At), int(f.Right.Size))
}
