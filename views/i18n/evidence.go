package i18n

// The evidence bundle of a contract.
func init() {
	say(map[string]words{
		"error.denied.evidence": {"証跡一式を取り出せるのは、監査部門、情報部門、契約の所管課の職員です。", "Evidence is taken by the audit office, the IT division and the division whose contract it is."},
		"event.field.events":    {"それまでの事象の数", "Events until then"},
	})
}
