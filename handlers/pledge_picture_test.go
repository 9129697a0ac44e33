package handlers

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

// sealOf is a PNG on clear ground: a frame of one colour, as drawn by hand.
func sealOf(t *testing.T, wide, high int, ink color.NRGBA) []byte {
	t.Helper()
	p := image.NewNRGBA(image.Rect(0, 0, wide, high))
	for x := range wide {
		for y := range high {
			if x < wide/8 || x >= wide-wide/8 || y < high/8 || y >= high-high/8 {
				p.SetNRGBA(x, y, ink)
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// framed wants a picture to be such a frame on white.
func framed(t testing.TB, data []byte, ink color.NRGBA) {
	t.Helper()
	p, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("no picture: %v", err)
	}
	b := p.Bounds()
	for at, want := range map[image.Point]color.NRGBA{{X: 1, Y: 1}: ink, {X: b.Dx() / 2, Y: b.Dy() - 2}: ink, {X: b.Dx() / 2, Y: b.Dy() / 2}: {255, 255, 255, 255}} {
		if got := color.NRGBAModel.Convert(p.At(b.Min.X+at.X, b.Min.Y+at.Y)); got != want {
			t.Errorf("at %v of %v it is %v, want %v", at, b, got, want)
		}
	}
}

// printed is the one picture in a pledge's PDF.
func (v *visitor) printed(path string) []byte {
	t := v.h.t
	dir := t.TempDir()
	v.h.must(os.WriteFile(filepath.Join(dir, "pledge.pdf"), v.get(path+"/pledge.pdf").is(http.StatusOK).Body.Bytes(), 0o600))
	tool(t, dir, "pdfimages", "-png", "pledge.pdf", "p")
	found, err := filepath.Glob(filepath.Join(dir, "p-*.png"))
	v.h.must(err)
	if len(found) != 1 {
		t.Fatalf("the pledge has the pictures %v", found)
	}
	data, err := os.ReadFile(found[0])
	v.h.must(err)
	return data
}

var red = color.NRGBA{186, 0, 10, 255}

// TestPictureComesBack proves on both engines that a picture, drawn or chosen as a file, is
// in the form that comes back after a wrong code, that another process takes it from there
// and prints it, and that whoever unticks it signs without.
func TestPictureComesBack(t *testing.T) {
	storetest.RunOn(t, func(t *testing.T, address string) {
		s, clock := storetest.OpenOn(t, address)
		h := furnish(t, s, clock)
		h.prints()
		w := h.addWork(h.people.Drafter, "R8-11", "mynumber", h.people.Lead, named(h.people.Worker))
		other, _ := storetest.OpenOn(t, address, func(o *store.Options) { o.Now = clock.Now })
		second := *h
		second.store = other
		second.prints()
		v, phone, path := h.signIn(h.people.Worker), h.phone(h.people.Worker), "/pledges/"+w.own
		fields := map[string]string{"hash": v.get(path).is(http.StatusOK).value("hash"), "read": "true", "name": h.people.Worker.Name, "password": password, "code": "000000"}
		data := sealOf(t, 900, 600, red)
		page := v.multipart(path+"/sign", fields, "seal", "印.png", data).is(http.StatusUnprocessableEntity).says("#f-code-error", "コード")
		if len(page.all("#f-seal-error")) > 0 {
			t.Error("the file has to be chosen again")
		}
		kept := attr(page.one("input[name=picture][checked]"), "value")
		framed(t, unbase64(t, kept), red)
		fields["picture"] = kept
		v.h = &second // the next request comes to the other process
		page = v.multipart(path+"/sign", fields, "seal", "", nil).is(http.StatusUnprocessableEntity)
		if attr(page.one("input[name=picture][checked]"), "value") != kept {
			t.Error("kept twice it is another picture")
		}
		clock.Advance(time.Minute)
		fields["code"] = phone.Code()
		v.multipart(path+"/sign", fields, "seal", "", nil).is(http.StatusSeeOther)
		framed(t, v.printed(path), red)
	})
}

func unbase64(t *testing.T, text string) []byte {
	t.Helper()
	data, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestDrawnPicture proves that a drawn picture meets the check that a file meets, that a
// file goes before it, and that a program may send one.
func TestDrawnPicture(t *testing.T) {
	h, w, v, phone := signing(t)
	path := "/pledges/" + w.own
	form := signForm(v.get(path).is(http.StatusOK), h.people.Worker.Name, "000000")
	many := sealOf(t, 3000, 2000, red)
	for name, text := range map[string]string{
		"no base64": "<script>", "no picture": base64.StdEncoding.EncodeToString([]byte("GIF89a")), "too many pixels": base64.StdEncoding.EncodeToString(many),
		"too many bytes": base64.StdEncoding.EncodeToString(append(sealOf(t, 9, 9, red), make([]byte, models.MaxPicture)...)),
	} {
		page := v.post(path+"/sign", join(form, url.Values{"picture": {text}})).is(http.StatusUnprocessableEntity).says("#f-picture-error", "PNG")
		if len(page.all("input[name=picture][checked]")) > 0 {
			t.Errorf("%s is kept", name)
		}
	}
	blue := base64.StdEncoding.EncodeToString(sealOf(t, 300, 150, color.NRGBA{0, 0, 200, 255}))
	fields := map[string]string{"picture": blue}
	for name, texts := range form {
		fields[name] = texts[0]
	}
	page := v.multipart(path+"/sign", fields, "seal", "印.png", sealOf(t, 300, 150, red)).is(http.StatusUnprocessableEntity)
	framed(t, unbase64(t, attr(page.one("input[name=picture]"), "value")), red)
	body := map[string]any{"hash": form.Get("hash"), "read": true, "name": form.Get("name"), "password": password, "code": phone.Code(), "picture": blue}
	h.as(h.people.Worker).json(http.MethodPost, path+"/sign", body).is(http.StatusOK)
	framed(t, v.printed(path), color.NRGBA{0, 0, 200, 255})
}

// TestPictureIsKeptOverASignIn proves that a picture comes back with the form when the
// sign-in ran out, a file as well as a drawn one, the largest too.
func TestPictureIsKeptOverASignIn(t *testing.T) {
	h, w, v, phone := signing(t)
	path := "/pledges/" + w.own
	noise := image.NewNRGBA(image.Rect(0, 0, 480, 480))
	for i := range noise.Pix {
		noise.Pix[i] = byte(i * i * 7919 >> 5)
	}
	var b bytes.Buffer
	h.must(png.Encode(&b, noise))
	for name, data := range map[string][]byte{"frame": sealOf(t, 900, 600, red), "noise": b.Bytes()} {
		fields := map[string]string{"hash": v.get(path).is(http.StatusOK).value("hash"), "read": "true", "name": h.people.Worker.Name, "password": password, "code": "000000"}
		h.clock.Advance(2 * time.Hour)
		to, err := url.Parse(v.multipart(path+"/sign", fields, "seal", "印.png", data).is(http.StatusSeeOther).Header().Get("Location"))
		h.must(err)
		v = h.visitor()
		v.halfway(h.people.Worker, "/")
		v.post("/login/code", url.Values{"code": {phone.Code()}}).is(http.StatusSeeOther)
		back, _, _ := strings.Cut(to.Query().Get("next"), "#")
		page := v.get(back).is(http.StatusOK)
		if page.value("name") != h.people.Worker.Name {
			t.Errorf("%s: the name is lost on %s", name, back)
		}
		kept := unbase64(t, attr(page.one("input[name=picture][checked]"), "value"))
		if name == "frame" {
			framed(t, kept, red)
		}
		if p, err := png.DecodeConfig(bytes.NewReader(kept)); err != nil || p.Width != 480 {
			t.Errorf("%s: %v %v", name, p, err)
		}
	}
}
