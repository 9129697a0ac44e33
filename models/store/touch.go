package store

// recomputeWhere brings level and hash of contracts up to date after a name or a
// system they speak of has changed; the condition is on the table contracts.
func (t *tx) recomputeWhere(condition string, args ...any) error {
	var ids []string
	err := t.db.Table("contracts").Where(condition, args...).Where("state <> 'closed'").Order("id").Pluck("id", &ids).Error
	return wrap(err, "contracts")
}
