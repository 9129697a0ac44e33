package storetest

import (
	"context"
	"testing"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/models/totp"
)

// Password is what people have of whom a test wants no other.
const Password = "蔵の梁に燕が二度かえる年は豊作" // #nosec G101 -- opens tests' databases alone

// Phone is an authenticator app with somebody's one-time codes.
type Phone struct {
	t      testing.TB
	s      *store.Store
	clock  *Clock
	Secret string
	last   int64
}

// Enrol sets somebody's one-time code up through the store's own methods and gives the
// phone that has it. The person is asked for the password; with an empty one they get
// Password by an invitation first.
func Enrol(t testing.TB, s *store.Store, clock *Clock, who models.Actor, password string) *Phone {
	t.Helper()
	ctx := context.Background()
	e := seeder{t: t, s: s}
	if password == "" {
		password = Password
		link, err := s.InviteUser(ctx, models.System(), who.UserID)
		e.check(err)
		e.check(s.UseInvitation(ctx, models.Actor{Address: Address}, link, password))
	}
	setup, err := s.EnrolCode(ctx, who, password)
	e.check(err)
	p := &Phone{t: t, s: s, clock: clock, Secret: setup.Secret}
	e.check(s.ConfirmCode(ctx, who, p.Code()))
	return p
}

// Code is a code that was not given before; the clock moves on to the next one when
// the present one was.
func (p *Phone) Code() string {
	p.t.Helper()
	if totp.Step(p.s.Now()) <= p.last {
		p.clock.Advance(totp.Period)
	}
	p.last = totp.Step(p.s.Now())
	return p.At(0)
}

// At is the code some steps after the present one, or before it.
func (p *Phone) At(steps int64) string {
	p.t.Helper()
	code, err := totp.At(p.Secret, totp.Step(p.s.Now())+steps)
	if err != nil {
		p.t.Fatal(err)
	}
	return code
}
