package store

import (
	"context"
	"errors"

	"chigiri/models"
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
		holds, err := t.holds(id)
		if err != nil {
			return err
		}
		if models.StandingHold(holds) != nil {
			return models.Conflict("error.contract.held", c)
		}
		if reason, err = reasoned(reason); err != nil {
			return err
		}
		for _, table := range []string{"contract_systems", "contract_classes", "contract_params", "contract_holds", "waivers", "level_decisions", "consultations", "parties"} {
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
