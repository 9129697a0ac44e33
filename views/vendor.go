package views

import "chigiri/models"

// VendorForm is the form of a vendor as it was typed.
type VendorForm struct {
	CorporateNumber string `form:"corporate_number" json:"corporate_number"`
	Name            string `form:"name" json:"name"`
	NameKana        string `form:"name_kana" json:"name_kana"`
	NameEN          string `form:"name_en" json:"name_en"`
	Address         string `form:"address" json:"address"`
	RepTitle        string `form:"rep_title" json:"rep_title"`
	Representative  string `form:"representative" json:"representative"`
	Phone           string `form:"phone" json:"phone"`
	Email           string `form:"email" json:"email"`
	Version         int    `form:"version" json:"version"`
}

// Input reads the form. Nothing in it can be misread; what the words mean is the
// store's to check.
func (f VendorForm) Input() models.VendorInput {
	return models.VendorInput{
		CorporateNumber: f.CorporateNumber, Name: f.Name, NameKana: f.NameKana, NameEN: f.NameEN, Address: f.Address,
		RepTitle: f.RepTitle, Representative: f.Representative, Phone: f.Phone, Email: f.Email,
	}
}

// VendorFormOf fills the form with a vendor as it stands.
func VendorFormOf(v models.Vendor) VendorForm {
	return VendorForm{
		CorporateNumber: v.CorporateNumber, Name: v.Name, NameKana: v.NameKana, NameEN: v.NameEN, Address: v.Address,
		RepTitle: v.RepTitle, Representative: v.Representative, Phone: v.Phone, Email: v.Email, Version: v.Version,
	}
}

// VendorDifferences are the fields in which what is saved and what was typed
// differ.
func VendorDifferences(b Base, theirs, mine VendorForm) []Difference {
	return differences(b, []Difference{
		{"vendor.corporate_number", theirs.CorporateNumber, mine.CorporateNumber},
		{"vendor.name", theirs.Name, mine.Name},
		{"vendor.name_kana", theirs.NameKana, mine.NameKana},
		{"vendor.name_en", theirs.NameEN, mine.NameEN},
		{"vendor.address", theirs.Address, mine.Address},
		{"vendor.rep_title", theirs.RepTitle, mine.RepTitle},
		{"vendor.representative", theirs.Representative, mine.Representative},
		{"vendor.phone", theirs.Phone, mine.Phone},
		{"vendor.email", theirs.Email, mine.Email},
	})
}

// vendorTrail leads back to the register for those who may open it.
func vendorTrail(b Base, more ...Crumb) []Crumb {
	if b.Is(models.VendorLead) {
		return nil
	}
	return append([]Crumb{{b.T("nav.vendors"), "/vendors"}}, more...)
}
