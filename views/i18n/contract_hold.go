package i18n

// Legal hold: the log of a contract is kept beyond its time.
func init() {
	say(map[string]words{
		"hold.stands":         {"記録を保全しています", "Legal hold: the log is kept"},
		"hold.stands.why":     {"保存期間が過ぎても、この契約の履歴は削除されません。解除するまで続きます。", "Nothing the log says of this contract is cut, whatever its period, until the hold is lifted."},
		"hold.placed":         {"保全の開始", "Placed"},
		"hold.lifted":         {"保全の解除", "Lifted"},
		"hold.lifted.reason":  {"解除の理由", "Reason for lifting"},
		"hold.by":             {"{0}、{1}", "{0}, {1}"},
		"hold.past":           {"解除した保全 {0}件", "{0|lifted hold|lifted holds}"},
		"hold.place":          {"記録を保全する", "Place a legal hold"},
		"hold.place.why":      {"係争、監査、調査などのため、この契約の履歴を保存期間を過ぎても残します。契約の内容や手続には影響しません。", "For a dispute, an audit or an inquiry: the log of this contract is kept beyond its period. The contract itself goes on as before."},
		"hold.lift":           {"保全を解除する", "Lift the hold"},
		"hold.lift.why":       {"解除すると保存期間が再び数えられ、期間を過ぎた履歴は次の削除の時に失われます。元に戻せません。", "The period counts again; what is past it goes with the next cut and cannot be brought back."},
		"hold.reason.hint":    {"根拠となる文書の番号などを書いてください。履歴に残ります。", "Name what it rests on, such as the number of a letter. The log keeps it."},
		"said.hold.placed":    {"記録を保全しました。", "The hold is placed."},
		"said.hold.lifted":    {"保全を解除しました。", "The hold is lifted."},
		"error.denied.hold":   {"記録の保全とその解除は、情報部門が行います。", "Legal holds are placed and lifted by the IT division."},
		"error.hold.stands":   {"この契約の記録は、既に保全されています。", "A legal hold on this contract stands already."},
		"error.hold.none":     {"この契約の記録は保全されていません。", "There is no legal hold on this contract."},
		"error.contract.held": {"記録を保全している間は、この起案を取り消せません。必要なときは情報部門に相談してください。", "The draft cannot be removed while a legal hold stands. Ask the IT division if you need to."},
	})
}
