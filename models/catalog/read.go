package catalog

import (
	"crypto/sha256"
	"encoding/hex"

	"chigiri/models/yamlfile"
)

// Read reads an edition and refuses one with any fault. The error is
// yamlfile.Issues, which is also a models.Error of KindInvalid. name stands in
// complaints as the file's name.
func Read(name string, data []byte) (*Edition, error) {
	e, issues := load(name, data)
	if err := issues.Err(); err != nil {
		return nil, err
	}
	e.build()
	return e, nil
}

// Check reads an edition and gives everything that is wrong with it, in the order
// of the file, and notes on what is worth knowing (sources not yet compared with
// the original). Nothing has to be mended when all are notes.
func Check(name string, data []byte) []Issue {
	_, issues := load(name, data)
	return issues
}

func load(name string, data []byte) (*Edition, yamlfile.Issues) {
	file, err := yamlfile.Parse(name, data)
	if err != nil {
		return nil, yamlfile.IssuesOf(err)
	}
	e := &Edition{}
	var issues yamlfile.Issues
	if err := file.Decode(e); err != nil {
		issues = yamlfile.IssuesOf(err)
	}
	sum := sha256.Sum256(data)
	e.SHA256 = hex.EncodeToString(sum[:])
	if len(issues) == 0 {
		// What a misread edition says would only hide what is wrong with the file.
		issues = placed(file, e.check(file))
	}
	return e, issues
}
