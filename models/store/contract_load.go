package store

import (
	"slices"

	"chigiri/models"
)

// loader reads what belongs to a batch of contracts, a table at a time.
type loader struct {
	t   *tx
	ids []string
	by  map[string]*dossier
}

func (l *loader) load(list []*dossier) error {
	for _, d := range list {
		e, err := l.t.edition(d.row.EditionID)
		if err != nil {
			return err
		}
		d.edition = e
	}
	for _, step := range []func() error{l.classes, l.systems, l.links, l.divisions, l.vendors, l.params, l.waivers, l.decisions, l.consultations, l.tallies} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (l *loader) classes() error {
	var rows []contractClassRow
	if err := l.t.db.Where("contract_id IN ?", l.ids).Order("contract_id").Order("class_id").Find(&rows).Error; err != nil {
		return wrap(err, "contract classes")
	}
	for _, r := range rows {
		d := l.by[r.ContractID]
		d.classes = append(d.classes, r.ClassID)
	}
	return nil
}

// systems reads the systems with the data classes they hold.
func (l *loader) systems() error {
	var rows []struct {
		ContractID, SystemID, Code, Name, NameKana, DivisionID string
		Zone                                                   models.Zone
		Level                                                  int
	}
	err := l.t.db.Table("contract_systems").Joins("JOIN systems ON systems.id = contract_systems.system_id").
		Select("contract_systems.contract_id, systems.id AS system_id, systems.code, systems.name, systems.name_kana, systems.division_id, systems.zone, systems.level").
		Where("contract_systems.contract_id IN ?", l.ids).Order("contract_systems.contract_id").Order("contract_systems.position").Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return wrap(err, "contract systems")
	}
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.SystemID
	}
	var held []struct{ SystemID, ClassID string }
	err = l.t.db.Table("system_classes").Where("system_id IN ?", distinct(ids)).Order("system_id").Order("class_id").Find(&held).Error
	if err != nil {
		return wrap(err, "system classes")
	}
	classes := map[string][]string{}
	for _, h := range held {
		classes[h.SystemID] = append(classes[h.SystemID], h.ClassID)
	}
	for _, r := range rows {
		s := models.InfoSystem{ID: r.SystemID, Level: models.Level(r.Level)}
		s.Code, s.Name, s.NameKana, s.DivisionID, s.Zone, s.Classes = r.Code, r.Name, r.NameKana, r.DivisionID, r.Zone, classes[r.SystemID]
		d := l.by[r.ContractID]
		d.systems = append(d.systems, s)
	}
	return nil
}

// links reads the names of the systems each system is linked with, either way.
func (l *loader) links() error {
	var ids []string
	for _, d := range l.by {
		for _, s := range d.systems {
			ids = append(ids, s.ID)
		}
	}
	if ids = distinct(ids); len(ids) == 0 {
		return nil
	}
	slices.Sort(ids)
	var rows []struct{ Here, Name string }
	err := l.t.db.Raw(`SELECT l.from_id AS here, s.name AS name FROM system_links l JOIN systems s ON s.id = l.to_id WHERE l.from_id IN ?
		UNION SELECT l.to_id, s.name FROM system_links l JOIN systems s ON s.id = l.from_id WHERE l.to_id IN ?`, ids, ids).Scan(&rows).Error
	if err != nil {
		return wrap(err, "system links")
	}
	linked := map[string][]string{}
	for _, r := range rows {
		linked[r.Here] = append(linked[r.Here], r.Name)
	}
	for _, names := range linked {
		slices.Sort(names) // by code point: no engine's own order gets into a hash
	}
	for _, d := range l.by {
		d.linked = linked
		for i, s := range d.systems {
			d.systems[i].Linked = linked[s.ID]
		}
	}
	return nil
}

func (l *loader) divisions() error {
	var ids []string
	for _, d := range l.by {
		ids = append(ids, d.row.DivisionID)
		for _, s := range d.systems {
			ids = append(ids, s.DivisionID)
		}
	}
	names, err := l.t.divisionNames(l.t.db.Where("division_id IN ?", distinct(ids)))
	if err != nil {
		return err
	}
	today := l.t.today()
	for _, d := range l.by {
		d.division = models.Division{ID: d.row.DivisionID, Names: names[d.row.DivisionID]}
		d.division.Name = d.division.NameOn(today)
		for i, s := range d.systems {
			d.systems[i].Division = models.Division{Names: names[s.DivisionID]}.NameOn(today)
		}
	}
	return nil
}

func (l *loader) vendors() error {
	var ids []string
	for _, d := range l.by {
		ids = append(ids, value(d.row.VendorID))
	}
	if ids = distinct(ids); len(ids) == 0 {
		return nil
	}
	var rows []vendorRow
	if err := l.t.db.Where("id IN ?", ids).Find(&rows).Error; err != nil {
		return wrap(err, "vendors")
	}
	var names []vendorNameRow
	if err := l.t.db.Where("vendor_id IN ?", ids).Order("vendor_id").Order("valid_from").Find(&names).Error; err != nil {
		return wrap(err, "vendor names")
	}
	vendors := map[string]*models.Vendor{}
	for _, r := range rows {
		v := r.vendor()
		vendors[r.ID] = &v
	}
	for _, n := range names {
		if v := vendors[n.VendorID]; v != nil {
			v.Names = append(v.Names, models.VendorName{Name: n.Name, From: n.ValidFrom, To: n.ValidTo})
		}
	}
	for _, d := range l.by {
		d.vendor = vendors[value(d.row.VendorID)]
	}
	return nil
}

func (l *loader) params() error {
	var rows []paramRow
	err := l.t.db.Where("contract_id IN ?", l.ids).Order("contract_id").Order("obligation").Order("param").Find(&rows).Error
	for _, r := range rows {
		d := l.by[r.ContractID]
		d.params = append(d.params, r)
	}
	return wrap(err, "stricter values")
}

func (l *loader) waivers() error {
	var rows []waiverRow
	err := l.t.db.Where("contract_id IN ?", l.ids).Order("id").Find(&rows).Error
	for _, r := range rows {
		d := l.by[r.ContractID]
		d.waivers = append(d.waivers, r)
	}
	return wrap(err, "waivers")
}

func (l *loader) decisions() error {
	var rows []decisionRow
	err := l.t.db.Where("contract_id IN ?", l.ids).Order("id").Find(&rows).Error
	for _, r := range rows {
		d := l.by[r.ContractID]
		d.decisions = append(d.decisions, r)
	}
	return wrap(err, "level decisions")
}

func (l *loader) consultations() error {
	var rows []consultationRow
	err := l.t.db.Where("contract_id IN ?", l.ids).Order("id DESC").Find(&rows).Error
	for _, r := range rows {
		d := l.by[r.ContractID]
		d.consultations = append(d.consultations, r)
	}
	return wrap(err, "consultations")
}

func (l *loader) tallies() error {
	all, err := l.t.tallies(l.ids)
	for id, tallies := range all {
		l.by[id].tallies = tallies
	}
	return err
}
