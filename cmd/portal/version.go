package main

import "runtime/debug"

// versionCommand prints what this binary was built from.
type versionCommand struct{}

// Run prints the module version and, where the build recorded it, the revision.
func (versionCommand) Run(s streams) error { //nolint:unparam // kong asks for the signature
	info, ok := debug.ReadBuildInfo()
	if !ok {
		say(s.out, "portal\n")
		return nil
	}
	revision := ""
	for _, set := range info.Settings {
		if set.Key == "vcs.revision" {
			revision = " " + set.Value
		}
	}
	say(s.out, "portal %s%s %s\n", info.Main.Version, revision, info.GoVersion)
	return nil
}
