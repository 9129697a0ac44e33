package i18n

import (
	"chigiri/models/ledger"
)

// The log: what a check finds. {0} is the first event concerned, {1} the last, {2}
// its id or name.
func init() {
	say(map[string]words{
		"finding.altered":       {"事象{0}（{2}）の内容が書き換えられています。記録されたときのハッシュ値と一致しません。", "Event {0} ({2}) was altered: its contents no longer give the hash it was recorded with."},
		"finding.removed":       {"事象{0}（{2}）が削除されています。保存期間による削除の記録もありません。", "Event {0} ({2}) was removed, and no cut at the end of its retention took it."},
		"finding.moved":         {"事象{0}（{2}）の位置に、別の位置の事象が置かれています。順序が入れ替えられています。", "Events were reordered: what stands at {0} ({2}) belongs elsewhere."},
		"finding.inserted":      {"記録の木に入っていない事象（{2}）が、あとから加えられています。", "An event ({2}) was inserted that never came into the tree."},
		"finding.misplaced":     {"事象{0}の位置が抜けています。事象が木から取り除かれています。", "Position {0} is missing: an event was taken out of the tree."},
		"finding.rehashed":      {"事象{0}から{1}までのいずれかが書き換えられ、ハッシュ値も作り直されています。上位のハッシュ値と一致しません。", "One of the events {0} to {1} was replaced and its hash recomputed; the hashes above it tell."},
		"finding.rewritten":     {"事象{0}から{1}までのいずれかが書き換えられ、木全体が作り直されています。署名済みのチェックポイントと一致しません。", "One of the events {0} to {1} was replaced and the whole tree recomputed; the signed checkpoint tells."},
		"finding.forked":        {"このログは、保管されていたチェックポイントの続きではありません。事象{0}から{1}までのいずれかが書き換えられ、署名し直されています。", "This log does not continue the checkpoint that was kept: one of the events {0} to {1} was replaced and everything signed anew."},
		"finding.truncated":     {"事象{0}から{1}までが失われています。チェックポイントにはあったものです。", "Events {0} to {1} are gone; a checkpoint has them."},
		"finding.forged":        {"事象{0}を含むチェックポイントの署名が、このログの鍵によるものではありません。", "The checkpoint over event {0} is not signed by this log's key."},
		"finding.unknown_key":   {"事象{0}：前の鍵が認めていない鍵が使われています。", "Event {0}: a key is used that the key before it did not vouch for."},
		"finding.unsealed":      {"事象{0}の内容が、削除の記録なしに失われています。", "The contents of event {0} are gone without a sealed cut."},
		"finding.personal_swap": {"個人に関する値（{2}）がすり替えられています。記録された約束値と一致しません。", "A personal value ({2}) was swapped: it does not open its commitment."},
		"finding.personal_gone": {"事象{2}の個人に関する値が、消去の手続なしに削除されています。", "A personal value of event {2} was deleted, not erased."},
		"finding.bad_stamp":     {"事象{0}までのチェックポイントのタイムスタンプが正しくありません。", "The time-stamp over the checkpoint up to event {0} is not right."},
		"finding.bad_witness":   {"事象{0}までのチェックポイントの立会署名が正しくありません。", "The countersignature over the checkpoint up to event {0} is not right."},
		"finding.bad_file":      {"文書（{2}）が、ログに記録されたものと異なります。", "The document {2} is not the one the log tells of."},
		"finding.unreadable":    {"読み取れません：{2}", "It cannot be read: {2}"},
		"finding.clock_back":    {"事象{0}の付近で時計が戻っています。", "The clock ran backwards near event {0}."},
		"finding.unsigned":      {"事象{0}から{1}までは、まだどのチェックポイントにも含まれていません。", "Events {0} to {1} are not covered by a checkpoint yet."},
		"finding.first_key":     {"最初の鍵（{2}）は、ログに書かれたものを信じました。控えがあれば --key で示してください。", "The first key ({2}) was believed as the log has it; give the one you keep with --key."},
		"error.usage.there":     {"{0}はすでにあります。別の名前を指定してください。", "{0} is there already; give another name."},
		"error.usage.log_key":   {"ログに署名する鍵がありません。「portal log key 名前 -o ファイル」で作り、PORTAL_LOG_KEY_FILE にそのファイルを指定してください。", "There is no key to sign the log with: make one with “portal log key NAME -o FILE” and set PORTAL_LOG_KEY_FILE."},
		"error.usage.syslog":    {"「{0}」は受け手の宛先ではありません。tls://ホスト:ポート の形で指定してください。", "“{0}” is no receiver; give tls://HOST:PORT."},
		"error.usage.verifier":  {"「{0}」は検証鍵（名前+ハッシュ+鍵）ではありません。", "“{0}” is no verifier key (name+hash+key)."},
		"verify.log":            {"ログ {0}：{1}件　ルート {2}", "Log {0}: {1|event|events}, root {2}"},
		"verify.rest":           {"木に入るのを待つ事象 {0}件、保存期間により削除した内容 {1}件、消去した個人に関する値 {2}件", "{0} waiting for the tree, contents of {1} cut, {2|personal value|personal values} erased"},
		"verify.signed":         {"チェックポイント {0}件、最後は{1}（{2}件まで）", "{0|checkpoint|checkpoints}, the last on {1} (over {2|event|events})"},
		"verify.others":         {"確かめた立会署名 {0}件、タイムスタンプ {1}件", "{0|countersignature|countersignatures} and {1|time-stamp|time-stamps} checked"},
		"verify.bundle":         {"契約 {0} の証跡一式：事象 {1}件、文書 {2}件、待機 {3}件", "Evidence of contract {0}: {1|event|events}, {2|document|documents}, {3} waiting"},
		"verify.key":            {"署名鍵 {0}", "Key {0}"},
		"verify.remark":         {"注意：{0}", "Note: {0}"},
		"verify.right":          {"すべて正しいことを確かめました。", "Everything is right."},
		"finding.right":         {"{0}のチェックポイント（{1}件）までは正しいことが確かめられました。", "It was right at the checkpoint of {0} ({1|event|events})."},
		"finding.right.never":   {"正しいと確かめられたチェックポイントはありません。", "No checkpoint was found right."},
	})
}

// The log as people read it.
func init() {
	say(map[string]words{
		"error.log.to_before":      {"終わりの日は、始まりの日（{0}）以後にしてください。", "The last day must not lie before the first, {0}."},
		"error.log.unsigned":       {"この事象は、まだ署名されたチェックポイントに含まれていません。数分後にもう一度お試しください。", "No signed checkpoint covers this event yet. Please try again in a few minutes."},
		"error.title.log.unsigned": {"まだ署名されていません", "Not yet signed"},
		"error.log.cut":            {"この事象の内容は、保存期間が過ぎたため削除されています。証明ファイルは作れませんが、位置とハッシュ値は残っています。", "The contents of this event were deleted at the end of their retention. There is no proof file; its place and hash remain."},
		"error.title.log.cut":      {"内容が削除されています", "Its contents were deleted"},
		"error.log.altered":        {"この事象の内容が、記録されたときのものと一致しません。証明は作れません。監査部門に知らせてください。", "The contents of this event are not what was recorded, so it cannot be proven. Tell the audit office."},
		"error.title.log.altered":  {"記録と一致しません", "Not what was recorded"},
		"error.denied.export":      {"ログの書出しは、庁内の利用者だけができます。", "Only staff can export the log."},
		"error.not_found.event":    {"この事象は見つかりません。登録がないか、あなたの担当外です。", "There is no such event, or it is outside your duty."},
	})
}

// Finding is what a check found, in a sentence.
func Finding(lang string, f ledger.Finding) string {
	last := max(f.To-1, f.From)
	id := f.ID
	if id == "" {
		id = f.Detail
	}
	if id == "" {
		id = "―"
	}
	return T(lang, "finding."+string(f.Code), int(f.From), int(last), id)
}

// FindingRight says until when the log was right.
func FindingRight(lang string, f ledger.Finding) string {
	if f.Right == nil {
		return T(lang, "finding.right.never")
	}
	return T(lang, "finding.right", Instant(lang, f.Right.At), int(f.Right.Size))
}
