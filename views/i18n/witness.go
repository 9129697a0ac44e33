package i18n

// The witness of the log: the page it shows, and what it says at the terminal.
func init() {
	say(map[string]words{
		"witness.title": {"契の立会人 {0}", "Witness of Chigiri, {0}"},
		"witness.why":   {"契のログの最後のチェックポイントを預かり、続きであることを確かめたものだけに立会署名をします。下の3行が手元の控えと同じか、見比べられます。", "It keeps the last checkpoint of the log and countersigns only what continues it. Compare the three lines below with those you keep."},
		"witness.none":  {"まだチェックポイントを受け取っていません。", "No checkpoint was received yet."},
		"witness.kept":  {"最後のチェックポイント（{0}に立会署名）", "Last checkpoint, countersigned {0}"},
		"witness.fork": {
			"警告：以前のログの続きではないチェックポイントを受け取りました（証拠{0}件）。\n2つのチェックポイントの件数（2行目）が同じで根（3行目）が違うときは、ログが書き換えられた確かな証拠です。件数が違うときは、続きであることの証明を運用者に求めてください。\n証拠（fork-….txt）は、確かめ終えたら別の場所に保管し、このフォルダーから移してください。それまで、この警告は消えません。",
			"WARNING: a checkpoint came that does not continue the log as it was ({0|piece|pieces} of evidence).\nTwo checkpoints with one number of events (line 2) and two roots (line 3) prove that the log was rewritten. Where the numbers differ, have the operator prove that the one continues the other.\nWhen it is settled, move the evidence (fork-….txt) out of this folder and keep it; until then this warning stays.",
		},
	})
}
