package handlers

import (
	"bytes"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"chigiri/models"
)

// keptHead is how much of the beginning of a form with a file is kept until it is known
// not to be too large, and drained the most that is read of one that is, in bytes.
const (
	keptHead = 256 << 10
	drained  = 256 << 20
)

// bodyKey keeps a request's body without the bound that guard puts on it.
const bodyKey = "body"

// head keeps the beginning of what is written to it.
type head struct{ bytes.Buffer }

func (h *head) Write(p []byte) (int, error) {
	h.Buffer.Write(p[:min(len(p), keptHead-h.Len())])
	return len(p), nil
}

// multipartFields reads the texts of a form that may bring files. Of one that is too
// large it gives what stood before the file, and a word at the file's field: whoever
// chose the file can choose another and has typed nothing in vain.
func multipartFields(c echo.Context) (url.Values, error) {
	r, begun := c.Request(), &head{}
	r.Body = struct {
		io.Reader
		io.Closer
	}{io.TeeReader(r.Body, begun), r.Body}
	err := r.ParseMultipartForm(8 << 20)
	if err == nil {
		return r.PostForm, nil
	}
	var large *http.MaxBytesError
	if !errors.As(err, &large) {
		return nil, badBody(err)
	}
	if whole, ok := c.Get(bodyKey).(io.Reader); ok && actor(c).UserID != "" {
		// A browser sends all before it reads an answer, and is told of a broken line else.
		_, _ = io.CopyN(io.Discard, whole, drained) // whatever comes, the answer is the same
	}
	values, field := beforeFile(r, begun.Bytes())
	if field == "" {
		return nil, err
	}
	return values, models.Invalidf(field, largeWords(field))
}

// beforeFile reads the beginning of a form: its texts up to the first file, and the
// field of that; without a file the field is empty.
func beforeFile(r *http.Request, begun []byte) (values url.Values, field string) {
	r.Body = io.NopCloser(bytes.NewReader(begun))
	r.MultipartForm = nil
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, ""
	}
	values = url.Values{}
	for {
		part, err := parts.NextPart()
		if err != nil {
			return values, ""
		}
		if part.FileName() != "" {
			return values, part.FormName()
		}
		text, err := wholePart(part)
		if err != nil {
			return values, ""
		}
		values.Add(part.FormName(), text)
	}
}

func wholePart(part *multipart.Part) (string, error) {
	text, err := io.ReadAll(part)
	return string(text), err
}

// largeWords says what a field of a file takes.
func largeWords(field string) string {
	if field == "seal" {
		return "error.pledge.seal_image"
	}
	return "error.file.large"
}
