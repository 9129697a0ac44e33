package assets

import _ "embed"

// Example is the example data of `portal demo`, in YAML.
//
//go:embed demo/example.yaml
var Example []byte
