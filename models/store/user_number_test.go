package store_test

import (
	"testing"

	"chigiri/models"
)

func TestAddressesHoldNoMyNumber(t *testing.T) {
	// Proves that a My Number is refused as a sign-in name and as an address of mail, by
	// the administrator's form and by the roster's, where the address becomes the name.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		line := c.line("従事 六郎")
		line.Mail = "123456789018@example.jp"
		_, err := o.AddWorkers(bg, c.boss, c.prime.ID, []models.WorkerInput{line})
		wantProblem(t, err, "lines.0.mail", "error.mynumber")
		for field, in := range map[string]models.UserInput{
			"login": {Login: "123456789018", Name: "名", Role: models.Admin},
			"mail":  {Login: "plain", Name: "名", Role: models.Admin, Mail: "123456789018@example.jp"},
		} {
			_, _, err := o.CreateUser(bg, o.admin, in)
			wantProblem(t, err, field, "error.mynumber")
		}
		if found := find(t, o.Store, []string{"\"123456789018"}); len(found) > 0 {
			t.Errorf("the number stands in %v", found)
		}
	})
}
