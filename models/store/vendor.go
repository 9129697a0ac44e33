package store

import (
	"context"
	"errors"

	"gorm.io/gorm"

	"chigiri/models"
)

type vendorRow struct {
	ID              string
	CorporateNumber string
	Name            string
	NameKana        string
	NameEN          string `gorm:"column:name_en"`
	Address         string
	RepTitle        string
	Representative  string
	Phone           string
	Email           string
	SearchKey       string
	SortKey         string
	Version         int
	CreatedAt       instant
	UpdatedAt       instant
}

func (vendorRow) TableName() string { return "vendors" }

// VendorQuery narrows the register of vendors.
type VendorQuery struct {
	Text  string // words of name, reading, English name or number; all must be there
	After string // cursor of the page before
	Limit int    // 1 to 200, default 50
}

// VendorList is one page of the register.
type VendorList struct {
	Rows  []models.Vendor `json:"rows"`
	Next  string          `json:"next,omitempty"`
	Total int             `json:"total"`
}

// Vendors lists vendors by reading. Their earlier names are not filled in.
func (s *Store) Vendors(ctx context.Context, actor models.Actor, q VendorQuery) (list VendorList, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		if !models.CanSeeVendors(actor) {
			return models.Denied("error.denied.vendors")
		}
		query := matching(t.vendorsSeen().Table("vendors"), "search_key", q.Text).Session(&gorm.Session{})
		var total int64
		if err := query.Count(&total).Error; err != nil {
			return wrap(err, "vendors")
		}
		p := page{after: q.After, limit: q.Limit, by: []sortKey{{column: "sort_key"}, {column: "id"}}}
		var rows []vendorRow
		if err := p.find(query, &rows); err != nil {
			return err
		}
		rows, next := cut(p, rows, func(r vendorRow) []any { return []any{r.SortKey, r.ID} })
		list = VendorList{Rows: make([]models.Vendor, len(rows)), Next: next, Total: int(total)}
		ids := make([]string, len(rows))
		for i, r := range rows {
			list.Rows[i], ids[i] = r.vendor(), r.ID
		}
		return t.countContracts(list.Rows, ids)
	})
	return list, err
}

// Vendor gives one vendor with all its names.
func (s *Store) Vendor(ctx context.Context, actor models.Actor, id string) (v models.Vendor, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		v, err = t.vendor(id)
		return err
	})
	return v, err
}

// CreateVendor adds a vendor to the register. Its corporate number is verified and
// belongs to one vendor only.
func (s *Store) CreateVendor(ctx context.Context, actor models.Actor, in models.VendorInput) (v models.Vendor, err error) {
	err = s.write(ctx, actor, func(t *tx) error {
		if !models.CanEditVendors(actor) {
			return models.Denied("error.denied.vendors")
		}
		in, err := t.cleanVendor(in, "")
		if err != nil {
			return err
		}
		id, err := t.addVendor(in)
		if err != nil {
			return err
		}
		v, err = t.vendor(id)
		return err
	})
	return v, err
}

// addVendor enters a clean input into the register and gives the vendor's id.
func (t *tx) addVendor(in models.VendorInput) (string, error) {
	row := newVendorRow(in)
	row.ID, row.Version, row.CreatedAt, row.UpdatedAt = t.id(), 1, instant{t.now}, instant{t.now}
	if err := t.db.Create(&row).Error; err != nil {
		return "", wrap(err, "vendor")
	}
	if err := t.addVendorName(row.ID, in.Name); err != nil {
		return "", err
	}
	return row.ID, t.event(models.Event{Kind: models.EventVendorCreated, Subject: "vendor", SubjectID: row.ID, After: fieldsOf(in)})
}

// UpdateVendor changes a vendor seen at a version. A change of name keeps the old
// one with its days.
func (s *Store) UpdateVendor(ctx context.Context, actor models.Actor, id string, version int, in models.VendorInput) (v models.Vendor, err error) {
	err = s.write(ctx, actor, func(t *tx) error {
		old, err := t.vendor(id)
		switch {
		case err != nil:
			return err
		case !models.CanEditVendors(actor):
			return models.Denied("error.denied.vendors")
		case old.Version != version:
			return models.Conflict("error.conflict", old)
		}
		if in, err = t.cleanVendor(in, id); err != nil {
			return err
		}
		was, is := changes(fieldsOf(old.VendorInput), fieldsOf(in))
		if len(is) == 0 {
			v = old
			return nil
		}
		if v, err = t.saveVendor(old, in); err != nil {
			return err
		}
		return t.event(models.Event{Kind: models.EventVendorUpdated, Subject: "vendor", SubjectID: id, Before: was, After: is})
	})
	return v, err
}

func (t *tx) saveVendor(old models.Vendor, in models.VendorInput) (models.Vendor, error) {
	r := newVendorRow(in)
	done, err := t.update("vendors", old.ID, old.Version, map[string]any{
		"corporate_number": r.CorporateNumber, "name": r.Name, "name_kana": r.NameKana, "name_en": r.NameEN,
		"address": r.Address, "rep_title": r.RepTitle, "representative": r.Representative,
		"phone": r.Phone, "email": r.Email, "search_key": r.SearchKey, "sort_key": r.SortKey, "updated_at": instant{t.now},
	})
	if err != nil {
		return old, err
	}
	if done && old.Name != in.Name {
		if err := t.addVendorName(old.ID, in.Name); err != nil {
			return old, err
		}
	}
	now, err := t.vendor(old.ID)
	if err == nil && !done {
		return now, models.Conflict("error.conflict", now)
	}
	if err == nil {
		err = t.recomputeWhere("vendor_id = ?", old.ID)
	}
	return now, err
}

// cleanVendor checks an input; except is the vendor it is about, empty for a new
// one.
func (t *tx) cleanVendor(in models.VendorInput, except string) (models.VendorInput, error) {
	var c cleaner
	if in.CorporateNumber == "" {
		c.problems.Add("corporate_number", "error.required")
	} else if number, err := models.ParseCorporateNumber(in.CorporateNumber); !c.problems.Merge("corporate_number", err) {
		in.CorporateNumber = number
		if err := t.freeNumber(&c, number, except); err != nil {
			return in, err
		}
	}
	c.needed("name", &in.Name, maxName)
	c.line("name_kana", &in.NameKana, maxName)
	c.line("name_en", &in.NameEN, maxName)
	c.line("address", &in.Address, maxLine)
	c.line("rep_title", &in.RepTitle, maxName)
	c.line("representative", &in.Representative, maxName)
	c.line("phone", &in.Phone, maxCode)
	before := len(c.problems)
	if c.line("email", &in.Email, maxName); len(c.problems) == before {
		c.problems.Merge("email", models.CheckEmail("email", in.Email))
	}
	return in, c.problems.Err()
}

// freeNumber notes who already has a corporate number.
func (t *tx) freeNumber(c *cleaner, number, except string) error {
	var holder vendorRow
	err := t.db.Where("corporate_number = ? AND id <> ?", number, except).Take(&holder).Error
	if err == nil {
		c.problems.Add("corporate_number", "error.vendor.number_taken", holder.Name, number)
	}
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil
	}
	return wrap(err, "vendor")
}

func newVendorRow(in models.VendorInput) vendorRow {
	return vendorRow{
		CorporateNumber: in.CorporateNumber, Name: in.Name, NameKana: in.NameKana, NameEN: in.NameEN, Address: in.Address,
		RepTitle: in.RepTitle, Representative: in.Representative, Phone: in.Phone, Email: in.Email,
		SearchKey: searchKey(in.Name, in.NameKana, in.NameEN, in.CorporateNumber), SortKey: sortKeyOf(in.Name, in.NameKana),
	}
}

func (r vendorRow) vendor() models.Vendor {
	return models.Vendor{
		VendorInput: models.VendorInput{
			CorporateNumber: r.CorporateNumber, Name: r.Name, NameKana: r.NameKana, NameEN: r.NameEN, Address: r.Address,
			RepTitle: r.RepTitle, Representative: r.Representative, Phone: r.Phone, Email: r.Email,
		},
		ID: r.ID, Version: r.Version, CreatedAt: r.CreatedAt.Time, UpdatedAt: r.UpdatedAt.Time,
	}
}
