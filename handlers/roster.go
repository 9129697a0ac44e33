package handlers

import (
	"bytes"
	"cmp"
	"context"
	"net/http"
	"strings"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/views"
	"chigiri/views/document"
	"chigiri/views/i18n"
	"chigiri/views/mail"
	"chigiri/views/sheet"
)

// roster reads the roster an address names; one of another contract is not found there.
func (h *Handlers) roster(c echo.Context) (models.Roster, error) {
	r, err := h.store.Roster(c.Request().Context(), actor(c), c.Param("party"))
	if err == nil && r.Party.ContractID != c.Param("id") {
		err = models.NotFound("party")
	}
	return r, err
}

// rosterToEdit is a roster its own lead is about to change.
func (h *Handlers) rosterToEdit(c echo.Context) (models.Roster, error) {
	r, err := h.roster(c)
	if err == nil && !r.Can["edit"] {
		err = models.Denied("error.denied.roster")
	}
	return r, err
}

func rosterPage(c echo.Context, title string, twin any) views.Page {
	p := contractPage(i18n.T(actor(c).Lang, title), twin)
	p.Narrow = true
	return p
}

// confirmRoster confirms the lines of a roster that its reader has seen.
func (h *Handlers) confirmRoster(c echo.Context) error {
	form, err := read[views.RosterDecisionForm](c)
	err = h.partyDeed(c, func(ctx context.Context, who models.Actor, id string) error {
		seen, readErr := form.Instant()
		if err = cmp.Or(err, readErr); err != nil {
			return err
		}
		_, err := h.store.ConfirmRoster(ctx, who, id, seen)
		return err
	})
	return h.rosterDone(c, err, views.Sent{}, "said.roster.confirmed")
}

// returnRoster sends these lines back to the party's lead.
func (h *Handlers) returnRoster(c echo.Context) error {
	form, err := read[views.RosterDecisionForm](c)
	err = h.partyDeed(c, func(ctx context.Context, who models.Actor, id string) error {
		seen, readErr := form.Instant()
		if err = cmp.Or(err, readErr); err != nil {
			return err
		}
		_, err := h.store.ReturnRoster(ctx, who, id, seen, form.Reason)
		return err
	})
	return h.rosterDone(c, err, views.Sent{Form: "return", Text: form.Reason}, "said.roster.returned")
}

// fileRoster files again what was sent back.
func (h *Handlers) fileRoster(c echo.Context) error {
	err := h.partyDeed(c, func(ctx context.Context, who models.Actor, id string) error {
		_, err := h.store.FileRoster(ctx, who, id)
		return err
	})
	return h.rosterDone(c, err, views.Sent{}, "said.roster.filed")
}

func (h *Handlers) rosterDone(c echo.Context, err error, sent views.Sent, said string) error {
	if err == nil {
		return h.done(c, rosterAddress(c), said, nil)
	}
	return h.rosterWrong(c, err, sent)
}

// rosterWrong shows a roster as it stands, with why a press on it came to nothing.
func (h *Handlers) rosterWrong(c echo.Context, err error, sent views.Sent) error {
	if kind := models.KindOf(err); wantsJSON(c) || kind != models.KindInvalid && kind != models.KindConflict {
		return err
	}
	r, readErr := h.roster(c)
	if readErr != nil {
		return readErr
	}
	return h.refused(c, err, contractPage(i18n.T(actor(c).Lang, "roster.title"), r), func(b views.Base, p views.Problems) templ.Component {
		return views.RosterPage(b, r, views.FirstOfRoster(r), models.RosterQuery{}, sent, p)
	})
}

// remindUnsigned mails those who have not signed. Programs are told how many were, and
// who has no address.
func (h *Handlers) remindUnsigned(c echo.Context) error {
	var told models.Reminded
	err := h.partyDeed(c, func(ctx context.Context, who models.Actor, id string) (err error) {
		told, err = h.store.RemindUnsigned(ctx, who, id, mail.Reminded)
		return err
	})
	if err != nil {
		return h.rosterWrong(c, err, views.Sent{})
	}
	said := "said.roster.reminded"
	switch {
	case len(told.NoMail) > 0:
		said = "said.roster.unreachable"
	case told.Sent == 0:
		said = "said.roster.had_today"
	}
	return h.done(c, rosterAddress(c)+"?show=unsigned", said, told)
}

func (h *Handlers) exportRoster(c echo.Context) error {
	r, err := h.roster(c)
	if err != nil {
		return err
	}
	return h.sendTable(c, "業務従事者名簿_"+r.Number+"_"+r.Party.Vendor+".xlsx", views.RosterSheet(actor(c).Lang, r))
}

func (h *Handlers) rosterTemplate(c echo.Context) error {
	r, err := h.rosterToEdit(c)
	if err != nil {
		return err
	}
	return h.sendTable(c, "業務従事者名簿_様式.xlsx", views.RosterTemplate(actor(c).Lang, r))
}

func (h *Handlers) sendTable(c echo.Context, name string, t sheet.Table) error {
	var b bytes.Buffer
	if err := sheet.Write(&b, t); err != nil {
		return err
	}
	return h.sendFile(c, models.File{Name: name, ContentType: xlsx, Bytes: b.Bytes()}, false)
}

// rosterForms are the forms for new people, as they begin.
func (h *Handlers) rosterForms(c echo.Context, r models.Roster) (f views.RosterForms, err error) {
	f.One = views.WorkerForm{StartsOn: models.Wareki(r.From), EndsOn: models.Wareki(r.Until)}
	if wantsJSON(c) {
		return f, nil
	}
	people, err := h.store.Colleagues(c.Request().Context(), actor(c))
	f.People = views.ColleagueOptions(people)
	return f, err
}

// keptRoster is what the forms for new people hold, kept over a sign-in.
type keptRoster struct {
	views.RosterForm
	views.PasteForm
}

func (h *Handlers) newWorkers(c echo.Context) error {
	r, err := h.rosterToEdit(c)
	if err != nil {
		return err
	}
	f, err := h.rosterForms(c, r)
	if err != nil {
		return err
	}
	if kept, ok := restored[keptRoster](h, c); ok {
		if f.Sent, f.List = c.QueryParam("form"), kept.List; len(kept.Lines) > 0 {
			f.One = kept.Lines[0]
		}
	}
	return h.page(c, rosterPage(c, "roster.add", views.RosterForm{Lines: []views.WorkerForm{f.One}}), func(b views.Base) templ.Component {
		return views.RosterAdd(b, r, f)
	})
}

// rosterRefused shows the forms for new people again with what was typed.
func (h *Handlers) rosterRefused(c echo.Context, r models.Roster, err error, typed func(*views.RosterForms), problems func(views.Problems) views.Problems) error {
	if wantsJSON(c) {
		return err
	}
	f, readErr := h.rosterForms(c, r)
	if readErr != nil {
		return readErr
	}
	typed(&f)
	return h.refused(c, err, rosterPage(c, "roster.add", nil), func(b views.Base, p views.Problems) templ.Component {
		f.Problems = problems(p)
		return views.RosterAdd(b, r, f)
	})
}

// addWorkers enters one person from the page, or as many as a program sends.
func (h *Handlers) addWorkers(c echo.Context) error {
	r, err := h.rosterToEdit(c)
	if err != nil {
		return err
	}
	form, err := read[views.RosterForm](c)
	if len(form.Lines) == 0 && !wantsJSON(c) {
		form.Lines = make([]views.WorkerForm, 1) // sent empty: everything is missing
	}
	var in []models.WorkerInput
	if err == nil {
		in, err = form.Inputs(views.WorkerFactsOf(r))
		if models.Invalid(err) != nil {
			err = views.AlsoWrong(err, h.store.CheckWorkers(c.Request().Context(), actor(c), r.Party.ID, in))
		}
	}
	var made []models.Worker
	if err == nil {
		made, err = h.store.AddWorkers(c.Request().Context(), actor(c), r.Party.ID, in)
	}
	if err != nil {
		return h.rosterRefused(c, r, err, func(f *views.RosterForms) { f.Sent, f.One = "one", form.Lines[0] }, func(p views.Problems) views.Problems {
			for i := range p {
				p[i].Field = strings.TrimPrefix(p[i].Field, "lines.0.")
			}
			return p
		})
	}
	return h.invite(c, r, made)
}

// pasteWorkers enters the people of a pasted list, all or none.
func (h *Handlers) pasteWorkers(c echo.Context) error {
	r, err := h.rosterToEdit(c)
	if err != nil {
		return err
	}
	form, err := read[views.PasteForm](c)
	if err != nil {
		return h.listRefused(c, r, err, form.List, nil)
	}
	return h.addListed(c, r, form.List, views.ReadList(form.List))
}

// uploadWorkers enters the people of a workbook. What is wrong with it is shown as a
// pasted list, which can be mended in place.
func (h *Handlers) uploadWorkers(c echo.Context) error {
	r, err := h.rosterToEdit(c)
	if err != nil {
		return err
	}
	var file models.File
	if _, err = read[struct{}](c); err == nil {
		file, err = upload(c, "file")
	}
	var rows [][]string
	switch {
	case err != nil:
	case file.Name == "":
		err = models.Invalidf("file", "error.file.none")
	default:
		if err = models.GuardText("file", file.Name); err == nil {
			rows, err = sheet.Read("file", file.Bytes, views.ListDays...)
		}
	}
	lines := views.ReadRows(rows)
	if err == nil && len(lines) == 0 {
		err = models.Invalidf("file", "error.sheet.nobody")
	}
	if err != nil {
		return h.rosterRefused(c, r, err, func(f *views.RosterForms) { f.Sent = "file" }, func(p views.Problems) views.Problems { return p })
	}
	for i := range lines {
		lines[i].Number = i + 1 // as it stands in the list from here on
	}
	return h.addListed(c, r, views.ListText(lines), lines)
}

// addListed enters the people of a list, or says of all its lines at once what is wrong.
func (h *Handlers) addListed(c echo.Context, r models.Roster, text string, lines []views.ListLine) error {
	ctx, who, party := c.Request().Context(), actor(c), r.Party.ID
	text = views.MaskList(text, lines)
	in, unread := views.ReadWorkers(lines, views.WorkerFactsOf(r))
	var made []models.Worker
	var err error
	if unread == nil {
		made, err = h.store.AddWorkers(ctx, who, party, in)
	} else {
		err = h.store.CheckWorkers(ctx, who, party, in)
	}
	if wrong := models.Invalid(err); wrong != nil {
		err = views.PlaceProblems(lines, wrong.Problems).Err()
	}
	err = views.AlsoWrong(unread, err)
	if err != nil {
		return h.listRefused(c, r, err, text, lines)
	}
	return h.invite(c, r, made)
}

func (h *Handlers) listRefused(c echo.Context, r models.Roster, err error, text string, lines []views.ListLine) error {
	return h.rosterRefused(c, r, err, func(f *views.RosterForms) { f.Sent, f.List, f.Lines = "paste", text, lines }, views.Problems.OfList)
}

// invite makes one-time links for people who cannot sign in yet, and shows them this
// once.
func (h *Handlers) invite(c echo.Context, r models.Roster, made []models.Worker) error {
	var ids []string
	for _, w := range made {
		if !w.HasAccess {
			ids = append(ids, w.ID)
		}
	}
	var links []store.WorkerLink
	if len(ids) > 0 {
		var err error
		if links, err = h.store.InviteWorkers(c.Request().Context(), actor(c), r.Party.ID, ids); err != nil {
			return h.notInvited(c, err)
		}
	}
	return h.showLinks(c, r, views.Invitations{Workers: made}, links, http.StatusCreated)
}

// inviteEverybody invites everybody on a roster who can neither sign in nor has an
// invitation to do so: links end, and a list of hundreds is not invited one by one. Who has
// one keeps it, unless all are asked for.
func (h *Handlers) inviteEverybody(c echo.Context) error {
	r, err := h.rosterToEdit(c)
	if err != nil {
		return err
	}
	form, err := read[views.RosterInviteForm](c)
	if err != nil {
		return err
	}
	people := form.People(r)
	if len(people) == 0 {
		return models.Conflict("error.roster.invited", nil)
	}
	return h.invite(c, r, people)
}

// notInvited shows the roster to a person whose list was entered and could not be invited
// today.
func (h *Handlers) notInvited(c echo.Context, err error) error {
	if wantsJSON(c) || models.KindOf(err) != models.KindTooMany {
		return err
	}
	r, readErr := h.roster(c)
	if readErr != nil {
		return readErr
	}
	e, page := asError(err), contractPage(i18n.T(actor(c).Lang, "roster.title"), r)
	page.Status = http.StatusTooManyRequests
	problems := views.Problems{{Key: e.Key, Args: e.Args}, {Key: "error.letters.listed"}}
	return h.page(c, page, func(b views.Base) templ.Component {
		return views.RosterPage(b, r, views.FirstOfRoster(r), models.RosterQuery{}, views.Sent{}, problems)
	})
}

func (h *Handlers) showLinks(c echo.Context, r models.Roster, i views.Invitations, links []store.WorkerLink, status int) error {
	i.Days = store.InvitationDays
	for _, l := range links {
		invited := views.Invited{Worker: l.Worker, Mailed: l.Mailed}
		if l.Link != "" {
			invited.Link = h.welcomeURL(l.Link)
		}
		i.Links = append(i.Links, invited)
	}
	page := rosterPage(c, "roster.invited", i)
	page.Status = status
	return h.page(c, page, func(b views.Base) templ.Component { return views.InvitationsPage(b, r, i) })
}

func (h *Handlers) welcomeURL(secret string) string {
	return strings.TrimRight(h.opt.URL, "/") + "/welcome/" + secret
}

// invitationSheets prints links that were just made, a page for each person. The links
// come from the page that shows them, for they are kept nowhere; only those of people on
// this very roster are printed.
func (h *Handlers) invitationSheets(c echo.Context) error {
	ctx := c.Request().Context()
	r, err := h.rosterToEdit(c)
	if err != nil {
		return err
	}
	form, err := read[views.SheetsForm](c)
	if err != nil {
		return err
	}
	needs, err := h.store.Signing(ctx, actor(c), r.Party.ID, models.PledgeWorker)
	if err != nil {
		return err
	}
	var all []document.Sheet
	for _, link := range form.Links {
		link = link[strings.LastIndex(link, "/")+1:]
		u, err := h.store.InvitedUser(ctx, link)
		if err != nil {
			return err
		}
		line := lineOf(r, func(l models.RosterLine) bool { return l.UserID == u.ID })
		if line == nil {
			return models.NotFound("worker")
		}
		all = append(all, h.sheetOf(link, document.Sheet{
			Name: line.Name, Login: line.Login, Expires: line.Invitation.Until, Contract: r.Title, Party: r.Party.Vendor, Phone: needs.Code, Paper: needs.Paper,
		}))
	}
	if len(all) == 0 {
		return models.Invalidf("links", "error.required")
	}
	f, err := paper("登録のご案内_"+r.Number+".pdf", document.InvitationSheets(all, h.bodyOf(c, r), "ja"), h.opt.Fonts)
	if err != nil {
		return err
	}
	return h.sendFile(c, f, false)
}

func lineOf(r models.Roster, which func(models.RosterLine) bool) *models.RosterLine {
	for i := range r.Workers {
		if which(r.Workers[i]) {
			return &r.Workers[i]
		}
	}
	return nil
}

// bodyOf is the public body as the contract's pledges name it.
func (h *Handlers) bodyOf(c echo.Context, r models.Roster) string {
	for _, l := range r.Workers {
		if l.PledgeID == "" {
			continue
		}
		if v, err := h.store.Pledge(c.Request().Context(), actor(c), l.PledgeID); err == nil {
			return v.Text.Contract.Body
		}
	}
	return i18n.T(i18n.JA, "app.name")
}
