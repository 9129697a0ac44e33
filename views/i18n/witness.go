package i18n

// The witness of the log: the page it shows, and what it says at the terminal.
func init() {
	say(map[string]words{
		"witness.usage.name": {"「{0}」は立会人の名前にできません。空白と+を使わないでください。", "“{0}” cannot name a witness: no spaces, no plus."},
		"witness.usage.log":  {"立会人には --log 検証鍵 と --state フォルダ が必要です。", "A witness needs --log VERIFIER and --state DIR."},
		"witness.usage.whom": {"--witness 検証鍵 で相手を指定してください。3行だけなら --lines を使います。", "--witness VERIFIER says whom to ask; --lines prints the three lines alone."},

		"witness.title": {"契の立会人 {0}", "Witness of Chigiri, {0}"},
		"witness.why":   {"契のログの最後のチェックポイントを預かり、続きであることを確かめたものだけに立会署名をします。下の3行が手元の控えと同じか、見比べられます。", "It keeps the last checkpoint of the log and countersigns only what continues it. Compare the three lines below with those you keep."},
		"witness.none":  {"まだチェックポイントを受け取っていません。", "No checkpoint was received yet."},
		"witness.kept":  {"最後のチェックポイント（{0}に立会署名）", "Last checkpoint, countersigned {0}"},

		"witness.key.exists":   {"{0} は既にあります。鍵を上書きすることはありません。別の名前にしてください。", "{0} is there already. A key is never written over; take another name."},
		"witness.request.none": {"まだ署名されたチェックポイントがありません。数分後にもう一度お試しください。", "No checkpoint is signed yet. Try again in some minutes."},
		"witness.request.old":  {"{0}件からの証明は作れません。最新のチェックポイントは{1}件です。立会人の示した件数のほうが多いときは、ログが失われています。", "There is no proof from {0} events: the newest checkpoint is of {1}. If the witness keeps more than that, events are lost."},
		"witness.cosign.none":  {"{0} には、このデータベースのチェックポイントに対する {1} の立会署名がありません。取り込みませんでした。", "{0} holds no countersignature of {1} over a checkpoint of this database. Nothing was taken in."},

		"witness.refused.form":      {"立会署名の依頼として読めません：{0}。ファイルの全体が届いているか、確かめてください。", "This cannot be read as a request: {0}. Check that the whole file arrived."},
		"witness.refused.log":       {"見守っていないログです：{0}。--log で公開鍵を示してください。", "This log is not watched: {0}. Give its verifier key with --log."},
		"witness.refused.signature": {"ログの鍵による署名がありません：{0}。鍵が変わったときは、新しい公開鍵も --log で示してください。", "The log’s keys did not sign it: {0}. If the log changed its key, give the new one with --log too."},
		"witness.refused.size":      {"立会人が預かっているのは{0}件のチェックポイントです。portal log request --old {0} で依頼を作り直してください。", "The witness keeps the checkpoint of {0} events. Make the request again with portal log request --old {0}."},
		"witness.refused.fork":      {"ログが書き換えられています。立会署名はしませんでした（{0}）。", "The log was rewritten. It was not countersigned ({0})."},
		"witness.refused.proof":     {"以前のログの続きであることが示されていません。立会署名はしませんでした（{0}）。", "It is not shown to continue the log as it was. It was not countersigned ({0})."},

		"witness.fork": {
			"警告：以前のログの続きではないチェックポイントを受け取りました（証拠{0}件）。\n2つのチェックポイントの件数（2行目）が同じで根（3行目）が違うときは、ログが書き換えられた確かな証拠です。件数が違うときは、続きであることの証明を運用者に求めてください。\n証拠（fork-….txt）は、確かめ終えたら別の場所に保管し、このフォルダーから移してください。それまで、この警告は消えません。",
			"WARNING: a checkpoint came that does not continue the log as it was ({0|piece|pieces} of evidence).\nTwo checkpoints with one number of events (line 2) and two roots (line 3) prove that the log was rewritten. Where the numbers differ, have the operator prove that the one continues the other.\nWhen it is settled, move the evidence (fork-….txt) out of this folder and keep it; until then this warning stays.",
		},
	})
}
