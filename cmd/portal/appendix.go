package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"chigiri/assets"
	"chigiri/models"
	"chigiri/models/catalog"
	"chigiri/views/document"
)

// appendixCommand compiles and typesets an appendix from a file.
type appendixCommand struct {
	Output   string   `short:"o" placeholder:"FILE" help:"File to write; - or nothing is standard output."`
	Format   string   `enum:"pdf,docx,html,json," default:"" help:"pdf, docx, html or json; otherwise by the output's name, else pdf."`
	Edition  string   `placeholder:"FILE" help:"Catalog to compile from; the bundled edition when left out."`
	English  bool     `help:"An English reading copy instead of the official text."`
	Issue    int      `placeholder:"N" help:"Print it as issued, version N, instead of a draft."`
	Date     string   `placeholder:"DAY" help:"Day of issue, e.g. 令和8年4月1日; today when left out."`
	Gaiji    []string `env:"PORTAL_FONTS" placeholder:"FILE" help:"Further TrueType fonts for 外字."`
	Contract string   `arg:"" help:"The contract as YAML (see README)."`
}

// maxInput is the largest contract file, in bytes.
const maxInput = 1 << 20

// Run reads, compiles, typesets and writes; nothing is written when anything is
// wrong.
func (c appendixCommand) Run(_ context.Context, s streams) error {
	format, err := c.format()
	if err != nil {
		return err
	}
	a, err := c.compile()
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := write(&out, format, a, c.English, c.Gaiji); err != nil {
		return err
	}
	if c.Output == "" || c.Output == "-" {
		_, err := s.out.Write(out.Bytes())
		return err
	}
	return os.WriteFile(c.Output, out.Bytes(), 0o600)
}

func (c appendixCommand) format() (string, error) {
	if c.Format != "" {
		return c.Format, nil
	}
	switch ext := strings.TrimPrefix(filepath.Ext(c.Output), "."); ext {
	case "":
		return "pdf", nil
	case "pdf", "docx", "html", "json":
		return ext, nil
	default:
		return "", usageError{"error.usage.format", []any{ext}}
	}
}

func (c appendixCommand) compile() (models.Appendix, error) {
	data, err := readInput(c.Contract)
	if err != nil {
		return models.Appendix{}, err
	}
	edition, err := c.edition()
	if err != nil {
		return models.Appendix{}, err
	}
	facts, err := catalog.ReadContract(edition, c.Contract, data)
	if err != nil {
		return models.Appendix{}, err
	}
	a, err := catalog.Compile(edition, facts)
	if err != nil {
		return a, err
	}
	return c.issued(edition, a)
}

func (c appendixCommand) edition() (*catalog.Edition, error) {
	if c.Edition == "" {
		bundled := assets.Editions()
		newest := bundled[len(bundled)-1]
		return catalog.Read(newest.Name, newest.Data)
	}
	data, err := readFile(c.Edition)
	if err != nil {
		return nil, err
	}
	return catalog.Read(c.Edition, data)
}

// readInput reads a file, or standard input for -, up to maxInput.
func readInput(name string) ([]byte, error) {
	in := os.Stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, maxInput+1))
	if err == nil && len(data) > maxInput {
		err = models.Invalidf("", "error.input.large", name, maxInput>>10)
	}
	return data, err
}

func write(w io.Writer, format string, a models.Appendix, english bool, gaiji []string) error {
	lang := "ja"
	if english {
		lang = "en"
	}
	switch format {
	case "json":
		enc := json.NewEncoder(w)
		enc.SetIndent("", "  ")
		return enc.Encode(a)
	case "docx":
		return document.WriteDOCX(w, document.Appendix(a, lang))
	case "html":
		return document.WriteHTML(w, document.Appendix(a, lang))
	}
	fonts, err := loadFonts(gaiji)
	if err != nil {
		return err
	}
	return document.WritePDF(w, document.Appendix(a, lang), fonts)
}

// fontFiles reads the installation's own fonts.
func fontFiles(paths []string) ([]document.FontFile, error) {
	var files []document.FontFile
	for _, p := range paths {
		b, err := os.ReadFile(p)
		if err != nil {
			return nil, fmt.Errorf("font: %w", err)
		}
		files = append(files, document.FontFile{Name: filepath.Base(p), Data: b})
	}
	return files, nil
}
