// Command portal is the whole product in one binary: the portal itself, its
// schema, appendices without a server, checks of the catalog, accounts, example
// and load data. This room wires the others together: it reads flags and the
// environment, opens the store and the doors, and turns errors into one clear
// line and an exit code (0 done, 1 failed, 2 wrong usage). It holds no rules.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"chigiri/views/i18n"
)

// commands is the command line.
type commands struct {
	Demo    demoCommand     `cmd:"" help:"Run the whole product on an embedded database with example data."`
	Serve   serveCommand    `cmd:"" help:"Run the portal (settings from PORTAL_… in the environment)."`
	Migrate migrateCommand  `cmd:"" help:"Show or bring up the database schema."`
	Draft   appendixCommand `cmd:"" name:"appendix" help:"Compile and typeset an appendix from a YAML file, with no server and no database."`
	Catalog catalogCommand  `cmd:"" help:"Check or compare catalog files."`
	User    userCommand     `cmd:"" help:"Make the first administrator, or a new one-time link for an account."`
	Log     logCommand      `cmd:"" help:"Check, export and sign the tamper-evident log."`
	Seal    sealCommand     `cmd:"" help:"Make the key that seals documents, or check a sealed one."`
	Secret  secretCommand   `cmd:"" help:"Make the secret of an installation, under which one-time codes are sealed."`
	Fixture fixtureCommand  `cmd:"" help:"Fill a database with a realistic load data set."`
	Version versionCommand  `cmd:"" help:"Print the version of this program."`
}

// streams are where a command speaks.
type streams struct {
	out, err io.Writer
}

// usageError is wrong usage found after parsing: a key of views/i18n and what it speaks of.
type usageError struct {
	key  string
	args []any
}

// Error says what is wrong in the language of the terminal.
func (u usageError) Error() string { return i18n.T(tongue(), u.key, u.args...) }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], streams{os.Stdout, os.Stderr})
	stop()
	os.Exit(code)
}

// run is main without the process: tests call it.
func run(ctx context.Context, args []string, s streams) int {
	var c commands
	exited, code := false, 0
	parser, err := kong.New(&c,
		kong.Name("portal"),
		kong.Description("Chigiri 契: contractor compliance from contract to appendix to access."),
		kong.Writers(s.out, s.err),
		kong.Exit(func(n int) { exited, code = true, n }),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(s),
	)
	if err != nil {
		return fail(s, err)
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	line, err := parser.Parse(args)
	if exited {
		return code
	}
	if err != nil {
		return misuse(s, err)
	}
	err = line.Run()
	var wrong usageError
	if errors.As(err, &wrong) {
		return misuse(s, wrong)
	}
	if err != nil {
		return fail(s, err)
	}
	return 0
}

func fail(s streams, err error) int {
	say(s.err, "portal: %s\n", spoken(err))
	return 1
}

// misuse says what is wrong and where to read on. What the parser of the command
// line says is its own, in English; ours stands around it.
func misuse(s streams, err error) int {
	said := err.Error()
	if wrong := (usageError{}); !errors.As(err, &wrong) {
		said = i18n.T(tongue(), "error.usage", said)
	}
	say(s.err, "portal: %s\n        %s\n", said, i18n.T(tongue(), "error.usage.help"))
	return 2
}

// say prints for a person; there is nothing to do when nobody listens any more.
func say(w io.Writer, format string, args ...any) { _, _ = fmt.Fprintf(w, format, args...) }
