package worker_test

import (
	"crypto/tls"
	"encoding/base64"
	"errors"
	"io"
	"log"
	"mime"
	"mime/multipart"
	"net"
	netmail "net/mail"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// mailServer is a real SMTP server on the loopback, which takes letters unless it is
// told otherwise.
type mailServer struct {
	mu      sync.Mutex
	letters []taken
	conns   int
	manners
	after   func() // what happens when it has a letter and has not said so
	address string
}

// manners are how a server behaves that does not simply take every letter.
type manners struct {
	greet func() error                          // what it says to a new connection
	mail  func(from string) error               // what it says to a sender
	rcpt  func(to string) error                 // what it says to a recipient
	data  func(c *smtp.Conn, r io.Reader) error // what it does with a letter before it reads it
	login map[string]string                     // passwords by name; with them nobody sends without
}

// taken is a letter as it arrived.
type taken struct {
	from, to, user string
	encrypted      bool
	raw            string
}

// start lets the server listen; mode is none, starttls or tls.
func (s *mailServer) start(t *testing.T, mode string, cert tls.Certificate) {
	t.Helper()
	server := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.conns++
		if s.greet != nil {
			return nil, s.greet()
		}
		return &mailSession{server: s, conn: c}, nil
	}))
	server.Domain, server.ErrorLog = "mail.example", log.New(io.Discard, "", 0)
	if mode != "none" {
		server.TLSConfig = &tls.Config{Certificates: []tls.Certificate{cert}}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	s.address = l.Addr().String()
	if mode == "tls" {
		l = tls.NewListener(l, server.TLSConfig)
	}
	var serving sync.WaitGroup
	serving.Go(func() { _ = server.Serve(l) }) // ends when it is closed
	t.Cleanup(func() {
		_ = server.Close()
		serving.Wait()
	})
}

// afterwards runs f, where it is one, whenever a letter was taken and before the server
// says so. It may be called while the server runs.
func (s *mailServer) afterwards(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.after = f
}

// behave gives the server other manners. It may be called while the server runs, which
// may still be closing a connection that broke.
func (s *mailServer) behave(m manners) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.manners = m
}

func (s *mailServer) now() manners {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.manners
}

func (s *mailServer) all() []taken {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]taken(nil), s.letters...)
}

type mailSession struct {
	server *mailServer
	conn   *smtp.Conn
	now    taken
}

func (m *mailSession) Reset()        { m.now = taken{user: m.now.user} }
func (m *mailSession) Logout() error { return nil }

func (m *mailSession) AuthMechanisms() []string {
	if m.server.now().login == nil {
		return nil
	}
	return []string{sasl.Plain}
}

func (m *mailSession) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if m.server.now().login[user] != password || password == "" {
			return smtp.ErrAuthFailed
		}
		m.now.user = user
		return nil
	}), nil
}

func (m *mailSession) Mail(from string, _ *smtp.MailOptions) error {
	if m.server.now().login != nil && m.now.user == "" {
		return &smtp.SMTPError{Code: 530, Message: "Authentication required"}
	}
	m.now.from = from
	if mail := m.server.now().mail; mail != nil {
		return mail(from)
	}
	return nil
}

func (m *mailSession) Rcpt(to string, _ *smtp.RcptOptions) error {
	m.now.to = to
	if rcpt := m.server.now().rcpt; rcpt != nil {
		return rcpt(to)
	}
	return nil
}

func (m *mailSession) Data(r io.Reader) error {
	if data := m.server.now().data; data != nil {
		if err := data(m.conn, r); err != nil {
			return err
		}
	}
	b, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	_, m.now.encrypted = m.conn.TLSConnectionState()
	m.now.raw = string(b)
	m.server.mu.Lock()
	m.server.letters = append(m.server.letters, m.now)
	after := m.server.after
	m.server.mu.Unlock()
	if after != nil {
		after()
	}
	return nil
}

// breakOff ends the connection as a machine that loses its power, when a letter has
// half arrived.
func breakOff(c *smtp.Conn, r io.Reader) error {
	_, _ = io.ReadFull(r, make([]byte, 200))
	_ = c.Conn().Close()
	return errors.New("gone")
}

// opened is a letter read as a mail program reads it.
type opened struct {
	netmail.Header
	title string
	parts map[string]string // text by type
}

func (l taken) open(t *testing.T) opened {
	t.Helper()
	m, err := netmail.ReadMessage(strings.NewReader(l.raw))
	must(t, err)
	o := opened{Header: m.Header, parts: map[string]string{}}
	o.title, err = new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	must(t, err)
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	must(t, err)
	if kind != "multipart/alternative" {
		t.Fatalf("the letter is %s", kind)
	}
	for r := multipart.NewReader(m.Body, params["boundary"]); ; {
		p, err := r.NextPart()
		if errors.Is(err, io.EOF) {
			return o
		}
		must(t, err)
		if p.Header.Get("Content-Transfer-Encoding") != "base64" {
			t.Errorf("a part is sent as %s", p.Header.Get("Content-Transfer-Encoding"))
		}
		b, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, p))
		must(t, err)
		o.parts[p.Header.Get("Content-Type")] = string(b)
	}
}
