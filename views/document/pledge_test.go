package document

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"chigiri/assets"
	"chigiri/models"
	"chigiri/models/catalog"
)

// pledgeCase is the newest edition and the audit case under it, changed if asked.
func pledgeCase(t testing.TB, change func(*models.Facts)) (*catalog.Edition, models.Appendix) {
	t.Helper()
	all := assets.Editions()
	e, err := catalog.Read(all[len(all)-1].Name, all[len(all)-1].Data)
	if err != nil {
		t.Fatal(err)
	}
	f, err := catalog.ReadContract(e, "contract.example.yaml", assets.ContractExample())
	if err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(&f)
	}
	a, err := catalog.Compile(e, f)
	if err != nil {
		t.Fatal(err)
	}
	a.Version = 1
	return e, a
}

// atL3 makes the audit case one of personal information alone.
func atL3(f *models.Facts) { f.Classes, f.Systems = []string{"basic_identity"}, nil }

func pledgeOf(t testing.TB, s models.Signer, change func(*models.Facts)) models.PledgeText {
	t.Helper()
	e, a := pledgeCase(t, change)
	p, err := catalog.PledgeText(e, a, s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

var (
	workerSigner  = models.Signer{Kind: models.PledgeWorker, Tier: 1, Employer: "合同会社淀川システム", Name: "葛󠄀城 𠮷子", Role: "保守担当"}
	companySigner = models.Signer{Kind: models.PledgeCompany, Employer: "株式会社なにわ情報サービス", Name: "𠮷野 博", Role: "代表取締役"}
	subSigner     = models.Signer{Kind: models.PledgeCompany, Tier: 2, Employer: "有限会社髙﨑データ", Name: "髙﨑 一", Role: "取締役"}
)

func signed(name string, picture []byte) *models.PledgeSignature {
	return &models.PledgeSignature{
		PledgeID: "P1", Code: "7KQ4-M2XD-9F3A", Name: name, At: time.Date(2026, 10, 1, 1, 5, 0, 0, time.UTC),
		Method: models.SignedByCode, Seal: picture, VerifyAt: "https://chigiri.pref.example.lg.jp/verify/7KQ4-M2XD-9F3A",
	}
}

// stamp is a round vermilion seal on nothing, not quite opaque.
func stamp(t testing.TB, wide, high int) []byte {
	t.Helper()
	p := image.NewNRGBA(image.Rect(0, 0, wide, high))
	for y := range high {
		for x := range wide {
			dx, dy := float64(2*x-wide)/float64(wide), float64(2*y-high)/float64(high)
			if r := dx*dx + dy*dy; r < 1 && (r > 0.75 || (x*8/wide)%2 == 0 && r < 0.6) {
				p.SetNRGBA(x, y, color.NRGBA{0xC8, 0x32, 0x1E, 0xD0})
			}
		}
	}
	return pngOf(t, p)
}

func pngOf(t testing.TB, p image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// pages writes a PDF and, where PAGES names a folder, keeps it there to be looked at.
func pages(t testing.TB, name string, doc Document) []byte {
	t.Helper()
	file := writePDF(t, doc)
	if dir := os.Getenv("PAGES"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, name+".pdf"), file, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return file
}

func TestPledgePrintsWhatIsSealed(t *testing.T) {
	// Nothing is sealed that is not shown, and it is shown in the same order: signed,
	// as a draft and on paper, with names outside the basic plane.
	for name, c := range map[string]struct {
		signer models.Signer
		change func(*models.Facts)
		make   func(models.PledgeText) Document
	}{
		"pledge-l4-worker":  {workerSigner, nil, func(p models.PledgeText) Document { return Pledge(p, signed("葛󠄀城 𠮷子", nil), "ja") }},
		"pledge-l4-company": {companySigner, nil, func(p models.PledgeText) Document { return Pledge(p, signed("𠮷野 博", stamp(t, 300, 300)), "ja") }},
		"pledge-l4-tier2":   {subSigner, nil, func(p models.PledgeText) Document { return Pledge(p, signed("髙﨑 一", stamp(t, 600, 200)), "ja") }},
		"pledge-l3-worker":  {workerSigner, atL3, func(p models.PledgeText) Document { return Pledge(p, signed("葛󠄀城 𠮷子", nil), "ja") }},
		"pledge-draft":      {workerSigner, nil, func(p models.PledgeText) Document { return Pledge(p, nil, "ja") }},
		"pledge-blank":      {workerSigner, nil, func(p models.PledgeText) Document { return BlankPledge(p, "ja") }},
	} {
		t.Run(name, func(t *testing.T) {
			p := pledgeOf(t, c.signer, c.change)
			doc := c.make(p)
			if line := Unprinted(doc, p.Sealed()); line != "" {
				t.Errorf("the document lacks %q", line)
			}
			rest := extracted(t, pages(t, name, doc), doc)
			for _, line := range strings.Split(strings.TrimSpace(p.Sealed()), "\n") {
				_, after, found := strings.Cut(rest, solid(line))
				if !found {
					t.Fatalf("the PDF does not print %q in its place", line)
				}
				rest = after
			}
		})
	}
}

func TestUnprintedNamesTheLine(t *testing.T) {
	// The guard before sealing finds a changed word, a missing and a misplaced line.
	p := pledgeOf(t, workerSigner, nil)
	doc := Pledge(p, signed("葛󠄀城 𠮷子", nil), "ja")
	lines := strings.Split(strings.TrimSpace(p.Sealed()), "\n")
	first, last := lines[2], lines[len(lines)-1]
	for _, sealed := range []string{strings.Replace(p.Sealed(), "漏らしません", "漏らします", 1), p.Sealed() + "別に約束すること\n", last + "\n" + first + "\n"} {
		if Unprinted(doc, sealed) == "" {
			t.Errorf("nothing is missed of %.60q", sealed)
		}
	}
}

func TestPledgeSaysWhoSignedAndHow(t *testing.T) {
	sign := signed("川口 𠮷男", nil)
	sign.Capacity = models.AsLead
	for lang, want := range map[string][]string{
		"ja": {"様式 F-01A", "令和８年１０月１日（木）１０時０５分", "代表取締役　𠮷野 博", "署名者（代表者から権限を受けて署名）", "業務責任者　川口 𠮷男", "利用者ＩＤ及びパスワード並びにワンタイムコードによる", sign.Code, sign.VerifyAt},
		"en": {"Form F-01A", "Thu 1 Oct 2026 10:05 JST", "with power from the representative", "responsible person", "by login, password and one-time code", "The Japanese text alone is authoritative"},
	} {
		p := pledgeOf(t, companySigner, nil)
		all := strings.Join(Strings(Pledge(p, sign, lang)), "\n")
		for _, s := range append(want, p.Hash, p.AppendixHash) {
			if !strings.Contains(all, s) {
				t.Errorf("%s: %q is not printed", lang, s)
			}
		}
		if strings.Contains(all, "%!") {
			t.Errorf("%s: a word and its values do not fit together", lang)
		}
		if strings.Contains(all, "代表取締役\n業務") || strings.Contains(all, "代表取締役　川口") || strings.Contains(all, "代表取締役\n川口") {
			t.Errorf("%s: the signer bears the representative's post:\n%s", lang, all)
		}
	}
}

func TestPledgeDraftIsMarked(t *testing.T) {
	p := pledgeOf(t, workerSigner, nil)
	draft := Pledge(p, nil, "ja")
	if !strings.HasPrefix(draft.Running, "案") || !strings.Contains(strings.Join(Strings(draft), ""), "案です") {
		t.Error("the draft can be taken for a pledge")
	}
	if done := Pledge(p, signed("葛󠄀城 𠮷子", nil), "ja"); strings.Contains(strings.Join(Strings(done), "")+done.Running, "案です") {
		t.Error("the pledge is marked as a draft")
	}
}

func TestPledgeIsTheSameBytes(t *testing.T) {
	p, picture := pledgeOf(t, companySigner, nil), stamp(t, 900, 700)
	one := writePDF(t, Pledge(p, signed("𠮷野 博", picture), "ja"))
	if !bytes.Equal(one, writePDF(t, Pledge(p, signed("𠮷野 博", picture), "ja"))) {
		t.Error("the same pledge gave other bytes")
	}
	if bytes.Equal(one, writePDF(t, Pledge(p, signed("𠮷野 博", stamp(t, 901, 700)), "ja"))) {
		t.Error("another seal gave the same bytes")
	}
}

// drawn is a page of a PDF as a picture, at 72 dots an inch.
func drawn(t *testing.T, pdf []byte, page int) image.Image {
	t.Helper()
	out := filepath.Join(t.TempDir(), "page")
	n := fmt.Sprint(page)
	tool(t, pdf, "pdftoppm", "-r", "72", "-f", n, "-l", n, "-singlefile", "-png", "PDF", out)
	data, err := os.ReadFile(out + ".png")
	if err != nil {
		t.Fatal(err)
	}
	p, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestSealIsDrawnInItsBox(t *testing.T) {
	// A seal of any shape stays within its box, on white.
	for _, size := range [][2]int{{300, 300}, {2000, 100}, {40, 400}, {1, 1}, {2000, 2000}} {
		doc := Document{Blocks: []Block{Seal{Name: "𠮷野 博", Mark: true, Picture: stamp(t, size[0], size[1])}}}
		page := drawn(t, writePDF(t, doc), 1)
		var box image.Rectangle
		for y := range page.Bounds().Dy() {
			for x := range page.Bounds().Dx() {
				if r, g, _, _ := page.At(x, y).RGBA(); r > g+0x4000 {
					box = box.Union(image.Rect(x, y, x+1, y+1))
				}
			}
		}
		if size[0] > 1 && box.Empty() {
			t.Errorf("%v: no red on the page", size)
		}
		if box.Dx() > sealWide+1 || box.Dy() > sealHigh+1 {
			t.Errorf("%v: the seal measures %v", size, box.Size())
		}
	}
}

func TestPictureIsRefused(t *testing.T) {
	good := stamp(t, 300, 300)
	for name, data := range map[string][]byte{
		"no picture at all":        []byte("GIF89a"),
		"half a file":              good[:len(good)/2],
		"one pixel too many":       pngOf(t, image.NewGray(image.Rect(0, 0, 2001, 2000))),
		"an edge that would wrap":  bytes.Replace(good, []byte{0, 0, 1, 0x2C, 0, 0, 1, 0x2C}, []byte{0x7F, 0xFF, 0xFF, 0xFF, 0, 0, 0, 1}, 1),
		"more bytes than one MB":   append(bytes.Clone(good), make([]byte, models.MaxPicture)...),
		"a chunk that was changed": bytes.Replace(good, []byte("IDAT"), []byte("IDAU"), 1),
	} {
		t.Run(name, func(t *testing.T) {
			doc := Document{Blocks: []Block{Seal{Name: "甲", Mark: true, Picture: data}}}
			var out bytes.Buffer
			for _, err := range []error{CheckPicture("seal", data), WritePDF(&out, doc, testFonts(t))} {
				inv := models.Invalid(err)
				if inv == nil || len(inv.Problems) != 1 || inv.Problems[0].Key != "error.pledge.seal_image" {
					t.Errorf("got %v", err)
				}
			}
			if out.Len() > 0 {
				t.Error("a file was written")
			}
		})
	}
	for _, data := range [][]byte{nil, good, pngOf(t, image.NewPaletted(image.Rect(0, 0, 2000, 2000), color.Palette{color.White}))} {
		if err := CheckPicture("seal", data); err != nil {
			t.Errorf("a picture of %d bytes is refused: %v", len(data), err)
		}
	}
}

func TestPledgePrintsAddressAndDayOfContract(t *testing.T) {
	// Both come from the registers of the day and are not sealed; a contract that is not
	// concluded has no day.
	signer := companySigner
	signer.Address = "大阪府大阪市中央区例示町一丁目２番３号"
	p := pledgeOf(t, signer, nil)
	bare := strings.Join(Strings(BlankPledge(p, "ja")), "\n")
	p.Contract.Signed = models.NewDate(2026, 10, 26)
	for _, doc := range []Document{BlankPledge(p, "ja"), Pledge(p, signed("𠮷野 博", nil), "ja")} {
		all := strings.Join(Strings(doc), "\n")
		if !strings.Contains(all, signer.Address) || !strings.Contains(all, "令和８年１０月２６日") || Unprinted(doc, p.Sealed()) != "" {
			t.Errorf("address, day or a sealed line is missing:\n%s", all)
		}
	}
	if strings.Contains(bare, "契約締結日") {
		t.Error("a day stands there before the contract is concluded")
	}
	if with, without := p.Sealed(), pledgeOf(t, companySigner, nil).Sealed(); with != without {
		t.Error("what is sealed hangs on the registers")
	}
}

func TestEvidenceSheetIsOnePage(t *testing.T) {
	p := pledgeOf(t, workerSigner, nil)
	sign := signed("葛󠄀城 𠮷子", nil)
	sign.Method, sign.Scan, sign.SignedOn = models.SignedOnPaper, strings.Repeat("0123456789abcdef", 4), models.NewDate(2026, 9, 28)
	for _, lang := range []string{"ja", "en"} {
		doc := EvidenceSheet(p, *sign, PaperReceipt{BroughtBy: "合同会社淀川システム　責任者 川口 𠮷男", Shelf: "児童家庭課 書庫３ 棚Ｂ"}, lang)
		file := pages(t, "evidence-sheet-"+lang, doc)
		if n := strings.Count(tool(t, file, "pdftotext", "PDF", "-"), "\f"); n != 1 {
			t.Errorf("%s: %d pages", lang, n)
		}
		all := strings.Join(Strings(doc), "\n")
		for _, s := range []string{p.Hash, sign.Scan, "川口 𠮷男", "棚Ｂ", map[string]string{"ja": "令和８年９月２８日", "en": "Mon 28 Sep 2026"}[lang]} {
			if !strings.Contains(all, s) {
				t.Errorf("%s: %q is not printed", lang, s)
			}
		}
	}
}

func TestEvidenceSheetNamesWhoSigned(t *testing.T) {
	// The post is that of whose ink it is: the representative's own, or what another bears.
	p := pledgeOf(t, companySigner, nil)
	for name, c := range map[string]struct {
		capacity models.Capacity
		post     string
		want     string
	}{
		"𠮷野 博":  {models.AsRepresentative, "代表取締役", "代表取締役　𠮷野 博"},
		"川口 𠮷男": {models.AsNamed, "大阪支店長", "大阪支店長　川口 𠮷男（代表者から権限を受けて署名）"},
	} {
		sign := signed(name, nil)
		sign.Method, sign.Scan, sign.SignedOn, sign.Capacity, sign.Post = models.SignedOnPaper, "00", models.NewDate(2026, 9, 28), c.capacity, c.post
		all := Strings(EvidenceSheet(p, *sign, PaperReceipt{}, "ja"))
		if !slices.Contains(all, c.want) || !slices.Contains(all, "代表取締役　𠮷野 博") {
			t.Errorf("%s is printed as %q", name, all)
		}
	}
}
