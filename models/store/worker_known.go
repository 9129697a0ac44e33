package store

import "chigiri/models"

// workerKnown reads what is known of the person behind a line of a roster.
func (t *tx) workerKnown(row workerRow) (k models.WorkerKnown, err error) {
	var found struct {
		Name, Mail    string
		Access, Acted bool
	}
	err = t.db.Raw(`SELECT u.name, COALESCE(u.mail, '') AS mail, u.password_hash <> '' AS access,
			EXISTS (SELECT 1 FROM pledges g WHERE g.worker_id = @worker AND g.signed_at IS NOT NULL)
				OR EXISTS (SELECT 1 FROM briefing_attendees a WHERE a.worker_id = @worker AND a.attended_at IS NOT NULL) AS acted
		FROM users u WHERE u.id = @user`, map[string]any{"worker": row.ID, "user": row.UserID}).Scan(&found).Error
	return models.WorkerKnown(found), wrap(err, "worker")
}

// samePerson keeps a line with its person, and the account with the line where nobody
// has signed in by it yet: a name or an address that was mistyped is mended on both.
func (t *tx) samePerson(p models.Party, row workerRow, in models.WorkerInput) error {
	k, err := t.workerKnown(row)
	if err != nil {
		return err
	}
	if err := k.CheckPerson(row.worker(), in); err != nil {
		return err
	}
	if !k.Access {
		if err := t.mendAccount(p, row.UserID, in); err != nil {
			return err
		}
	}
	if models.SearchKey(in.Name) != models.SearchKey(row.Name) {
		return t.endPledges(t.db.Where("worker_id = ?", row.ID), "name")
	}
	return nil
}

// mendAccount puts what a line says of its person into an account of the firm's without a
// password. Links that were mailed to another address no longer work.
func (t *tx) mendAccount(p models.Party, userID string, in models.WorkerInput) error {
	house := t.asHouse()
	old, err := house.user("id = ?", userID)
	if err != nil || old.VendorID != p.VendorID || old.Role != models.VendorWorker {
		return err
	}
	was := models.UserInput{Login: old.Login, Name: old.Name, Role: old.Role, VendorID: old.VendorID, Mail: old.Mail, Post: old.Post}
	now := was
	now.Name = in.Name
	if in.Mail != "" {
		now.Mail = in.Mail
	}
	before, after := changes(fieldsOf(was), fieldsOf(now))
	if len(after) == 0 {
		return nil
	}
	if _, err := house.saveUser(old, map[string]any{"name": now.Name, "mail": pointer(now.Mail)}); err != nil {
		return err
	}
	if now.Mail != old.Mail {
		if err := t.endInvitations("user_id = ? AND mail_id IS NOT NULL", userID); err != nil {
			return err
		}
	}
	return t.event(models.Event{Kind: models.EventUserUpdated, Subject: "user", SubjectID: userID, Before: before, After: after})
}
