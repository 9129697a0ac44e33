package store

import (
	"context"
	"errors"
	"fmt"
)

// GrantPortal gives another role of PostgreSQL what the portal needs and no more:
// that role cannot alter the log, whatever becomes of the portal itself. It is asked
// by the owner of the tables after every Migrate, for tables of later steps are not
// the role's until then. A role that could take back what it is denied is refused.
func (s *Store) GrantPortal(ctx context.Context, role string) error {
	if s.engine != Postgres {
		return errors.New("store: roles are PostgreSQL's: a SQLite file belongs to whoever may write it")
	}
	var found []struct{ Super, Owner, Creates bool }
	err := s.db.WithContext(ctx).Raw(`SELECT rolsuper AS super, pg_has_role(oid, current_user, 'MEMBER') AS owner, rolcreaterole AS creates
		FROM pg_roles WHERE rolname = ?`, role).Scan(&found).Error
	switch {
	case err != nil:
		return fmt.Errorf("store: role: %w", err)
	case len(found) == 0:
		return fmt.Errorf("store: there is no role %q: make it first (CREATE ROLE %s LOGIN PASSWORD …)", role, role)
	case found[0].Super || found[0].Creates:
		return fmt.Errorf("store: the role %q rules over roles itself and cannot be kept from the log: take SUPERUSER and CREATEROLE from it", role)
	case found[0].Owner:
		return fmt.Errorf("store: the role %q is the owner of the tables, or a member of it, and cannot be kept from the log: migrate as another role", role)
	}
	if err := s.db.WithContext(ctx).Exec("SELECT grant_portal(?)", role).Error; err != nil {
		return fmt.Errorf("store: grant to %q: %w", role, err)
	}
	return nil
}
