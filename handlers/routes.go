package handlers

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/views"
)

// Route is one line of the map: an address, who may come, and what answers. Who
// lists the roles; nil means everybody who is signed in; public needs nobody.
type Route struct {
	Method  string
	Path    string
	Answer  func(*Handlers, echo.Context) error
	Who     []models.Role
	Public  bool
	Summary string // for openapi.json
	Form    any    // zero value of the form the route reads; nil when none
	File    string // content type when the answer is a file
	Body    int64  // most bytes a public route takes; maxPublic when zero
}

var (
	staff     = []models.Role{models.Drafter, models.Manager, models.Reviewer, models.Auditor}
	owners    = []models.Role{models.Drafter, models.Manager}
	editors   = []models.Role{models.Drafter, models.Manager, models.Reviewer}
	reviewer  = []models.Role{models.Reviewer}
	admin     = []models.Role{models.Admin}
	enders    = []models.Role{models.Drafter, models.Manager, models.VendorLead}
	acceptors = enders
	readers   = []models.Role{models.Drafter, models.Manager, models.Reviewer, models.Auditor, models.VendorLead}
	everyone  = models.Roles()
	leads     = []models.Role{models.VendorLead}
	signers   = []models.Role{models.VendorLead, models.VendorWorker}
	pledging  = append(slices.Clone(readers), models.VendorWorker)
	keepers   = []models.Role{models.Admin, models.VendorLead}
	planners  = []models.Role{models.Drafter, models.Manager, models.VendorLead}
	hearers   = []models.Role{models.VendorLead, models.VendorWorker}
	briefed   = []models.Role{models.Drafter, models.Manager, models.Reviewer, models.Auditor, models.VendorLead, models.VendorWorker}
	stampers  = []models.Role{models.Admin, models.Auditor}
	counters  = []models.Role{models.Drafter, models.Manager, models.Reviewer, models.Auditor, models.Admin}
)

const (
	assetPath   = "/assets/:sum/:name"
	checkInPath = "/briefings/:id/check-in/:code"

	get  = http.MethodGet
	post = http.MethodPost
	pdf  = "application/pdf"
	docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	// The log as it is taken away.
	csvType = "text/csv; charset=utf-8"
	jsonl   = "application/jsonl; charset=utf-8"
	proof   = "text/plain; charset=utf-8"

	zipped = "application/zip"
	xlsx   = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// Routes is every address of the house. The permission stands on the line: a
// route without Who and without Public is for everybody who is signed in.
var Routes = []Route{
	// doors
	{Method: get, Path: "/healthz", Answer: (*Handlers).healthz, Public: true, Summary: "The process runs"},
	{Method: get, Path: "/readyz", Answer: (*Handlers).readyz, Public: true, Summary: "The database answers and its schema is the program's"},
	{Method: get, Path: "/openapi.json", Answer: (*Handlers).openAPI, Public: true, Summary: "This description"},
	{Method: get, Path: assetPath, Answer: (*Handlers).asset, Public: true, Summary: "Style, script, icon", File: "*/*"},
	{Method: post, Path: "/language", Answer: (*Handlers).setLanguage, Public: true, Summary: "Choose ja or en", Form: views.LanguageForm{}},
	{Method: get, Path: "/dates", Answer: (*Handlers).readDate, Public: true, Summary: "How a date that was typed is understood"},
	{Method: get, Path: "/login", Answer: (*Handlers).showLogin, Public: true, Summary: "Sign-in page"},
	{Method: post, Path: "/login", Answer: (*Handlers).login, Public: true, Summary: "Sign in", Form: views.LoginForm{}},
	{Method: get, Path: "/login/code", Answer: (*Handlers).showLoginCode, Public: true, Summary: "Second step of the sign-in, where the account has one-time codes"},
	{Method: post, Path: "/login/code", Answer: (*Handlers).loginCode, Public: true, Summary: "Sign in with a one-time code after the password", Form: views.LoginCodeForm{}},
	{Method: get, Path: "/sheet", Answer: (*Handlers).showSheet, Public: true, Summary: "The page a printed sheet names, for its code"},
	{Method: post, Path: "/sheet", Answer: (*Handlers).takeCode, Public: true, Summary: "The code of a printed sheet, or its link: sets the cookie by which /welcome/sheet is known. Wrong codes count as failed sign-ins", Form: views.CheckInForm{}},
	{Method: get, Path: "/welcome/:secret", Answer: (*Handlers).showWelcome, Public: true, Summary: "What an invitation leads to; after its begin, the form of the password. Looking changes nothing"},
	{Method: post, Path: "/welcome/:secret/begin", Answer: (*Handlers).beginWelcome, Public: true, Summary: "Begin, as the person a link was made for: counts as opened"},
	{Method: post, Path: "/welcome/:secret", Answer: (*Handlers).welcome, Public: true, Summary: "Set a password by invitation", Form: views.WelcomeForm{}},
	{Method: get, Path: "/verify", Answer: (*Handlers).showVerify, Public: true, Summary: "Check a sealed document by the code printed on it: code in the address; without one, the form"},
	{Method: post, Path: "/verify", Answer: (*Handlers).verifyFile, Public: true, Summary: "Check a sealed document by its file, as multipart field file; nothing of it is kept", Body: maxSealed},
	{Method: get, Path: "/verify/:code", Answer: (*Handlers).verifyCode, Public: true, Summary: "Check a sealed document by the code in its QR"},
	{Method: post, Path: "/logout", Answer: (*Handlers).logout, Summary: "Sign out"},

	// one's own
	{Method: get, Path: "/", Answer: (*Handlers).home, Summary: "What waits for me"},
	{Method: get, Path: "/account", Answer: (*Handlers).showAccount, Summary: "My account, sign-ins and tokens"},
	{Method: post, Path: "/account/password", Answer: (*Handlers).changePassword, Summary: "Change my password", Form: views.PasswordForm{}},
	{Method: get, Path: "/account/code", Answer: (*Handlers).showCode, Summary: "My one-time codes, and their setup"},
	{Method: post, Path: "/account/code", Answer: (*Handlers).enrolCode, Summary: "Begin to set up one-time codes; answers the secret", Form: views.AskedForm{}},
	{Method: post, Path: "/account/code/confirm", Answer: (*Handlers).confirmCode, Summary: "Set one-time codes up with their first code", Form: views.CodeForm{}},
	{Method: post, Path: "/account/code/remove", Answer: (*Handlers).removeCode, Summary: "Remove my one-time codes", Form: views.AskedForm{}},
	{Method: post, Path: "/account/tokens", Answer: (*Handlers).createToken, Summary: "Make a token for a program", Form: views.TokenForm{}},
	{Method: post, Path: "/account/tokens/:token/revoke", Answer: (*Handlers).revokeToken, Summary: "Revoke a token"},
	{Method: post, Path: "/account/sign-out-everywhere", Answer: (*Handlers).signOutEverywhere, Summary: "End all my sign-ins"},

	// contracts
	{Method: get, Path: "/contracts", Answer: (*Handlers).listContracts, Who: readers, Summary: "Contracts, searched, filtered and sorted"},
	{Method: get, Path: "/contracts/new", Answer: (*Handlers).newContract, Who: owners, Summary: "Form of a new contract"},
	{Method: post, Path: "/contracts", Answer: (*Handlers).createContract, Who: owners, Summary: "Register a contract", Form: views.ContractForm{}},
	{Method: post, Path: "/contracts/level", Answer: (*Handlers).previewLevel, Who: editors, Summary: "The level that data classes, systems and flags would give", Form: views.ContractForm{}},
	{Method: get, Path: "/contracts/:id", Answer: (*Handlers).showContract, Who: readers, Summary: "A contract: facts, level, standing, next step"},
	{Method: get, Path: "/contracts/:id/edit", Answer: (*Handlers).editContract, Who: owners, Summary: "Form of a contract"},
	{Method: post, Path: "/contracts/:id", Answer: (*Handlers).updateContract, Who: owners, Summary: "Change a contract", Form: views.ContractForm{}},
	{Method: get, Path: "/contracts/:id/copy", Answer: (*Handlers).copyContractForm, Who: owners, Summary: "Form to copy a contract to a new period"},
	{Method: post, Path: "/contracts/:id/copy", Answer: (*Handlers).copyContract, Who: owners, Summary: "Copy a contract to a new period", Form: views.CopyForm{}},
	{Method: post, Path: "/contracts/:id/remove", Answer: (*Handlers).removeContract, Who: owners, Summary: "Remove a draft", Form: views.ReasonForm{}},
	{Method: get, Path: "/contracts/:id/history", Answer: (*Handlers).showHistory, Who: staff, Summary: "What happened to a contract"},
	{Method: get, Path: "/contracts/:id/evidence.zip", Answer: (*Handlers).takeEvidence, Who: staff, Summary: "The evidence of a contract, to be checked without the portal; leaves an event", File: zipped},
	{Method: post, Path: "/contracts/:id/hold", Answer: (*Handlers).placeHold, Who: reviewer, Summary: "Keep a contract's log beyond its period (legal hold)", Form: views.ReasonForm{}},
	{Method: post, Path: "/contracts/:id/hold/lift", Answer: (*Handlers).liftHold, Who: reviewer, Summary: "Lift a legal hold", Form: views.ReasonForm{}},

	// parties
	{Method: get, Path: "/contracts/:id/parties", Answer: (*Handlers).showParties, Who: readers, Summary: "The tree of a contract's parties, as far as the reader may know it"},
	{Method: get, Path: "/contracts/:id/parties/:party", Answer: (*Handlers).showParty, Who: readers, Summary: "A party: its application, what was said about it, files, what may be done"},
	{Method: get, Path: "/contracts/:id/parties/:party/apply", Answer: (*Handlers).applyForm, Who: leads, Summary: "Form to apply for a subcontractor below a party"},
	{Method: post, Path: "/contracts/:id/parties/:party/apply", Answer: (*Handlers).applySubcontract, Who: leads, Summary: "Apply for a subcontractor (F-03); shows a page to confirm unless confirmed", Form: views.SubcontractForm{}},
	{Method: get, Path: "/contracts/:id/parties/:party/reapply", Answer: (*Handlers).reapplyForm, Who: leads, Summary: "Form of an application that came back"},
	{Method: post, Path: "/contracts/:id/parties/:party/reapply", Answer: (*Handlers).reapplySubcontract, Who: leads, Summary: "Send an application again; shows a page to confirm unless confirmed", Form: views.SubcontractForm{}},
	{Method: post, Path: "/contracts/:id/parties/:party/pass", Answer: (*Handlers).passSubcontract, Who: leads, Summary: "Pass on, as the prime, what is asked for below, or return it", Form: views.DecisionForm{}},
	{Method: post, Path: "/contracts/:id/parties/:party/decide", Answer: (*Handlers).decideSubcontract, Who: editors, Summary: "Decide on an application: agreed, returned or refused", Form: views.PartyDecisionForm{}},
	{Method: post, Path: "/contracts/:id/parties/:party/withdraw", Answer: (*Handlers).withdrawSubcontract, Who: leads, Summary: "Withdraw an application", Form: views.ReasonForm{}},
	{Method: post, Path: "/contracts/:id/parties/:party/end", Answer: (*Handlers).endParty, Who: enders, Summary: "End a subcontractor with everybody below; shows a page to confirm unless confirmed", Form: views.EndPartyForm{}},
	{Method: get, Path: "/contracts/:id/parties/:party/report", Answer: (*Handlers).reportForm, Who: editors, Summary: "Form to record a subcontractor without approval"},
	{Method: post, Path: "/contracts/:id/parties/:party/report", Answer: (*Handlers).reportParty, Who: editors, Summary: "Record a subcontractor that works below a party without approval", Form: views.PartyReportForm{}},
	{Method: post, Path: "/contracts/:id/parties/:party/files", Answer: (*Handlers).addPartyFile, Who: leads, Summary: "Attach a file to a party (multipart)", Form: views.PartyFileForm{}},
	{Method: get, Path: "/contracts/:id/parties/:party/files/:file", Answer: (*Handlers).partyFile, Who: readers, Summary: "A party's file", File: "*/*"},
	{Method: post, Path: "/contracts/:id/parties/:party/leads", Answer: (*Handlers).inviteLead, Who: enders, Summary: "Invite a responsible person of a party's firm; answers the one-time link, and mails another where there is an address", Form: views.LeadForm{}},
	{Method: post, Path: "/contracts/:id/parties/:party/lead-sheet", Answer: (*Handlers).leadSheet, Who: enders, Summary: "Print the invitation of a lead with a link that was just made", Form: views.SheetForm{}, File: pdf},
	{Method: post, Path: "/contracts/:id/parties/:party/leads/:lead/invite", Answer: (*Handlers).inviteLeadAgain, Who: enders, Summary: "Make a new one-time link for a lead without a password"},
	{Method: get, Path: "/contracts/:id/parties/:party/structure", Answer: (*Handlers).showStructure, Who: readers, Summary: "A party's structure (F-02) as it was filed"},
	{Method: post, Path: "/contracts/:id/parties/:party/structure", Answer: (*Handlers).fileStructure, Who: leads, Summary: "File a structure, or a change of it", Form: views.StructureForm{}},
	{Method: post, Path: "/contracts/:id/parties/:party/structure/confirm", Answer: (*Handlers).confirmStructure, Who: owners, Summary: "Confirm the structure a party filed last; with its number, only if none was filed since", Form: views.StructureDecisionForm{}},
	{Method: post, Path: "/contracts/:id/parties/:party/structure/return", Answer: (*Handlers).returnStructure, Who: owners, Summary: "Send the structure a party filed last back to its lead with a reason", Form: views.StructureDecisionForm{}},
	{Method: get, Path: "/contracts/:id/parties/:party/roster", Answer: (*Handlers).showRoster, Who: readers, Summary: "A party's roster with what stands of everybody on it: text, show (uninvited, unopened, unsigned, unbriefed, returned, left), after, limit in the address; without any of them the whole to programs"},
	{Method: get, Path: "/contracts/:id/parties/:party/roster.xlsx", Answer: (*Handlers).exportRoster, Who: readers, Summary: "The roster as a spreadsheet; who has not signed is seen", File: xlsx},
	{Method: get, Path: "/contracts/:id/parties/:party/roster/template.xlsx", Answer: (*Handlers).rosterTemplate, Who: leads, Summary: "A list of workers to fill in", File: xlsx},
	{Method: get, Path: "/contracts/:id/parties/:party/roster/add", Answer: (*Handlers).newWorkers, Who: leads, Summary: "Forms for new workers"},
	{Method: post, Path: "/contracts/:id/parties/:party/roster", Answer: (*Handlers).addWorkers, Who: leads, Summary: "Add workers; answers their one-time links", Form: views.RosterForm{}},
	{Method: post, Path: "/contracts/:id/parties/:party/roster/paste", Answer: (*Handlers).pasteWorkers, Who: leads, Summary: "Add the workers of a pasted list (F-04): name, kana, mail, duty, My Number, site, from, to", Form: views.PasteForm{}},
	{Method: post, Path: "/contracts/:id/parties/:party/roster/upload", Answer: (*Handlers).uploadWorkers, Who: leads, Summary: "Add the workers of a workbook with the same columns (multipart)"},
	{Method: post, Path: "/contracts/:id/parties/:party/roster/sheets", Answer: (*Handlers).invitationSheets, Who: leads, Summary: "Print invitations with links that were just made", Form: views.SheetsForm{}, File: pdf},
	{Method: post, Path: "/contracts/:id/parties/:party/roster/invite", Answer: (*Handlers).inviteEverybody, Who: leads, Summary: "Invite everybody on a roster who can neither sign in nor has an invitation they can use; with all, everybody who cannot sign in, whose invitations end", Form: views.RosterInviteForm{}},
	{Method: post, Path: "/contracts/:id/parties/:party/roster/confirm", Answer: (*Handlers).confirmRoster, Who: owners, Summary: "Confirm the lines of a roster that wait for it; with seen, those filed by then", Form: views.RosterDecisionForm{}},
	{Method: post, Path: "/contracts/:id/parties/:party/roster/return", Answer: (*Handlers).returnRoster, Who: owners, Summary: "Send these lines back to the party's lead with a reason", Form: views.RosterDecisionForm{}},
	{Method: post, Path: "/contracts/:id/parties/:party/roster/file", Answer: (*Handlers).fileRoster, Who: leads, Summary: "File again, as they are now, the lines of a roster that were sent back"},
	{Method: post, Path: "/contracts/:id/parties/:party/roster/remind", Answer: (*Handlers).remindUnsigned, Who: enders, Summary: "Mail those on a roster who have not signed, each once a day; answers how many, and who has no address"},
	{Method: get, Path: "/contracts/:id/parties/:party/roster/:worker", Answer: (*Handlers).showWorker, Who: leads, Summary: "A line of the roster, to change it"},
	{Method: post, Path: "/contracts/:id/parties/:party/roster/:worker", Answer: (*Handlers).updateWorker, Who: leads, Summary: "Change a line of the roster", Form: views.WorkerForm{}},
	{Method: post, Path: "/contracts/:id/parties/:party/roster/:worker/leave", Answer: (*Handlers).workerLeft, Who: leads, Summary: "Record that a worker left", Form: views.LeaveForm{}},
	{Method: post, Path: "/contracts/:id/parties/:party/roster/:worker/invite", Answer: (*Handlers).inviteWorker, Who: leads, Summary: "Invite a worker without a password again: by mail, or by a link that is answered where there is no address"},
	{Method: post, Path: "/contracts/:id/parties/:party/roster/:worker/paper", Answer: (*Handlers).inviteOnPaper, Who: leads, Summary: "Make a one-time link for a sheet of paper in place of the mail; the worker is mailed that this was done"},

	{Method: get, Path: "/contracts/:id/parties/:party/pledges.pdf", Answer: (*Handlers).bindPledges, Who: readers, Summary: "One PDF of a party's pledges: who signed what when and who has not, a reading copy of each, the sealed files attached", File: pdf},
	{Method: get, Path: "/contracts/:id/parties/:party/pledges.zip", Answer: (*Handlers).takePledges, Who: readers, Summary: "The sealed pledges of a party with their list", File: zipped},

	// level
	{Method: get, Path: "/contracts/:id/level", Answer: (*Handlers).showLevel, Who: staff, Summary: "Why the level is what it is; raises and lowerings"},
	{Method: post, Path: "/contracts/:id/level/raise", Answer: (*Handlers).raiseLevel, Who: owners, Summary: "Raise the level with a reason", Form: views.LevelForm{}},
	{Method: post, Path: "/contracts/:id/level/raise/end", Answer: (*Handlers).endRaise, Who: owners, Summary: "Take a raise back", Form: views.ReasonForm{}},
	{Method: post, Path: "/contracts/:id/level/lower", Answer: (*Handlers).askLowering, Who: owners, Summary: "Ask the IT division to lower the level", Form: views.LevelForm{}},
	{Method: post, Path: "/contracts/:id/level/lower/:decision", Answer: (*Handlers).decideLowering, Who: reviewer, Summary: "Decide on a lowering", Form: views.DecisionForm{}},

	// appendix
	{Method: get, Path: "/contracts/:id/appendix", Answer: (*Handlers).showAppendix, Who: readers, Summary: "The appendix as it stands or as issued"},
	{Method: get, Path: "/contracts/:id/appendix.pdf", Answer: (*Handlers).appendixPDF, Who: readers, Summary: "The appendix as PDF", File: pdf},
	{Method: get, Path: "/contracts/:id/appendix.docx", Answer: (*Handlers).appendixDOCX, Who: readers, Summary: "The appendix as Word", File: docx},
	{Method: get, Path: "/contracts/:id/appendix/changes", Answer: (*Handlers).showChanges, Who: staff, Summary: "Two versions compared article by article"},
	{Method: get, Path: "/contracts/:id/parameters", Answer: (*Handlers).showParameters, Who: staff, Summary: "Stricter values and waivers of a contract"},
	{Method: post, Path: "/contracts/:id/parameters", Answer: (*Handlers).setStricter, Who: owners, Summary: "Set a stricter value", Form: views.ParameterForm{}},
	{Method: post, Path: "/contracts/:id/parameters/remove", Answer: (*Handlers).removeStricter, Who: owners, Summary: "Go back to the edition's value", Form: views.ParameterForm{}},
	{Method: post, Path: "/contracts/:id/waivers", Answer: (*Handlers).askWaiver, Who: owners, Summary: "Ask for a waiver", Form: views.WaiverForm{}},
	{Method: post, Path: "/contracts/:id/waivers/:waiver", Answer: (*Handlers).decideWaiver, Who: reviewer, Summary: "Decide on a waiver", Form: views.DecisionForm{}},
	{Method: get, Path: "/contracts/:id/consult", Answer: (*Handlers).consultForm, Who: owners, Summary: "Form to consult the IT division"},
	{Method: post, Path: "/contracts/:id/consult", Answer: (*Handlers).consult, Who: owners, Summary: "Consult the IT division", Form: views.ConsultForm{}},
	{Method: post, Path: "/contracts/:id/consult/withdraw", Answer: (*Handlers).withdrawConsultation, Who: owners, Summary: "Take a consultation back", Form: views.ReasonForm{}},
	{Method: get, Path: "/contracts/:id/answer", Answer: (*Handlers).answerForm, Who: reviewer, Summary: "Form to answer a consultation"},
	{Method: post, Path: "/contracts/:id/answer", Answer: (*Handlers).answer, Who: reviewer, Summary: "Answer a consultation", Form: views.DecisionForm{}},
	{Method: get, Path: "/contracts/:id/issue", Answer: (*Handlers).checkIssue, Who: owners, Summary: "What issuing will do"},
	{Method: post, Path: "/contracts/:id/issue", Answer: (*Handlers).issue, Who: owners, Summary: "Issue the appendix", Form: views.VersionForm{}},
	{Method: get, Path: "/contracts/:id/conclude", Answer: (*Handlers).concludeForm, Who: owners, Summary: "Form of the conclusion"},
	{Method: post, Path: "/contracts/:id/conclude", Answer: (*Handlers).conclude, Who: owners, Summary: "Record the conclusion of the contract", Form: views.ConcludeForm{}},
	{Method: post, Path: "/contracts/:id/accept", Answer: (*Handlers).acceptAppendix, Who: acceptors, Summary: "Accept the appendix in force; the division records a yes on paper", Form: views.AcceptForm{}},
	{Method: post, Path: "/contracts/:id/ready", Answer: (*Handlers).makeReady, Who: owners, Summary: "Declare ready to start 着手可"},
	{Method: post, Path: "/contracts/:id/complete", Answer: (*Handlers).complete, Who: owners, Summary: "Record completion", Form: views.CompleteForm{}},
	{Method: post, Path: "/contracts/:id/close", Answer: (*Handlers).closeContract, Who: owners, Summary: "Close a completed contract"},
	{Method: post, Path: "/contracts/:id/edition", Answer: (*Handlers).moveEdition, Who: owners, Summary: "Move to a later edition", Form: views.EditionForm{}},

	// parties and their people over all contracts
	{Method: get, Path: "/parties", Answer: (*Handlers).listParties, Who: staff, Summary: "Parties at work and everybody on their rosters: text, show (unapproved, unpledged, unbriefed, lapsed), division, after, limit in the address"},
	{Method: get, Path: "/parties.xlsx", Answer: (*Handlers).exportParties, Who: staff, Summary: "The same as a table, narrowed as /parties", File: xlsx},

	// pledges
	{Method: get, Path: "/pledges", Answer: (*Handlers).listPledges, Who: pledging, Summary: "My pledges; to staff those that wait for a word of the house"},
	{Method: get, Path: "/pledges/:id", Answer: (*Handlers).showPledge, Who: pledging, Summary: "A pledge: its wording, where it stands, what may be done"},
	{Method: post, Path: "/pledges/:id/sign", Answer: (*Handlers).signPledge, Who: signers, Summary: "Sign a pledge: hash of the text shown, name, password, code where the level asks for one (a seal's picture as multipart, or in base64)", Form: views.SignForm{}},
	{Method: post, Path: "/pledges/:id/decline", Answer: (*Handlers).declinePledge, Who: signers, Summary: "Decline to sign, with the reason", Form: views.ReasonForm{}},
	{Method: post, Path: "/pledges/:id/again", Answer: (*Handlers).askPledgeAgain, Who: append(slices.Clone(owners), models.VendorLead), Summary: "Ask again for a pledge that was declined"},
	{Method: post, Path: "/pledges/:id/question", Answer: (*Handlers).askAboutPledge, Who: signers, Summary: "Ask before signing", Form: views.QuestionForm{}},
	{Method: post, Path: "/pledges/:id/answer", Answer: (*Handlers).answerAboutPledge, Who: owners, Summary: "Answer a signer's question", Form: views.AnswerForm{}},
	{Method: post, Path: "/pledges/:id/delegate", Answer: (*Handlers).delegatePledge, Who: leads, Summary: "Name who signs the company's pledge in the lead's place", Form: views.DelegateForm{}},
	{Method: post, Path: "/pledges/:id/paper", Answer: (*Handlers).paperPledge, Who: append(slices.Clone(owners), models.VendorLead), Summary: "Keep the scan of a pledge signed on paper (multipart)", Form: views.PaperForm{}},
	{Method: post, Path: "/pledges/:id/confirm", Answer: (*Handlers).confirmPledge, Who: editors, Summary: "Confirm that a pledge was received", Form: views.ShelfForm{}},
	{Method: post, Path: "/pledges/:id/return", Answer: (*Handlers).returnPledge, Who: editors, Summary: "Send a pledge on paper back whose scan cannot be confirmed, with the reason; another one is asked for", Form: views.ReasonForm{}},
	{Method: get, Path: "/pledges/:id/pledge.pdf", Answer: (*Handlers).pledgePDF, Who: pledging, Summary: "The sealed pledge, or the evidence sheet of one on paper", File: pdf},
	{Method: get, Path: "/pledges/:id/scan", Answer: (*Handlers).pledgeScan, Who: pledging, Summary: "The scan of a pledge on paper", File: "*/*"},
	{Method: get, Path: "/pledges/:id/blank.pdf", Answer: (*Handlers).blankPledge, Who: pledging, Summary: "The wording to print and sign with ink", File: pdf},
	// briefings
	{Method: get, Path: "/contracts/:id/briefings", Answer: (*Handlers).showBriefings, Who: readers, Summary: "A contract's meetings, and who has heard and answered what"},
	{Method: get, Path: "/contracts/:id/briefings/new", Answer: (*Handlers).newBriefing, Who: planners, Summary: "Form of a new meeting"},
	{Method: post, Path: "/contracts/:id/briefings", Answer: (*Handlers).planBriefing, Who: planners, Summary: "Plan a meeting; answers the address by which people check in", Form: views.BriefingForm{}},
	{Method: get, Path: "/briefings/:id", Answer: (*Handlers).showBriefing, Who: briefed, Summary: "A meeting: when, where, topics, papers, people, what may be done"},
	{Method: get, Path: "/briefings/:id/screen", Answer: (*Handlers).showScreen, Who: planners, Summary: "The code to check in, for the wall of the room: it turns with each minute and is taken for about two (?code: one that was given out)"},
	{Method: post, Path: "/briefings/:id/code", Answer: (*Handlers).newBriefingCode, Who: planners, Summary: "Make a code to be given out, which stands for the day; the one before ends"},
	{Method: get, Path: checkInPath, Answer: (*Handlers).showCheckIn, Who: hearers, Summary: "The press that checks in; looking changes nothing"},
	{Method: post, Path: checkInPath, Answer: (*Handlers).checkIn, Who: hearers, Summary: "Check in to a meeting on its day"},
	{Method: post, Path: "/briefings/:id/check-in", Answer: (*Handlers).checkInByCode, Who: hearers, Summary: "Check in with the code, or the link, as typed", Form: views.CheckInForm{}},
	{Method: post, Path: "/briefings/:id/confirm", Answer: (*Handlers).confirmBriefing, Who: hearers, Summary: "Confirm that one was there, as the briefer recorded"},
	{Method: get, Path: "/briefings/:id/hold", Answer: (*Handlers).holdForm, Who: planners, Summary: "Form that closes a meeting"},
	{Method: post, Path: "/briefings/:id/hold", Answer: (*Handlers).holdBriefing, Who: planners, Summary: "Close a meeting with its sealed record (F-06); shows a page to confirm unless confirmed", Form: views.HeldForm{}},
	{Method: post, Path: "/briefings/:id/cancel", Answer: (*Handlers).cancelBriefing, Who: planners, Summary: "Call a meeting off", Form: views.ReasonForm{}},
	{Method: get, Path: "/briefings/:id/record.pdf", Answer: (*Handlers).briefingRecord, Who: readers, Summary: "The sealed record of a meeting (F-06)", File: pdf},
	{Method: post, Path: "/briefings/:id/record/confirm", Answer: (*Handlers).confirmRecord, Who: owners, Summary: "Confirm the record of a meeting the contractor held"},
	{Method: post, Path: "/briefings/:id/record/return", Answer: (*Handlers).returnRecord, Who: owners, Summary: "Send that record back, with a reason", Form: views.ReasonForm{}},
	{Method: get, Path: "/briefings/:id/handout.pdf", Answer: (*Handlers).briefingHandout, Who: briefed, Summary: "The handout as PDF (?for=vendor, subcontractor or worker)", File: pdf},
	{Method: get, Path: "/briefings/:id/handout.docx", Answer: (*Handlers).briefingHandoutWord, Who: briefed, Summary: "The handout as Word", File: docx},
	{Method: get, Path: "/briefings/:id/slides.pdf", Answer: (*Handlers).briefingSlides, Who: readers, Summary: "The same topics to be shown on a wall", File: pdf},
	{Method: post, Path: "/briefings/:id/files", Answer: (*Handlers).addBriefingFile, Who: planners, Summary: "Attach a paper to a meeting (multipart)", Form: views.BriefingFileForm{}},
	{Method: get, Path: "/briefings/:id/files/:file", Answer: (*Handlers).briefingFile, Who: briefed, Summary: "A paper of a meeting", File: "*/*"},
	// a device that is passed round at a meeting
	{Method: post, Path: "/briefings/:id/relay", Answer: (*Handlers).startRelay, Who: planners, Summary: "Pass this device round at a meeting, a lead by the code on the wall: signs out, and sets the cookie by which the device is known", Form: views.CheckInForm{}},
	{Method: post, Path: "/briefings/:id/relay/:relay/end", Answer: (*Handlers).endRelay, Who: planners, Summary: "Take a device out of the round, and end the sign-in that is open on it"},
	{Method: get, Path: "/relay", Answer: (*Handlers).showRelay, Public: true, Summary: "What a device that is passed round shows between two people; names nobody"},
	{Method: post, Path: "/relay/sheet", Answer: (*Handlers).openSheet, Public: true, Summary: "On such a device: the code of a printed sheet, or its link", Form: views.CheckInForm{}},
	{Method: post, Path: "/relay/end", Answer: (*Handlers).clearRelay, Public: true, Summary: "Let a device forget that it is passed round"},
	{Method: get, Path: "/relay/next", Answer: (*Handlers).relayNext, Who: hearers, Summary: "What one has to do on such a device"},
	{Method: post, Path: "/relay/check-in", Answer: (*Handlers).relayCheckIn, Who: hearers, Summary: "Check in to the meeting on such a device"},
	{Method: post, Path: "/relay/here", Answer: (*Handlers).relayHere, Who: everyone, Summary: "A hand is on such a device: its sign-in slides on"},
	{Method: get, Path: "/topics/:party", Answer: (*Handlers).showTopics, Who: hearers, Summary: "One's own topics under a party, with what was heard and answered"},
	{Method: get, Path: "/topics/:party/:topic", Answer: (*Handlers).showTopic, Who: hearers, Summary: "A topic with its questions, never with their answers"},
	{Method: post, Path: "/topics/:party/:topic/read", Answer: (*Handlers).readTopic, Who: hearers, Summary: "Record that one read a topic: hash of what was shown", Form: views.TopicForm{}},
	{Method: post, Path: "/topics/:party/:topic/answers", Answer: (*Handlers).answerTopic, Who: hearers, Summary: "Answer a topic's questions; answers the mark", Form: views.AnswersForm{}},

	// registers
	{Method: get, Path: "/vendors", Answer: (*Handlers).listVendors, Who: staff, Summary: "Vendors"},
	{Method: get, Path: "/vendors/new", Answer: (*Handlers).newVendor, Who: editors, Summary: "Form of a new vendor"},
	{Method: post, Path: "/vendors", Answer: (*Handlers).createVendor, Who: editors, Summary: "Register a vendor", Form: views.VendorForm{}},
	{Method: get, Path: "/vendors/:id", Answer: (*Handlers).showVendor, Who: readers, Summary: "A vendor"},
	{Method: get, Path: "/vendors/:id/edit", Answer: (*Handlers).editVendor, Who: editors, Summary: "Form of a vendor"},
	{Method: post, Path: "/vendors/:id", Answer: (*Handlers).updateVendor, Who: editors, Summary: "Change a vendor", Form: views.VendorForm{}},
	{Method: get, Path: "/systems", Answer: (*Handlers).listSystems, Who: staff, Summary: "Information systems"},
	{Method: get, Path: "/systems/new", Answer: (*Handlers).newSystem, Who: editors, Summary: "Form of a new system"},
	{Method: post, Path: "/systems", Answer: (*Handlers).createSystem, Who: editors, Summary: "Register a system", Form: views.SystemForm{}},
	{Method: get, Path: "/systems/:id", Answer: (*Handlers).showSystem, Who: staff, Summary: "A system: data, links, manuals, contracts"},
	{Method: get, Path: "/systems/:id/edit", Answer: (*Handlers).editSystem, Who: editors, Summary: "Form of a system"},
	{Method: post, Path: "/systems/:id", Answer: (*Handlers).updateSystem, Who: editors, Summary: "Change a system", Form: views.SystemForm{}},
	{Method: post, Path: "/systems/:id/links", Answer: (*Handlers).addLink, Who: editors, Summary: "Add a link to another system", Form: views.LinkForm{}},
	{Method: post, Path: "/systems/:id/links/:link/remove", Answer: (*Handlers).removeLink, Who: editors, Summary: "Remove a link", Form: views.ReasonForm{}},
	{Method: post, Path: "/systems/:id/manuals", Answer: (*Handlers).addManual, Who: editors, Summary: "Attach a manual (multipart)", Form: views.ManualForm{}},
	{Method: get, Path: "/systems/:id/manuals/:manual", Answer: (*Handlers).manualFile, Who: staff, Summary: "A manual's file", File: "*/*"},
	{Method: get, Path: "/divisions", Answer: (*Handlers).listDivisions, Who: counters, Summary: "Divisions with their names through time"},
	{Method: post, Path: "/divisions", Answer: (*Handlers).createDivision, Who: admin, Summary: "Register a division", Form: views.DivisionForm{}},
	{Method: get, Path: "/divisions/:id", Answer: (*Handlers).showDivision, Who: counters, Summary: "A division"},
	{Method: post, Path: "/divisions/:id/rename", Answer: (*Handlers).renameDivision, Who: admin, Summary: "Give a division a new name from a day", Form: views.DivisionForm{}},
	{Method: post, Path: "/divisions/:id/rename/withdraw", Answer: (*Handlers).withdrawDivisionName, Who: admin, Summary: "Take back a name that has not begun", Form: views.VersionForm{}},
	{Method: get, Path: "/divisions/:id/merge", Answer: (*Handlers).checkMerge, Who: admin, Summary: "What a merger would move (?into, on, version)"},
	{Method: post, Path: "/divisions/:id/merge", Answer: (*Handlers).mergeDivision, Who: admin, Summary: "Merge a division into another", Form: views.MergeForm{}},

	// catalog
	{Method: get, Path: "/catalog", Answer: (*Handlers).listEditions, Who: readers, Summary: "Editions of the catalog"},
	{Method: get, Path: "/catalog/:id", Answer: (*Handlers).showEdition, Who: readers, Summary: "An edition: levels, data classes, obligations"},

	// log
	{Method: get, Path: "/log", Answer: (*Handlers).showLog, Who: everyone, Summary: "What happened: person, actor, subject, subject_id, contract, kind, from, to, after, limit in the address"},
	{Method: get, Path: "/log.csv", Answer: (*Handlers).exportCSV, Who: counters, Summary: "The log for a spreadsheet, narrowed as /log", File: csvType},
	{Method: get, Path: "/log.jsonl", Answer: (*Handlers).exportJSONL, Who: counters, Summary: "The log as JSON lines, narrowed as /log", File: jsonl},
	{Method: get, Path: "/log/:id", Answer: (*Handlers).showLoggedEvent, Who: everyone, Summary: "An event: before and after, its place, hash and checkpoint"},
	{Method: get, Path: "/log/:id/leaf", Answer: (*Handlers).eventLeaf, Who: everyone, Summary: "An event's canonical form, to the byte", File: "application/json"},
	{Method: get, Path: "/log/:id/proof", Answer: (*Handlers).eventProof, Who: everyone, Summary: "Proof that an event is in the log (C2SP tlog-proof)", File: proof},

	// accounts
	{Method: get, Path: "/users", Answer: (*Handlers).listUsers, Who: admin, Summary: "Accounts"},
	{Method: get, Path: "/users/new", Answer: (*Handlers).newUser, Who: admin, Summary: "Form of a new account"},
	{Method: post, Path: "/users", Answer: (*Handlers).createUser, Who: admin, Summary: "Make an account; answers its one-time link", Form: views.UserForm{}},
	{Method: get, Path: "/users/:id", Answer: (*Handlers).showUser, Who: admin, Summary: "An account"},
	{Method: post, Path: "/users/:id", Answer: (*Handlers).updateUser, Who: admin, Summary: "Change an account", Form: views.UserForm{}},
	{Method: post, Path: "/users/:id/invite", Answer: (*Handlers).inviteUser, Who: admin, Summary: "Make a new one-time link"},
	{Method: post, Path: "/users/:id/disable", Answer: (*Handlers).disableUser, Who: admin, Summary: "Disable an account", Form: views.ReasonForm{}},
	{Method: post, Path: "/users/:id/enable", Answer: (*Handlers).enableUser, Who: admin, Summary: "Enable an account", Form: views.ReasonForm{}},
	{Method: get, Path: "/users/:id/code/reset", Answer: (*Handlers).askReset, Who: keepers, Summary: "Whose one-time codes are to be taken away"},
	{Method: post, Path: "/users/:id/code/reset", Answer: (*Handlers).resetCode, Who: keepers, Summary: "Take away the one-time codes of somebody who lost the phone; a lead those of the vendor's workers", Form: views.ReasonForm{}},
	{Method: get, Path: "/users/:id/erase", Answer: (*Handlers).askErasure, Who: admin, Summary: "What erasing a person's data would take"},
	{Method: post, Path: "/users/:id/erase", Answer: (*Handlers).eraseUser, Who: admin, Summary: "Erase a disabled person's data for good; shows a page to confirm unless confirmed", Form: views.EraseForm{}},

	// mail
	{Method: get, Path: "/mails", Answer: (*Handlers).listMails, Who: admin, Summary: "Mail and what became of it: state, after in the address; never what it says"},
	{Method: post, Path: "/mails/retry", Answer: (*Handlers).retryMails, Who: admin, Summary: "Try all mails again that failed, or all that wait after a try: state failed or waiting; answers how many", Form: views.MailRetryForm{}},
	{Method: post, Path: "/mails/:id/retry", Answer: (*Handlers).retryMail, Who: admin, Summary: "Try a mail again that failed or waits"},
	{Method: get, Path: "/stamps", Answer: (*Handlers).listStamps, Who: stampers, Summary: "Sealed documents whose time-stamp is to come, and why: after in the address"},
	{Method: get, Path: "/outbox", Answer: (*Handlers).showOutbox, Summary: "In the demo: what would have been sent, one's own or, for the administrator, all"},
}
