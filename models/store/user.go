package store

import (
	"context"
	"strings"

	"gorm.io/gorm"

	"chigiri/models"
)

type userRow struct {
	ID           string
	Login        string
	Name         string
	Role         string
	DivisionID   *string
	VendorID     *string
	PasswordHash string
	Lang         string
	Mail         *string
	Post         string
	DisabledAt   instant
	ErasedAt     instant
	LastSeenAt   instant
	Version      int
	CreatedAt    instant
}

func (userRow) TableName() string { return "users" }

// UserList is one page of accounts.
type UserList struct {
	Rows  []models.User `json:"rows"`
	Next  string        `json:"next,omitempty"`
	Total int           `json:"total"`
}

// Users lists accounts by login; text narrows by login or name.
func (s *Store) Users(ctx context.Context, actor models.Actor, text, after string) (list UserList, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		if !models.CanSeeUsers(actor) {
			return models.Denied("error.denied.users")
		}
		db := t.db.Table("users")
		for _, w := range strings.Fields(text) {
			like := "%" + likeEscape.Replace(strings.ToLower(w)) + "%"
			db = db.Where(`LOWER(login) LIKE ? ESCAPE '\' OR LOWER(name) LIKE ? ESCAPE '\'`, like, like)
		}
		db = db.Session(&gorm.Session{})
		var total int64
		if err := db.Count(&total).Error; err != nil {
			return wrap(err, "users")
		}
		p := page{after: after, by: []sortKey{{column: "login"}}}
		var rows []userRow
		if err := p.find(db, &rows); err != nil {
			return err
		}
		rows, next := cut(p, rows, func(r userRow) []any { return []any{r.Login} })
		list.Next, list.Total = next, int(total)
		list.Rows, err = t.users(rows)
		return err
	})
	return list, err
}

// User gives one account.
func (s *Store) User(ctx context.Context, actor models.Actor, id string) (u models.User, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		u, err = t.user("id = ?", id)
		return err
	})
	return u, err
}

// UserByLogin gives one account by its sign-in name.
func (s *Store) UserByLogin(ctx context.Context, actor models.Actor, login string) (u models.User, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		u, err = t.user("login = ?", foldLogin(login))
		return err
	})
	return u, err
}

// user reads one account the actor may see: the administrator's, or one's own.
func (t *tx) user(condition string, arg any) (models.User, error) {
	db := t.db.Where(condition, arg)
	if !models.CanSeeUsers(t.actor) {
		db = db.Where("id = ?", t.actor.UserID)
	}
	var row userRow
	if err := t.first(db, &row, "user"); err != nil {
		return models.User{}, err
	}
	list, err := t.users([]userRow{row})
	if err != nil {
		return models.User{}, err
	}
	return list[0], nil
}

// users turns rows into accounts with the names of their divisions and vendors.
func (t *tx) users(rows []userRow) ([]models.User, error) {
	divisions, err := t.divisionNamesToday()
	if err != nil {
		return nil, err
	}
	var vendorIDs []string
	for _, r := range rows {
		if r.VendorID != nil {
			vendorIDs = append(vendorIDs, *r.VendorID)
		}
	}
	var vendors []vendorRow
	if len(vendorIDs) > 0 {
		if err := t.db.Select("id", "name").Where("id IN ?", vendorIDs).Find(&vendors).Error; err != nil {
			return nil, wrap(err, "users")
		}
	}
	names := map[string]string{}
	for _, v := range vendors {
		names[v.ID] = v.Name
	}
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	codes, err := t.coded(ids)
	if err != nil {
		return nil, err
	}
	known := map[string]bool{}
	for _, r := range rows {
		known[r.ID] = r.PasswordHash != ""
	}
	invited, err := t.invitations(known)
	if err != nil {
		return nil, err
	}
	list := make([]models.User, len(rows))
	for i, r := range rows {
		u := r.user()
		u.HasCode, u.Invitation = codes[r.ID], invited[r.ID]
		u.Division, u.Vendor = divisions[u.DivisionID], names[u.VendorID]
		list[i] = u
	}
	return list, nil
}

func (r userRow) user() models.User {
	return models.User{
		ID: r.ID, Login: r.Login, Name: r.Name, Role: models.Role(r.Role), DivisionID: value(r.DivisionID), VendorID: value(r.VendorID),
		Mail: value(r.Mail), Post: r.Post, Lang: r.Lang, Disabled: !r.DisabledAt.IsZero(), Erased: !r.ErasedAt.IsZero(), HasSecret: r.PasswordHash != "", Version: r.Version,
		CreatedAt: r.CreatedAt.Time, LastSeenAt: r.LastSeenAt.Time,
	}
}

// actorOf is the account at a door.
func (r userRow) actor(address, session string) models.Actor {
	return models.Actor{
		UserID: r.ID, Name: r.Name, Role: models.Role(r.Role), DivisionID: value(r.DivisionID), VendorID: value(r.VendorID),
		Lang: r.Lang, Address: address, SessionID: session,
	}
}

// value and pointer go between a column that may be NULL and a text that may be
// empty.
func value(p *string) string {
	if p == nil {
		return ""
	}
	return *p
}

func pointer(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
