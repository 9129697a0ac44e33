package handlers

import (
	"context"
	"time"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/views"
	"chigiri/views/i18n"
)

// LogTwin is one page of the log as a program gets it.
type LogTwin struct {
	models.LogPage
	Alarm *store.Alarm `json:"alarm,omitempty"`
}

func logPage(title string, twin any) views.Page {
	return views.Page{Title: title, Nav: "log", Twin: twin}
}

// logLines is how many events a page shows to people unless they ask for more: it
// keeps the page light.
const logLines = 30

// logQuery reads the address of the log; what is wrong in it is named at its field.
// A person is looked for among the accounts by those who may see them.
func (h *Handlers) logQuery(c echo.Context) (f views.LogFilter, q store.EventQuery, err error) {
	f = views.LogFilter{
		Person: c.QueryParam("person"), Actor: c.QueryParam("actor"), Subject: c.QueryParam("subject"), SubjectID: c.QueryParam("subject_id"),
		Contract: c.QueryParam("contract"), Kind: c.QueryParam("kind"), From: c.QueryParam("from"), To: c.QueryParam("to"), After: c.QueryParam("after"),
	}
	var p models.Problems
	q = store.EventQuery{
		Actor: f.Actor, Subject: f.Subject, SubjectID: f.SubjectID, ContractID: f.Contract, Kind: models.EventKind(f.Kind), After: f.After,
		Limit: queryNumber(&p, c, "limit"),
	}
	if q.Limit == 0 && !wantsJSON(c) {
		q.Limit = logLines
	}
	q.From = queryDay(&p, "from", f.From)
	q.To = queryDay(&p, "to", f.To)
	if err := h.findPerson(c, &f, &q, &p); err != nil {
		return f, q, err
	}
	return f, q, p.Err()
}

// queryDay reads a date of an address as it is typed.
func queryDay(p *models.Problems, field, text string) models.Date {
	d, err := models.ParseDate(text)
	if err != nil {
		p.Merge(field, err)
	}
	return d
}

// findPerson turns a name or login into the one person it means.
func (h *Handlers) findPerson(c echo.Context, f *views.LogFilter, q *store.EventQuery, p *models.Problems) error {
	if f.Person == "" {
		return nil
	}
	if !models.CanSeeUsers(actor(c)) {
		p.Add("person", "error.log.person.denied")
		return nil
	}
	list, err := h.store.Users(c.Request().Context(), actor(c), f.Person, "")
	switch {
	case err != nil:
		return err
	case len(list.Rows) == 0:
		p.Add("person", "error.log.person.none", f.Person)
	case len(list.Rows) == 1:
		f.Actor, q.Actor = list.Rows[0].ID, list.Rows[0].ID
	default:
		f.People = list.Rows[:min(len(list.Rows), 20)]
		p.Add("person", "error.log.person.many", f.Person, list.Total)
	}
	return nil
}

func (h *Handlers) showLog(c echo.Context) error {
	ctx, who := c.Request().Context(), actor(c)
	f, q, err := h.logQuery(c)
	var l models.LogPage
	if err == nil {
		l, err = h.store.Log(ctx, who, q)
	}
	title := i18n.T(who.Lang, "nav.log")
	if err != nil {
		return h.refused(c, err, logPage(title, nil), func(b views.Base, p views.Problems) templ.Component {
			return views.LogPage(b, f, models.LogPage{}, p)
		})
	}
	twin := LogTwin{LogPage: l}
	if wantsJSON(c) {
		if twin.Alarm, err = h.store.LogAlarm(ctx, who); err != nil {
			return err
		}
	}
	return h.page(c, logPage(title, twin), func(b views.Base) templ.Component { return views.LogPage(b, f, l, nil) })
}

func (h *Handlers) showLoggedEvent(c echo.Context) error {
	e, err := h.store.LogEvent(c.Request().Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	return h.page(c, logPage(views.EventTitle(actor(c).Lang, e), e), func(b views.Base) templ.Component { return views.LoggedEventPage(b, e) })
}

// eventProof gives the proof of an event as a file (C2SP tlog-proof).
func (h *Handlers) eventProof(c echo.Context) error {
	p, err := h.store.EventProof(c.Request().Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	f := models.File{Name: views.ProofName(p.Position), ContentType: proof, Bytes: []byte(p.Text())}
	return h.sendFile(c, f, false)
}

// eventLeaf gives an event's canonical form to the byte: what its hash is over.
func (h *Handlers) eventLeaf(c echo.Context) error {
	e, err := h.store.LogEvent(c.Request().Context(), actor(c), c.Param("id"))
	switch {
	case err != nil:
		return err
	case e.Cut != nil:
		return models.Conflict("error.log.cut", nil)
	case e.Partial:
		return models.Denied("error.denied.proof")
	}
	return h.sendFile(c, models.File{Name: views.LeafName(e), ContentType: echo.MIMEApplicationJSON, Bytes: []byte(e.Leaf)}, false)
}

// alarmWait bounds how long a page waits to hear of an alarm.
const alarmWait = 2 * time.Second

// alarm is the alarm that stands, for those who answer for the log. The page of a
// refusal is written when the request's own time is over, and shows it too.
func (h *Handlers) alarm(c echo.Context) *views.Alarm {
	who := actor(c)
	if !models.CanSeeAlarm(who) {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.Request().Context()), alarmWait)
	defer cancel()
	a, err := h.store.LogAlarm(ctx, who)
	if err != nil {
		h.logFailure(c, err, faultID())
	}
	return (*views.Alarm)(a)
}
