package models

import (
	"slices"
	"strings"
	"time"
)

// EventKind is what happened; the set is closed.
type EventKind string

// The kinds of events, by noun.
const (
	EventSignedIn             EventKind = "account.signed_in"
	EventSignInFailed         EventKind = "account.sign_in_failed"
	EventSignedOut            EventKind = "account.signed_out"
	EventSignedOutAll         EventKind = "account.signed_out_everywhere"
	EventPasswordChanged      EventKind = "account.password_changed"
	EventLanguageChanged      EventKind = "account.language_changed"
	EventCodeEnrolled         EventKind = "account.code_enrolled"
	EventCodeRemoved          EventKind = "account.code_removed"
	EventCodeReset            EventKind = "account.code_reset"
	EventTokenCreated         EventKind = "account.token_created"
	EventTokenRevoked         EventKind = "account.token_revoked"
	EventUserCreated          EventKind = "user.created"
	EventUserUpdated          EventKind = "user.updated"
	EventUserDisabled         EventKind = "user.disabled"
	EventUserEnabled          EventKind = "user.enabled"
	EventUserInvited          EventKind = "user.invited"
	EventInvitationOpened     EventKind = "user.invitation_opened"
	EventSheetTyped           EventKind = "user.sheet_typed" // the code of a printed sheet
	EventDivisionCreated      EventKind = "division.created"
	EventDivisionRenamed      EventKind = "division.renamed"
	EventDivisionMerged       EventKind = "division.merged"
	EventDivisionUnnamed      EventKind = "division.name_withdrawn"
	EventVendorCreated        EventKind = "vendor.created"
	EventVendorUpdated        EventKind = "vendor.updated"
	EventSystemCreated        EventKind = "system.created"
	EventSystemUpdated        EventKind = "system.updated"
	EventLinkAdded            EventKind = "system.link_added"
	EventLinkRemoved          EventKind = "system.link_removed"
	EventManualAdded          EventKind = "system.manual_added"
	EventContractCreated      EventKind = "contract.created"
	EventContractUpdated      EventKind = "contract.updated"
	EventContractMoved        EventKind = "contract.moved"
	EventContractRemoved      EventKind = "contract.removed"
	EventPartyAdded           EventKind = "contract.party_added"
	EventPartyReported        EventKind = "contract.party_reported"
	EventPartyEnded           EventKind = "contract.party_ended"
	EventPartyFileAdded       EventKind = "contract.party_file_added"
	EventPartyReminded        EventKind = "contract.party_reminded"
	EventLeadInvited          EventKind = "contract.lead_invited"
	EventSubcontractApplied   EventKind = "subcontract.applied"
	EventSubcontractForwarded EventKind = "subcontract.forwarded"
	EventSubcontractReturned  EventKind = "subcontract.returned"
	EventSubcontractEndorsed  EventKind = "subcontract.endorsed"
	EventSubcontractApproved  EventKind = "subcontract.approved"
	EventSubcontractRefused   EventKind = "subcontract.refused"
	EventSubcontractWithdrawn EventKind = "subcontract.withdrawn"
	EventStructureFiled       EventKind = "structure.filed"
	EventStructureConfirmed   EventKind = "structure.confirmed"
	EventStructureReturned    EventKind = "structure.returned"
	EventStructureLacks       EventKind = "structure.lacks" // what is asked of one that was filed has changed
	EventRosterConfirmed      EventKind = "roster.confirmed"
	EventRosterReturned       EventKind = "roster.returned"
	EventRosterFiled          EventKind = "roster.filed" // again, after it was sent back
	EventWorkerJoined         EventKind = "worker.joined"
	EventWorkerUpdated        EventKind = "worker.updated"
	EventWorkerLeft           EventKind = "worker.left"
	EventInvitedOnPaper       EventKind = "worker.invited_on_paper"
	EventPledgeAsked          EventKind = "pledge.asked"
	EventPledgeSigned         EventKind = "pledge.signed"
	EventPledgeDeclined       EventKind = "pledge.declined"
	EventPledgeQuestion       EventKind = "pledge.question"
	EventPledgeAnswered       EventKind = "pledge.answered"
	EventPledgeDelegated      EventKind = "pledge.delegated"
	EventPledgePaper          EventKind = "pledge.paper_kept"
	EventPledgeConfirmed      EventKind = "pledge.confirmed"
	EventPledgeStamped        EventKind = "pledge.stamped"
	EventPledgeEnded          EventKind = "pledge.ended"
	EventPledgeReturned       EventKind = "pledge.returned"
	EventPledgeAgain          EventKind = "pledge.asked_again"
	EventBriefingPlanned      EventKind = "briefing.planned"
	EventBriefingCode         EventKind = "briefing.code_made"
	EventBriefingCheckedIn    EventKind = "briefing.checked_in"
	EventBriefingConfirmed    EventKind = "briefing.confirmed"
	EventBriefingHeld         EventKind = "briefing.held"
	EventBriefingCancelled    EventKind = "briefing.cancelled"
	EventBriefingFile         EventKind = "briefing.file_added"
	EventBriefingStamped      EventKind = "briefing.stamped"
	EventRecordConfirmed      EventKind = "briefing.record_confirmed"
	EventRecordReturned       EventKind = "briefing.record_returned"
	EventRelayStarted         EventKind = "briefing.relay_started"
	EventRelayEnded           EventKind = "briefing.relay_ended"
	EventTopicRead            EventKind = "topic.read"
	EventQuizAnswered         EventKind = "topic.answered"
	EventLevelRaised          EventKind = "level.raised"
	EventLevelRaiseEnded      EventKind = "level.raise_ended"
	EventLoweringAsked        EventKind = "level.lowering_asked"
	EventLoweringDecided      EventKind = "level.lowering_decided"
	EventLoweringEnded        EventKind = "level.lowering_ended"
	EventParamStricter        EventKind = "appendix.param_stricter"
	EventParamRestored        EventKind = "appendix.param_restored"
	EventWaiverAsked          EventKind = "waiver.asked"
	EventWaiverDecided        EventKind = "waiver.decided"
	EventConsulted            EventKind = "consultation.asked"
	EventConsultAnswered      EventKind = "consultation.answered"
	EventConsultWithdrawn     EventKind = "consultation.withdrawn"
	EventAppendixIssued       EventKind = "appendix.issued"
	EventAppendixAccepted     EventKind = "appendix.accepted"
	EventEditionPublished     EventKind = "edition.published"
	EventEditionMoved         EventKind = "contract.edition_moved"
	EventHoldPlaced           EventKind = "contract.hold_placed"
	EventHoldLifted           EventKind = "contract.hold_lifted"
	EventEvidenceTaken        EventKind = "contract.evidence_taken"
	EventPersonErased         EventKind = "user.erased"
	EventMailFailed           EventKind = "mail.failed" // for good; what is sent leaves no line
	EventMailRetried          EventKind = "mail.retried"
	EventLogKey               EventKind = "log.key_registered"
	EventLogCut               EventKind = "log.cut"
	EventLogExported          EventKind = "log.exported"
)

// EventKinds are all of them, by noun, in the order pages list them.
func EventKinds() []EventKind {
	return []EventKind{
		EventSignedIn, EventSignInFailed, EventSignedOut, EventSignedOutAll, EventPasswordChanged, EventLanguageChanged,
		EventCodeEnrolled, EventCodeRemoved, EventCodeReset, EventTokenCreated, EventTokenRevoked, EventUserCreated, EventUserUpdated, EventUserDisabled, EventUserEnabled,
		EventUserInvited, EventInvitationOpened, EventSheetTyped, EventDivisionCreated, EventDivisionRenamed, EventDivisionMerged, EventDivisionUnnamed, EventVendorCreated,
		EventVendorUpdated, EventSystemCreated, EventSystemUpdated, EventLinkAdded, EventLinkRemoved, EventManualAdded,
		EventContractCreated, EventContractUpdated, EventContractMoved, EventContractRemoved, EventPartyAdded,
		EventPartyReported, EventPartyEnded, EventPartyFileAdded, EventPartyReminded, EventLeadInvited, EventSubcontractApplied, EventSubcontractForwarded, EventSubcontractReturned,
		EventSubcontractEndorsed, EventSubcontractApproved, EventSubcontractRefused, EventSubcontractWithdrawn,
		EventStructureFiled, EventStructureConfirmed, EventStructureReturned, EventStructureLacks, EventRosterConfirmed, EventRosterReturned, EventRosterFiled,
		EventWorkerJoined, EventWorkerUpdated, EventWorkerLeft, EventInvitedOnPaper,
		EventPledgeAsked, EventPledgeSigned, EventPledgeDeclined, EventPledgeQuestion, EventPledgeAnswered, EventPledgeDelegated,
		EventPledgePaper, EventPledgeConfirmed, EventPledgeStamped, EventPledgeEnded, EventPledgeReturned, EventPledgeAgain,
		EventBriefingPlanned, EventBriefingCode, EventBriefingCheckedIn, EventBriefingConfirmed, EventBriefingHeld, EventBriefingCancelled, EventBriefingFile, EventBriefingStamped,
		EventRecordConfirmed, EventRecordReturned,
		EventRelayStarted, EventRelayEnded,
		EventTopicRead, EventQuizAnswered,
		EventLevelRaised, EventLevelRaiseEnded, EventLoweringAsked, EventLoweringDecided, EventLoweringEnded,
		EventParamStricter, EventParamRestored, EventWaiverAsked, EventWaiverDecided, EventConsulted, EventConsultAnswered,
		EventConsultWithdrawn, EventAppendixIssued, EventAppendixAccepted, EventEditionPublished, EventEditionMoved, EventHoldPlaced,
		EventHoldLifted, EventEvidenceTaken, EventPersonErased, EventMailFailed, EventMailRetried, EventLogKey, EventLogCut, EventLogExported,
	}
}

// Noun is what a kind of event is about: contract of contract.moved.
func (k EventKind) Noun() string {
	noun, _, _ := strings.Cut(string(k), ".")
	return noun
}

// EventSubjects are the kinds of things events are about. A contract's appendices,
// parties, waivers and consultations belong to the contract; see EventQuery.
func EventSubjects() []string {
	return []string{"contract", "vendor", "system", "division", "user", "edition", "mail", "log"}
}

// Event is one line of the log: who, in which role, from where, did what to what,
// and what changed. Before and After hold changed fields only, never secrets.
type Event struct {
	ID         string         `json:"id"`
	At         time.Time      `json:"at"`
	ActorID    string         `json:"actor_id"`
	ActorName  string         `json:"actor"`
	Role       Role           `json:"role"`
	Address    string         `json:"address,omitempty"`
	Kind       EventKind      `json:"kind"`
	Subject    string         `json:"subject"` // contract, vendor, …
	SubjectID  string         `json:"subject_id"`
	ContractID string         `json:"contract_id,omitempty"`
	Before     map[string]any `json:"before,omitempty"`
	After      map[string]any `json:"after,omitempty"`
	Reason     string         `json:"reason,omitempty"`
}

// Erased stands where an event spoke of a person whose data has been erased.
const Erased = "〔消去済み erased〕"

// PersonalFields are the fields of an event's before and after that are personal
// data of its subject, by the kind of subject.
func PersonalFields(subject string) []string {
	switch subject {
	case "user":
		return []string{"login", "name", "mail", "post"}
	case "vendor":
		return []string{"representative", "phone", "email"}
	case "party":
		return []string{"representative", "contact_name", "contact_phone", "contact_email", "lead_name", "lead_phone", "lead_mail", "after_hours", "security_lead", "privacy_lead", "contacts"}
	case "worker":
		return []string{"name"}
	}
	return nil
}

// CanReadEventNames: staff, and the administrator for the divisions.
func CanReadEventNames(a Actor) bool { return CanSeeSystems(a) || a.Is(Admin) }

// TopicName is where the names of what events speak of have that of a topic: its id alone
// may be the code of something else.
func TopicName(id string) string { return "topic." + id }

// Named are the ids whose names the lines of events need: what they are about, and what
// changed. Each once, and in order.
func Named(events []Event) []string {
	ids := Spoken(events)
	for _, e := range events {
		ids = append(ids, e.SubjectID, e.ContractID)
	}
	slices.Sort(ids)
	return slices.DeleteFunc(slices.Compact(ids), func(id string) bool { return !IsID(id) })
}

// Spoken are the ids that events speak of in what changed, each once and in order.
func Spoken(events []Event) []string {
	var ids []string
	var collect func(v any)
	collect = func(v any) {
		switch v := v.(type) {
		case string:
			if IsID(v) {
				ids = append(ids, v)
			}
		case []any:
			for _, x := range v {
				collect(x)
			}
		case map[string]any:
			for _, x := range v {
				collect(x)
			}
		}
	}
	for _, e := range events {
		collect(e.Before)
		collect(e.After)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}
