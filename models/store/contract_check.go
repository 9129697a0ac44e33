package store

import (
	"errors"

	"gorm.io/gorm"

	"chigiri/models"
	"chigiri/models/catalog"
)

// cleanContract checks what was entered against the edition and the registers. old
// is the contract as it stands, nil for a new one.
func (t *tx) cleanContract(in models.ContractInput, e *catalog.Edition, old *dossier) (models.ContractInput, error) {
	var c cleaner
	c.line("number", &in.Number, maxCode)
	c.line("title", &in.Title, maxName)
	c.line("system_manager", &in.SystemManager, maxName)
	c.line("policy_version", &in.PolicyVersion, maxLine)
	c.text("note", &in.Note)
	in.Systems, in.Classes, in.Flags = distinct(in.Systems), distinct(in.Classes), distinct(in.Flags)
	if in.Scheme == "" {
		in.Scheme = models.SchemeArticle
	}
	c.problems.Merge("", in.Validate())
	c.known(e, in)
	for _, check := range []func(*cleaner, models.ContractInput, *dossier) error{t.checkDivision, t.checkVendor, t.checkSystems, t.checkNumber} {
		if err := check(&c, in, old); err != nil {
			return in, err
		}
	}
	in.Classes, in.Flags = inOrder(e, in)
	return in, c.problems.Err()
}

// known notes data classes and flags that are not the edition's, or not for a
// contract to choose.
func (c *cleaner) known(e *catalog.Edition, in models.ContractInput) {
	for _, id := range in.Classes {
		if e.Class(id) == nil {
			c.problems.Add("classes", "error.class.unknown", id)
		}
	}
	var flags []string
	for _, f := range e.ContractFlags() {
		flags = append(flags, f.ID)
	}
	for _, id := range unknown(in.Flags, flags) {
		c.problems.Add("flags", "error.flag.unknown", id)
	}
}

// inOrder gives classes and flags in the edition's order, so that ticking boxes in
// another order is no change.
func inOrder(e *catalog.Edition, in models.ContractInput) (classes, flags []string) {
	for _, c := range e.Classes {
		if len(unknown([]string{c.ID}, in.Classes)) == 0 {
			classes = append(classes, c.ID)
		}
	}
	for _, f := range e.ContractFlags() {
		if len(unknown([]string{f.ID}, in.Flags)) == 0 {
			flags = append(flags, f.ID)
		}
	}
	return classes, flags
}

// checkDivision: one of today's, and the actor's own.
func (t *tx) checkDivision(c *cleaner, in models.ContractInput, _ *dossier) error {
	if in.DivisionID == "" {
		return nil
	}
	d, err := t.division(in.DivisionID)
	switch {
	case models.KindOf(err) == models.KindNotFound:
		c.problems.Add("division_id", "error.division.unknown")
	case err != nil:
		return err
	case !d.EndedOn.IsZero():
		c.problems.Add("division_id", "error.division.ended")
	case !models.CanCreateContract(t.actor, in.DivisionID):
		c.problems.Add("division_id", "error.contract.division")
	}
	return nil
}

// checkVendor: one of the register; a signed contract keeps the one that signed.
func (t *tx) checkVendor(c *cleaner, in models.ContractInput, old *dossier) error {
	if old != nil && !old.row.SignedOn.IsZero() && in.VendorID != value(old.row.VendorID) {
		c.problems.Add("vendor_id", "error.contract.vendor_signed")
		return nil
	}
	if in.VendorID == "" {
		return nil
	}
	var n int64
	err := t.db.Table("vendors").Where("id = ?", in.VendorID).Count(&n).Error
	if err == nil && n == 0 {
		c.problems.Add("vendor_id", "error.vendor.unknown")
	}
	return wrap(err, "vendor")
}

func (t *tx) checkSystems(c *cleaner, in models.ContractInput, _ *dossier) error {
	if len(in.Systems) == 0 {
		return nil
	}
	if len(in.Systems) > maxSystems {
		c.problems.Add("systems", "error.too_many", len(in.Systems), maxSystems)
		return nil
	}
	var there []string
	if err := t.db.Table("systems").Where("id IN ?", in.Systems).Pluck("id", &there).Error; err != nil {
		return wrap(err, "systems")
	}
	for _, id := range unknown(in.Systems, there) {
		c.problems.Add("systems", "error.system.unknown", id)
	}
	return nil
}

// maxSystems is how many systems one contract may be about.
const maxSystems = 100

// checkNumber: no other contract has it. Which one does is named to those who may
// see it.
func (t *tx) checkNumber(c *cleaner, in models.ContractInput, old *dossier) error {
	if in.Number == "" {
		return nil
	}
	self := ""
	if old != nil {
		self = old.row.ID
	}
	var holder contractRow
	err := t.db.Where("number = ? AND id <> ?", in.Number, self).Take(&holder).Error
	switch {
	case errors.Is(err, gorm.ErrRecordNotFound):
		return nil
	case err != nil:
		return wrap(err, "contract")
	}
	if _, err := t.visibleContract(holder.ID, false); err != nil {
		c.problems.Add("number", "error.contract.number_used", in.Number)
	} else {
		c.problems.Add("number", "error.contract.number_taken", in.Number, holder.Title)
	}
	return nil
}
