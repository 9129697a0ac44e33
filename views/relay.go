package views

import "chigiri/models"

// RelayBar stands on top of every page of a device that is passed round, in place of the
// bar: what comes next, and the way to hand the device on.
type RelayBar struct {
	Done bool // the page itself says to hand it on
}

// RelayStep is one step of what somebody does on such a device.
type RelayStep struct {
	models.RelaySteps
	Step      string // check_in, topics, pledge; empty at the end
	NeedsCode bool   // the pledge asks for a one-time code, and the person has none
	Paper     bool   // the pledge may be signed on paper
}

// relayPaper is what people without a phone are told where a one-time code is asked for.
func relayPaper(paper bool) string {
	if paper {
		return "relay.pledge.paper"
	}
	return "relay.pledge.no_paper"
}

// relayState is how far a step is, for the list of all.
func (s RelayStep) relayState(step string) (class, shape, word string) {
	done := map[string]bool{"check_in": s.Here, "topics": s.Topics == 0, "pledge": s.PledgeID == ""}[step]
	switch {
	case s.Step == step:
		return "due", "▲", "relay.step.now"
	case done && (step == "check_in" || step == "pledge" && s.Signed):
		return "ok", "●", "relay.step.done"
	case done:
		return "off", "―", "relay.step.none"
	}
	return "off", "○", "relay.step.later"
}

// relayEnd is what the last page says: that all is done, or what is left.
func (s RelayStep) relayEnd() (title, why string) {
	switch {
	case s.Over:
		return "relay.end.over", ""
	case !s.Asked:
		return "relay.end.not_asked", "relay.end.not_asked.why"
	case s.Topics > 0:
		return "relay.end.done", "relay.end.topics"
	case s.Signed:
		return "relay.end.done", "relay.end.signed"
	}
	return "relay.end.done", ""
}

// seconds is how long a page waits for a hand before it signs out by itself; the store's
// rule stands behind it.
func (r RelayBar) seconds() string { return "180" }
