// Command summary reads `go test -json` on its standard input and tells a person
// what matters: one line for each package, the whole output of whatever failed,
// every skipped test with its reason, and a total. It exits 1 when anything
// failed, and under -strict also when a test was skipped: a skip for want of a
// tool would otherwise pass for a proof. Fuzz seeds may skip, they are inputs.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"time"
)

// event is one line of `go test -json` (cmd/test2json), as far as it is used.
type event struct {
	Action, Package, ImportPath, Test, Output, FailedBuild string
	Elapsed                                                float64
}

// tally is what has been seen so far.
type tally struct {
	output                  map[string][]string // by package and test
	passed, failed, skipped int
	packages, broken        int
	skips                   []string
	started                 time.Time
}

func main() {
	strict := flag.Bool("strict", false, "a skipped test is a failure")
	name := flag.String("name", "tests", "what the total is called")
	flag.Parse()

	t := tally{output: map[string][]string{}, started: time.Now()}
	lines := bufio.NewReader(os.Stdin)
	for {
		line, err := lines.ReadString('\n')
		if line != "" {
			t.read(line)
		}
		if err != nil {
			break
		}
	}
	os.Exit(t.close(*name, *strict))
}

// read takes in one line; what is no event (a panic of the go command itself) is
// passed on as it is.
func (t *tally) read(line string) {
	var e event
	if json.Unmarshal([]byte(line), &e) != nil {
		fmt.Print(line)
		return
	}
	key := e.Package + " " + e.Test
	switch e.Action {
	case "build-output":
		t.output[e.ImportPath] = append(t.output[e.ImportPath], e.Output)
	case "output":
		if !strings.HasPrefix(e.Output, "=== ") {
			t.output[key] = append(t.output[key], e.Output)
		}
	case "pass", "fail", "skip":
		if e.Test == "" {
			t.endPackage(e)
		} else {
			t.endTest(e)
		}
		delete(t.output, key)
	}
}

func (t *tally) endTest(e event) {
	output := strings.Join(t.output[e.Package+" "+e.Test], "")
	switch e.Action {
	case "pass":
		t.passed++
	case "fail":
		t.failed++
		fmt.Printf("--- FAIL %s %s (%.2fs)\n%s", e.Package, e.Test, e.Elapsed, output)
	case "skip":
		if strings.HasPrefix(e.Test, "Fuzz") {
			return
		}
		t.skipped++
		t.skips = append(t.skips, fmt.Sprintf("--- SKIP %s %s\n%s", e.Package, e.Test, output))
	}
}

func (t *tally) endPackage(e event) {
	t.packages++
	switch e.Action {
	case "pass":
		fmt.Printf("ok    %-40s %6.1fs\n", e.Package, e.Elapsed)
	case "skip":
		fmt.Printf("none  %-40s\n", e.Package)
	case "fail":
		t.broken++
		fmt.Printf("FAIL  %-40s %6.1fs\n", e.Package, e.Elapsed)
		fmt.Print(strings.Join(t.output[e.FailedBuild], ""))
		delete(t.output, e.FailedBuild)
		// A package that dies (panic, race, deadline) leaves its reason with the
		// test that was running, which then never ends.
		for key, output := range t.output {
			if strings.HasPrefix(key, e.Package+" ") {
				fmt.Print(strings.Join(output, ""))
				delete(t.output, key)
			}
		}
	}
}

// close prints the total and answers the exit code.
func (t *tally) close(name string, strict bool) int {
	for _, skip := range t.skips {
		fmt.Print(skip)
	}
	fmt.Printf("%s: %d passed, %d failed, %d skipped; %d packages, %d broken; %s\n",
		name, t.passed, t.failed, t.skipped, t.packages, t.broken,
		time.Since(t.started).Round(time.Second))
	switch {
	case t.failed > 0 || t.broken > 0 || t.packages == 0:
		return 1
	case strict && t.skipped > 0:
		fmt.Println(name + ": here a skipped test is a failure; see the reasons above")
		return 1
	}
	return 0
}
