package seal

import (
	"errors"
	"fmt"
)

// Code is what is wrong with a seal, for whoever puts it into words
// ("error.seal.<code>" in views/i18n).
type Code string

// What may be wrong with the file as a file.
const (
	NotPDF      Code = "not_pdf"     // it is something else
	TooLarge    Code = "too_large"   // more than a document of the portal can have
	Broken      Code = "broken"      // its parts do not fit together
	Encrypted   Code = "encrypted"   // it is behind a password, its own or an empty one: no document of ours, nor the same bytes
	Unsupported Code = "unsupported" // a way of PDF that our documents do not use: compressed cross-references
)

// What may be wrong with the place of the signature.
const (
	Unsigned    Code = "unsigned"     // there is none
	Trailing    Code = "trailing"     // bytes stand behind the end
	Appended    Code = "appended"     // a later revision adds something
	Replaced    Code = "replaced"     // a later revision puts something else in the place of what was signed
	Several     Code = "several"      // more than one signature
	Partial     Code = "partial"      // the signature leaves out a part of the document
	Overlapping Code = "overlapping"  // its two ranges overlap
	Ranges      Code = "ranges"       // its ranges are not four plain numbers
	Outside     Code = "outside"      // the signature value stands elsewhere than in the gap
	Wrapped     Code = "wrapped"      // something is hidden beside the signature value, or a signature beside the form
	Twice       Code = "twice"        // a dictionary has a key twice, so that readers may differ
	Forms       Code = "forms"        // more than one form, or one where there should be none
	Already     Code = "already"      // it is sealed already
	Stamped     Code = "stamped"      // it has its time-stamp already
	NoRoom      Code = "no_room"      // the time-stamp does not fit
	Kind        Code = "kind"         // another kind of signature than PAdES
	Incomplete  Code = "incomplete"   // an entry that a seal must have is missing or unreadable
	Unreadable  Code = "unreadable"   // the signature value is no signed data as PAdES has it
	Altered     Code = "altered"      // the document is not the one that was signed
	Forged      Code = "forged"       // the signature was not made by the certificate's key
	Misnamed    Code = "misnamed"     // the certificate is not the one the signature names
	Weak        Code = "weak"         // a key too short or an algorithm not to be relied on
	NoRoots     Code = "no_roots"     // nobody said whom to trust
	Untrusted   Code = "untrusted"    // the certificate is under none of the roots
	Expired     Code = "expired"      // the certificate was not valid at that time
	Purpose     Code = "purpose"      // the certificate is not for signing documents
	BadStamp    Code = "bad_stamp"    // the time-stamp does not hold
	BadTime     Code = "bad_time"     // the times contradict each other
	BadKey      Code = "bad_key"      // a key file that is none
	KeyMismatch Code = "key_mismatch" // the key and its certificate do not belong together
	Disordered  Code = "disordered"   // certificates that do not follow each other, leaf first
)

// Codes are all of them.
func Codes() []Code {
	return []Code{
		NotPDF, TooLarge, Broken, Encrypted, Unsupported, Unsigned, Trailing, Appended, Replaced, Several, Partial, Overlapping, Ranges, Outside, Wrapped,
		Twice, Forms, Already, Stamped, NoRoom, Kind, Incomplete, Unreadable, Altered, Forged, Misnamed, Weak, NoRoots, Untrusted, Expired,
		Purpose, BadStamp, BadTime, BadKey, KeyMismatch, Disordered,
	}
}

// Fault is why a document, a token or a key was refused.
type Fault struct {
	Code   Code
	Detail string // where and what, in English, for the log
	Cause  error  // of another library; may be nil
}

// Error is the text for the log.
func (f *Fault) Error() string {
	text := "seal: " + string(f.Code)
	if f.Detail != "" {
		text += ": " + f.Detail
	}
	if f.Cause != nil {
		text += ": " + f.Cause.Error()
	}
	return text
}

// Unwrap gives the cause.
func (f *Fault) Unwrap() error { return f.Cause }

// CodeOf gives the code of err, or "" when it is no fault of a seal.
func CodeOf(err error) Code {
	var f *Fault
	if errors.As(err, &f) {
		return f.Code
	}
	return ""
}

func fault(code Code, format string, args ...any) *Fault {
	return &Fault{Code: code, Detail: fmt.Sprintf(format, args...)}
}

func because(code Code, cause error, format string, args ...any) *Fault {
	return &Fault{Code: code, Detail: fmt.Sprintf(format, args...), Cause: cause}
}
