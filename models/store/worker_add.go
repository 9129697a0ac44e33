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
	byID    map[string]userRow // the firm's accounts the lines name
	byLogin map[string]userRow // the firm's accounts under the lines' addresses
	byMail  map[string]userRow // the firm's accounts that mail reaches there
	named   map[string]bool    // people without an address, by what tells them apart
	on      map[string]bool    // accounts on the roster
	users   []userRow          // to be made
	rows    []workerRow
	made    []models.Worker // of the rows
	events  []models.Event
}

// joining takes up people for a party's roster, all or none; what is wrong is told of
// every line.
func (t *tx) joining(d *dossier, p models.Party, lines []models.WorkerInput) (*joining, error) {
	if err := models.CheckRoster(t.actor, d.contract(), p); err != nil {
		return nil, err
	}
	if len(lines) == 0 || len(lines) > maxLines {
		return nil, models.Invalidf("lines", "error.roster.lines", len(lines), maxLines)
	}
	f, err := t.workerFacts(d, p)
	if err != nil {
		return nil, err
	}
	j := &joining{t: t, party: p}
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
	for i, in := range clean {
		if !good[i] {
			continue
		}
		w, err := j.takeUp(in)
		if err := at(i, err); err != nil {
			return nil, err
		}
		j.made = append(j.made, w)
	}
	return j, problems.Err()
}

// look finds what there is already.
func (j *joining) look(lines []models.WorkerInput) error {
	j.byID, j.byLogin, j.byMail = map[string]userRow{}, map[string]userRow{}, map[string]userRow{}
	j.on, j.named = map[string]bool{}, map[string]bool{}
	ids, logins := make([]string, 0, len(lines)), make([]string, 0, len(lines))
	for _, in := range lines {
		ids, logins = append(ids, in.UserID), append(logins, in.Mail)
	}
	var users []userRow
	err := j.t.db.Where("vendor_id = ? AND (id IN ? OR login IN ? OR LOWER(mail) IN ?)", j.party.VendorID, distinct(ids), distinct(logins), distinct(logins)).
		Order("id DESC").Find(&users).Error
	if err != nil {
		return wrap(err, "users")
	}
	for _, u := range users { // of several under one address the oldest counts
		j.byID[u.ID], j.byLogin[u.Login] = u, u
		if j.ours(u) && value(u.Mail) != "" {
			j.byMail[strings.ToLower(value(u.Mail))] = u
		}
	}
	var on []workerRow
	err = j.t.db.Where("party_id = ? AND left_on IS NULL", j.party.ID).Select("user_id, name, name_kana, duty, site").Find(&on).Error
	for _, w := range on {
		j.on[w.UserID] = true
		j.named[tellsApart(w.Name, w.NameKana, w.Duty, w.Site)] = true
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
		MyNumber: in.MyNumber, Site: in.Site, StartsOn: in.StartsOn, EndsOn: in.EndsOn, Version: 1, CreatedAt: instant{j.t.now}, FiledAt: instant{j.t.now},
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
	w.Login, w.HasAccess, w.HasMail = u.Login, u.PasswordHash != "", value(u.Mail) != ""
	return w, nil
}

// ours says whether an account is one of the party's firm that may sign in.
func (j *joining) ours(u userRow) bool {
	return value(u.VendorID) == j.party.VendorID && u.DisabledAt.IsZero()
}

// known is the account of a person that there is already: the one named, or the one the
// firm has under the same address, be it the name to sign in by or where mail goes. An
// address that another person of the firm has is refused.
func (j *joining) known(in models.WorkerInput) (userRow, bool, error) {
	if in.UserID != "" {
		u, ok := j.byID[in.UserID]
		if !ok || !j.ours(u) {
			return u, false, models.Invalidf("user_id", "error.roster.account")
		}
		if models.SearchKey(u.Name) != models.SearchKey(in.Name) {
			return u, false, models.Invalidf("name", "error.roster.account_name", u.Name)
		}
		return u, true, nil
	}
	if in.Mail == "" {
		return userRow{}, false, nil
	}
	u, ok := j.byLogin[in.Mail]
	if !ok || !j.ours(u) {
		u, ok = j.byMail[in.Mail]
	}
	if ok && models.SearchKey(u.Name) != models.SearchKey(in.Name) {
		return u, false, models.Invalidf("mail", "error.roster.mail_other", u.Name)
	}
	return u, ok, nil
}

// account is the account of a person: the known one, or a new one without a password,
// which mail reaches where there is an address.
func (j *joining) account(in models.WorkerInput) (userRow, error) {
	if u, ok, err := j.known(in); ok || err != nil {
		return u, err
	}
	if err := j.apart(in); err != nil {
		return userRow{}, err
	}
	login, err := j.login(in.Mail)
	if err != nil {
		return userRow{}, err
	}
	input := models.UserInput{Login: login, Name: in.Name, Role: models.VendorWorker, VendorID: j.party.VendorID, Mail: in.Mail}
	u := userRow{
		ID: j.t.id(), Login: login, Name: in.Name, Role: string(models.VendorWorker), VendorID: &j.party.VendorID, Mail: pointer(in.Mail),
		Version: 1, CreatedAt: instant{j.t.now},
	}
	j.users = append(j.users, u)
	j.byLogin[login] = u
	if in.Mail != "" {
		j.byMail[in.Mail] = u
	}
	j.events = append(j.events, models.Event{Kind: models.EventUserCreated, Subject: "user", SubjectID: u.ID, After: fieldsOf(input)})
	return u, nil
}

// login is a name to sign in by for somebody new. It is always made up, as a lead's is:
// whether an address is somebody's login elsewhere is nobody's to learn by trying, nor to
// take.
func (j *joining) login(mail string) (string, error) {
	for {
		login, err := j.t.loginLike(mail)
		if _, taken := j.byLogin[login]; !taken || err != nil {
			return login, err
		}
	}
}

// apart refuses a second line for a person without an address who cannot be told from
// the first: two accounts of one person would both owe a pledge.
func (j *joining) apart(in models.WorkerInput) error {
	if in.Mail != "" {
		return nil
	}
	key := tellsApart(in.Name, in.NameKana, in.Duty, in.Site)
	if j.named[key] {
		return models.Invalidf("name", "error.roster.same_name", in.Name)
	}
	j.named[key] = true
	return nil
}

func tellsApart(name, kana, duty, site string) string {
	return strings.Join([]string{models.SearchKey(name), models.SearchKey(kana), duty, site}, "\n")
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
