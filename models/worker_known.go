package models

// WorkerKnown is what is known of the person behind a line of a roster.
type WorkerKnown struct {
	Name   string // of the account
	Mail   string // where mail reaches the account
	Access bool   // has signed in: the invitation was accepted
	Acted  bool   // under the line: signed a pledge, or was at a meeting
}

// CheckPerson says whether a line may say what it is to say of its person. What somebody
// signed and heard is that person's for good: a line does not pass to somebody else by
// another name. It may take the name the account has, as after a marriage, and another
// spelling of its own.
func (k WorkerKnown) CheckPerson(w Worker, in WorkerInput) error {
	var p Problems
	same := SearchKey(in.Name) == SearchKey(w.Name) || SearchKey(in.Name) == SearchKey(k.Name)
	if !same && (k.Access || k.Acted) {
		p.Add("name", "error.worker.known", w.Name)
	}
	if in.Mail != "" && in.Mail != k.Mail && k.Access {
		p.Add("mail", "error.worker.mail_known")
	}
	return p.Err()
}
