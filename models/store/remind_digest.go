package store

import (
	"encoding/json"
	"slices"
	"time"

	"gorm.io/gorm/clause"

	"chigiri/models"
)

// digest is the list of one person.
type digest struct {
	userID string
	lines  []models.DigestLine
}

// digestsOf puts reminders into lists, one for each person, in the order they come.
func digestsOf(all []models.Reminder, say func(models.Reminder) string) []digest {
	var list []digest
	at := map[string]int{}
	for _, r := range all {
		i, known := at[r.UserID]
		if !known {
			i = len(list)
			at[r.UserID] = i
			list = append(list, digest{userID: r.UserID})
		}
		if len(list[i].lines) < models.MaxDigest {
			list[i].lines = append(list[i].lines, models.DigestLine{Text: cutText(say(r), models.MaxLine), Path: r.Path, Due: r.Due})
		}
	}
	return list
}

// leftDigests says what became of lists: by the accounts' ids.
type leftDigests struct {
	made   []string // a mail of their own
	longer []string // the day's mail had not gone, and has these lines too
	had    []string // the day's mail is gone
	nobody []string // no address, or the account is closed
}

// leaveDigests leaves lists to be mailed not before an instant: a person gets one mail a
// day. Where the day's has not gone yet the lines are put into it.
func (t *tx) leaveDigests(day models.Date, notBefore time.Time, all []digest) (left leftDigests, err error) {
	for part := range slices.Chunk(all, batch) {
		var rows []mailRow
		if rows, err = t.newDigests(&left, day, notBefore, part); err != nil {
			return left, err
		}
		if len(rows) == 0 {
			continue
		}
		if err := t.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&rows).Error; err != nil {
			return left, wrap(err, "mails")
		}
		for _, r := range rows {
			left.made = append(left.made, value(r.ToUserID))
		}
	}
	return left, nil
}

// newDigests are the mails to be made; who has the day's already is seen to.
func (t *tx) newDigests(left *leftDigests, day models.Date, notBefore time.Time, part []digest) ([]mailRow, error) {
	ids := make([]string, len(part))
	for i, d := range part {
		ids[i] = d.userID
	}
	var users []userRow
	err := t.db.Select("id", "mail", "lang").Where("id IN ? AND disabled_at IS NULL AND mail IS NOT NULL", ids).Find(&users).Error
	if err != nil {
		return nil, wrap(err, "users")
	}
	var there []mailRow
	if err := t.db.Where("kind = ? AND day = ? AND to_user_id IN ?", models.MailDigest, day, ids).Find(&there).Error; err != nil {
		return nil, wrap(err, "mails")
	}
	var rows []mailRow
	for _, d := range part {
		u := slices.IndexFunc(users, func(u userRow) bool { return u.ID == d.userID })
		if u < 0 || models.CheckMailAddress("mail", value(users[u].Mail)) != nil {
			left.nobody = append(left.nobody, d.userID)
			continue
		}
		if m := slices.IndexFunc(there, func(r mailRow) bool { return value(r.ToUserID) == d.userID }); m >= 0 {
			if err := t.lengthen(left, there[m], d); err != nil {
				return nil, err
			}
			continue
		}
		lines, err := models.CleanDigest(d.lines)
		if err != nil {
			return nil, err
		}
		row, err := t.mailRow(newMail{
			kind: models.MailDigest, toUser: d.userID, toAddress: value(users[u].Mail), lang: users[u].Lang, subject: "user", subjectID: d.userID,
			day: day, data: lines, notBefore: notBefore,
		})
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// lengthen puts lines into a mail that has not gone.
func (t *tx) lengthen(left *leftDigests, mail mailRow, d digest) error {
	var lines []models.DigestLine
	if mail.State != string(models.MailWaiting) {
		left.had = append(left.had, d.userID)
		return nil
	}
	if err := json.Unmarshal([]byte(mail.Data), &lines); err != nil {
		return wrap(err, "mail")
	}
	for _, l := range d.lines {
		same := func(m models.DigestLine) bool { return m.Path == l.Path && m.Text == l.Text }
		if len(lines) < models.MaxDigest && !slices.ContainsFunc(lines, same) {
			lines = append(lines, l)
		}
	}
	lines, err := models.CleanDigest(lines)
	if err != nil {
		return err
	}
	data, err := json.Marshal(lines)
	if err != nil {
		return wrap(err, "mail")
	}
	r := t.db.Table("mails").Where("id = ? AND state = ?", mail.ID, models.MailWaiting).Update("data", string(data))
	if r.RowsAffected == 0 {
		left.had = append(left.had, d.userID)
	} else {
		left.longer = append(left.longer, d.userID)
	}
	return wrap(r.Error, "mail")
}
