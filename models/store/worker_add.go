package store

import (
	"strconv"
	"strings"

	"chigiri/models"
)

// joining is a list of people on their way onto a party's roster. What there is of
// them already is looked up once for all, and what is made is written at once.
type joining struct {
	t       *tx
	party   models.Party
	asked   []string           // meetings to come to which the party was asked
	byID    map[string]userRow // accounts the lines name
	byLogin map[string]userRow // accounts under the lines' addresses, be they anybody's
	on      map[string]bool    // accounts on the roster
	users   []userRow          // to be made
	rows    []workerRow
	events  []models.Event
}

// addWorkers enters people into a party's roster, all or none.
func (t *tx) addWorkers(p models.Party, lines []models.WorkerInput, f models.WorkerFacts) ([]models.Worker, error) {
	j := joining{t: t, party: p}
	var problems models.Problems
	at := func(i int, err error) error {
		wrong := models.Invalid(err)
		if wrong == nil {
			return err
		}
		for _, q := range wrong.Problems {
			q.Field = strings.TrimSuffix("lines."+strconv.Itoa(i)+"."+q.Field, ".")
			problems = append(problems, q)
		}
		return nil
	}
	clean, good := make([]models.WorkerInput, len(lines)), make([]bool, len(lines))
	for i, in := range lines {
		var err error
		clean[i], err = cleanWorker(in, f)
		good[i] = err == nil
		if err := at(i, err); err != nil {
			return nil, err
		}
	}
	if err := j.look(clean); err != nil {
		return nil, err
	}
	made := make([]models.Worker, 0, len(lines))
	for i, in := range clean {
		if !good[i] {
			continue
		}
		w, err := j.takeUp(in)
		if err := at(i, err); err != nil {
			return nil, err
		}
		made = append(made, w)
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return made, j.enter()
}

// look finds what there is already.
func (j *joining) look(lines []models.WorkerInput) error {
	j.byID, j.byLogin, j.on = map[string]userRow{}, map[string]userRow{}, map[string]bool{}
	ids, logins := make([]string, 0, len(lines)), make([]string, 0, len(lines))
	for _, in := range lines {
		ids, logins = append(ids, in.UserID), append(logins, in.Mail)
	}
	var users []userRow
	if err := j.t.db.Where("id IN ? OR login IN ?", distinct(ids), distinct(logins)).Find(&users).Error; err != nil {
		return wrap(err, "users")
	}
	for _, u := range users {
		j.byID[u.ID], j.byLogin[u.Login] = u, u
	}
	var on []string
	err := j.t.db.Model(&workerRow{}).Where("party_id = ? AND left_on IS NULL", j.party.ID).Pluck("user_id", &on).Error
	for _, id := range on {
		j.on[id] = true
	}
	if err != nil {
		return wrap(err, "workers")
	}
	j.asked, err = j.t.plannedFor(j.party.ID)
	return err
}

// takeUp takes up one line.
func (j *joining) takeUp(in models.WorkerInput) (models.Worker, error) {
	u, err := j.account(in)
	if err != nil {
		return models.Worker{}, err
	}
	if j.on[u.ID] {
		return models.Worker{}, models.Invalidf("name", "error.roster.twice", in.Name)
	}
	j.on[u.ID] = true
	row := workerRow{
		ID: j.t.id(), ContractID: j.party.ContractID, PartyID: j.party.ID, UserID: u.ID, Name: in.Name, NameKana: in.NameKana, Duty: in.Duty,
		MyNumber: in.MyNumber, Site: in.Site, StartsOn: in.StartsOn, EndsOn: in.EndsOn, Version: 1, CreatedAt: instant{j.t.now},
	}
	j.rows = append(j.rows, row)
	after := workerFields(row)
	if len(j.asked) > 0 {
		after["asked_to"] = j.asked
	}
	j.events = append(j.events, models.Event{
		Kind: models.EventWorkerJoined, Subject: "worker", SubjectID: u.ID, ContractID: j.party.ContractID, After: after,
	})
	w := row.worker()
	w.Login, w.HasAccess = u.Login, u.PasswordHash != ""
	return w, nil
}

// account is the account of a person: the one named, the one the firm has under the
// same address, or a new one without a password, which mail reaches where there is an
// address.
func (j *joining) account(in models.WorkerInput) (userRow, error) {
	ours := func(u userRow) bool { return value(u.VendorID) == j.party.VendorID && u.DisabledAt.IsZero() }
	if in.UserID != "" {
		u, ok := j.byID[in.UserID]
		if !ok || !ours(u) {
			return u, models.Invalidf("user_id", "error.roster.account")
		}
		return u, nil
	}
	login := in.Mail
	if u, ok := j.byLogin[login]; ok && login != "" && ours(u) {
		return u, nil
	} else if ok || !loginShape.MatchString(login) {
		login = "" // nobody's, or somebody else's: this person gets one of their own
	}
	if login == "" {
		var err error
		if login, err = j.t.freshLogin(); err != nil {
			return userRow{}, err
		}
	}
	input := models.UserInput{Login: login, Name: in.Name, Role: models.VendorWorker, VendorID: j.party.VendorID, Mail: in.Mail}
	u := userRow{
		ID: j.t.id(), Login: login, Name: in.Name, Role: string(models.VendorWorker), VendorID: &j.party.VendorID, Mail: pointer(in.Mail),
		Version: 1, CreatedAt: instant{j.t.now},
	}
	j.users = append(j.users, u)
	j.byLogin[login] = u
	j.events = append(j.events, models.Event{Kind: models.EventUserCreated, Subject: "user", SubjectID: u.ID, After: fieldsOf(input)})
	return u, nil
}

// enter writes accounts, lines, places at meetings to come, and events.
func (j *joining) enter() error {
	if len(j.users) > 0 {
		if err := j.t.db.CreateInBatches(&j.users, batch).Error; err != nil {
			return wrap(err, "users")
		}
	}
	if err := j.t.db.CreateInBatches(&j.rows, batch).Error; err != nil {
		return wrap(err, "workers")
	}
	for _, meeting := range j.asked {
		if err := j.t.askNewcomers(meeting, j.rows); err != nil {
			return err
		}
	}
	return j.t.logged(j.events)
}
