package store

import (
	"context"
	"errors"

	"gorm.io/gorm"

	"chigiri/models"
	"chigiri/models/catalog"
)

// CreateContract registers a contract as a draft, pinned to the edition in force.
func (s *Store) CreateContract(ctx context.Context, actor models.Actor, in models.ContractInput) (c models.Contract, err error) {
	err = s.write(ctx, actor, func(t *tx) error {
		c, err = t.create(in, models.EventContractCreated, "")
		return err
	})
	return c, err
}

func (t *tx) create(in models.ContractInput, kind models.EventKind, from string) (models.Contract, error) {
	if !t.actor.IsSystem() && !t.actor.Is(models.Drafter, models.Manager) {
		return models.Contract{}, models.Denied("error.denied.contract")
	}
	editionID, e, err := t.currentEdition()
	if err != nil {
		return models.Contract{}, err
	}
	if in, err = t.cleanContract(in, e, nil); err != nil {
		return models.Contract{}, err
	}
	now := instant{t.now}
	row := contractRow{ID: t.id(), EditionID: editionID, State: models.StateDraft, StateSince: now, StepSince: now, CreatedAt: now, UpdatedAt: now}
	row.setInput(in)
	if err := t.db.Create(&row).Error; err != nil {
		return models.Contract{}, wrap(err, "contract")
	}
	if err := t.writeLists(row.ID, in); err != nil {
		return models.Contract{}, err
	}
	d, err := t.settle(row.ID)
	if err != nil {
		return models.Contract{}, err
	}
	after := fieldsOf(in)
	if from != "" {
		after["copied_from"] = from
	}
	return d.contract(), t.event(models.Event{Kind: kind, Subject: "contract", SubjectID: row.ID, ContractID: row.ID, After: after})
}

func (t *tx) writeLists(id string, in models.ContractInput) error {
	if err := t.writeSystems(id, in.Systems); err != nil {
		return err
	}
	if err := t.writeClasses(id, in.Classes); err != nil {
		return err
	}
	return t.setPrime(id, in.VendorID)
}

// UpdateContract changes what was entered about a contract seen at a version. After
// an issue the issued appendix stays as it is; the contract shows that it has to be
// looked at again.
func (s *Store) UpdateContract(ctx context.Context, actor models.Actor, id string, version int, in models.ContractInput) (c models.Contract, err error) {
	err = s.write(ctx, actor, func(t *tx) error {
		d, err := t.dossierOf(id, true)
		if err != nil {
			return err
		}
		old := d.contract()
		if err := models.CheckEdit(actor, old); err != nil {
			return withCurrent(err, old)
		}
		if version != old.Version {
			return models.Conflict("error.conflict", old)
		}
		if in, err = t.cleanContract(in, d.edition, d); err != nil {
			return err
		}
		was, is := changes(fieldsOf(old.ContractInput), fieldsOf(in))
		if len(is) == 0 {
			c = old
			return nil
		}
		if d, err = t.updateInput(d, in); err != nil {
			return err
		}
		c = d.contract()
		return t.event(models.Event{Kind: models.EventContractUpdated, Subject: "contract", SubjectID: id, ContractID: id, Before: was, After: is})
	})
	return c, err
}

// withCurrent lets a conflict carry the thing as it stands.
func withCurrent(err error, current any) error {
	var e *models.Error
	if errors.As(err, &e) && e.Kind == models.KindConflict {
		e.Current = current
	}
	return err
}

func (t *tx) updateInput(d *dossier, in models.ContractInput) (*dossier, error) {
	row := d.row
	row.setInput(in)
	err := t.set(row.ID, map[string]any{
		"number": row.Number, "title": row.Title, "kind": row.Kind, "starts_on": row.StartsOn, "ends_on": row.EndsOn,
		"division_id": row.DivisionID, "vendor_id": row.VendorID, "flags": row.Flags, "overseas": row.Overseas, "persons": row.Persons,
		"procurement": row.Procurement, "system_manager": row.SystemManager, "policy_version": row.PolicyVersion,
		"scheme": row.Scheme, "note": row.Note, "sort_key": row.SortKey,
	})
	if err != nil {
		return nil, err
	}
	if err := t.writeLists(row.ID, in); err != nil {
		return nil, err
	}
	return t.settle(row.ID)
}

// CopyContract registers the next contract like an earlier one: the same work under
// another number for another period, as every April asks for. What was decided about
// the earlier one (waivers, levels, answers) is not copied; stricter values are.
func (s *Store) CopyContract(ctx context.Context, actor models.Actor, id, number string, start, end models.Date) (c models.Contract, err error) {
	err = s.write(ctx, actor, func(t *tx) error {
		d, err := t.dossierOf(id, false)
		if err != nil {
			return err
		}
		old := d.contract()
		if !models.CanCreateContract(actor, old.DivisionID) {
			return models.Denied("error.denied.contract")
		}
		in := old.ContractInput
		in.Number, in.StartsOn, in.EndsOn = number, start, end
		if c, err = t.create(in, models.EventContractCreated, id); err != nil {
			return err
		}
		for _, p := range d.params {
			p.ContractID, p.SetBy, p.SetAt = c.ID, actor.Name, instant{t.now}
			if err := t.db.Create(&p).Error; err != nil {
				return wrap(err, "stricter value")
			}
		}
		if len(d.params) == 0 {
			return nil
		}
		after, err := t.settle(c.ID)
		if err != nil {
			return err
		}
		c = after.contract()
		return nil
	})
	return c, err
}

// RemoveContract takes away a contract that never had an appendix issued. What
// happened to it stays in the log.
func (s *Store) RemoveContract(ctx context.Context, actor models.Actor, id, reason string) error {
	return s.write(ctx, actor, func(t *tx) error {
		d, err := t.dossierOf(id, true)
		if err != nil {
			return err
		}
		c := d.contract()
		if err := models.CheckEdit(actor, c); err != nil {
			return withCurrent(err, c)
		}
		if c.IssuedNumber > 0 {
			return models.Conflict("error.contract.issued", c)
		}
		if reason, err = reasoned(reason); err != nil {
			return err
		}
		for _, table := range []string{"contract_systems", "contract_classes", "contract_params", "waivers", "level_decisions", "consultations", "parties"} {
			if err := t.db.Exec("DELETE FROM "+table+" WHERE contract_id = ?", id).Error; err != nil {
				return wrap(err, table)
			}
		}
		if err := t.db.Exec("DELETE FROM contracts WHERE id = ?", id).Error; err != nil {
			return wrap(err, "contract")
		}
		return t.event(models.Event{
			Kind: models.EventContractRemoved, Subject: "contract", SubjectID: id, ContractID: id, Reason: reason, Before: fieldsOf(c.ContractInput),
		})
	})
}

// cleanContract checks what was entered against the edition and the registers. old
// is the contract as it stands, nil for a new one.
func (t *tx) cleanContract(in models.ContractInput, e *catalog.Edition, old *dossier) (models.ContractInput, error) {
	var c cleaner
	c.line("number", &in.Number, maxCode)
	c.line("title", &in.Title, maxName)
	c.line("system_manager", &in.SystemManager, maxName)
	c.line("policy_version", &in.PolicyVersion, maxLine)
	c.text("note", &in.Note, maxText)
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
