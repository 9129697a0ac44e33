package catalog

import (
	"fmt"

	"chigiri/models"
	"chigiri/models/yamlfile"
)

// Issue is one complaint about an edition or a contract file.
type Issue = yamlfile.Issue

// faults collects what is wrong with facts or an edition; paths are those of the
// file they came from or would be written in, such as stricter[0].value.
type faults []Issue

func (f *faults) add(path, key string, what, mend models.Text) {
	i := yamlfile.NewIssue(key, what, mend)
	i.Path = path
	*f = append(*f, i)
}

// say formats the same words in both languages.
func say(ja, en string, args ...any) models.Text {
	if len(args) == 0 {
		return models.Text{JA: ja, EN: en}
	}
	return models.Text{JA: fmt.Sprintf(ja, args...), EN: fmt.Sprintf(en, args...)}
}

// problems are the faults as the rest of the house speaks of them: the message
// "error.catalog" takes the text in Japanese, the text in English, and the key
// that names the kind of fault.
func (f faults) problems() models.Problems {
	var p models.Problems
	for _, i := range f {
		p.Add(i.Path, "error.catalog", i.What.JA+"。"+i.Mend.JA, i.What.EN+": "+i.Mend.EN, i.Key)
	}
	return p
}

// err is nil when nothing is wrong, else a models.Error of KindInvalid.
func (f faults) err() error { return f.problems().Err() }

// suggestion is the advice that names what was probably meant.
func suggestion(got string, known []string) models.Text {
	ja, en := yamlfile.Suggest(got, known)
	return models.Text{JA: ja, EN: en}
}
