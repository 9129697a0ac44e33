package main

import (
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"chigiri/handlers/worker"
	"chigiri/models/ledger"
	"chigiri/models/store"
)

// logKey is how serve finds the key that signs the log.
type logKey struct {
	LogKey           string `env:"PORTAL_LOG_KEY" placeholder:"KEY" help:"Key that signs the log (portal log key makes one)."`
	LogKeyFile       string `env:"PORTAL_LOG_KEY_FILE" placeholder:"FILE" help:"File that holds it."`
	LogKeyBefore     string `env:"PORTAL_LOG_KEY_BEFORE" placeholder:"KEY" help:"The key before it, while keys change."`
	LogKeyBeforeFile string `env:"PORTAL_LOG_KEY_BEFORE_FILE" placeholder:"FILE" help:"File that holds the key before."`
}

// keys reads the keys; without one nothing may be served, for a log that nobody
// signs proves nothing.
func (k logKey) keys() (store.LogKeys, error) {
	var keys store.LogKeys
	if k.LogKey == "" && k.LogKeyFile == "" {
		return keys, usageError{key: "error.usage.log_key"}
	}
	text, err := secret("PORTAL_LOG_KEY", k.LogKey, k.LogKeyFile)
	if err != nil {
		return keys, err
	}
	if keys.Key, err = ledger.ParseKey(text); err != nil {
		return keys, err
	}
	if k.LogKeyBefore == "" && k.LogKeyBeforeFile == "" {
		return keys, nil
	}
	if text, err = secret("PORTAL_LOG_KEY_BEFORE", k.LogKeyBefore, k.LogKeyBeforeFile); err != nil {
		return keys, err
	}
	before, err := ledger.ParseKey(text)
	keys.Before = &before
	return keys, err
}

// demoKey is the demo's own key, kept beside its data.
func demoKey(dir string) (store.LogKeys, error) {
	name := filepath.Join(dir, "log.key")
	if kept, err := os.ReadFile(name); err == nil {
		key, err := ledger.ParseKey(string(kept))
		return store.LogKeys{Key: key}, err
	}
	secret, key, err := ledger.NewKey(rand.Reader, "chigiri.demo/log")
	if err != nil {
		return store.LogKeys{}, err
	}
	return store.LogKeys{Key: key}, os.WriteFile(name, []byte(secret+"\n"), 0o600)
}

// logOthers are those outside whom serve tells of the log.
type logOthers struct {
	Kept      string   `name:"log-kept" env:"PORTAL_LOG_KEPT" placeholder:"FILE" help:"File outside the database where this process keeps the last checkpoint; what does not continue it is not signed."`
	Witnesses []string `name:"log-witness" env:"PORTAL_LOG_WITNESSES" placeholder:"URL VERIFIER" help:"Witnesses that countersign the log."`
	TSA       string   `name:"tsa-url" env:"PORTAL_TSA_URL" placeholder:"URL" help:"Authority that stamps sealed documents and each day's last checkpoint of the log (RFC 3161)."`
	TSARoots  string   `env:"PORTAL_TSA_ROOTS" placeholder:"FILE" help:"Certificates (PEM) its stamps are checked with, and those of authorities before it."`
	Syslog    string   `env:"PORTAL_SYSLOG" placeholder:"tls://HOST:PORT" help:"Receiver of the log as syslog (RFC 5424 over TLS)."`
	SyslogCA  string   `name:"syslog-ca" env:"PORTAL_SYSLOG_CA" placeholder:"FILE" help:"Certificates (PEM) the receiver is believed by; the system's when left out."`
}

// keeping is how the log is kept by serve.
func (o logOthers) keeping(keys store.LogKeys) (worker.Log, error) {
	l := worker.Log{Keys: &keys, Kept: o.Kept, Rand: rand.Reader}
	for _, text := range o.Witnesses {
		w, err := worker.ParseWitness(text)
		if err != nil {
			return l, err
		}
		l.Witnesses = append(l.Witnesses, w)
	}
	var err error
	if l.Authority, err = o.authority(); err != nil {
		return l, err
	}
	l.Syslog, err = o.syslog()
	return l, err
}

// authority is the time-stamping authority that is asked; nil for none.
func (o logOthers) authority() (*worker.Authority, error) {
	if o.TSA == "" {
		return nil, nil //nolint:nilnil // asking none is an answer
	}
	pem, err := os.ReadFile(o.TSARoots)
	if err != nil {
		return nil, fmt.Errorf("PORTAL_TSA_ROOTS: %w", err)
	}
	a, err := worker.ParseAuthority(o.TSA, pem)
	return &a, err
}

func (o logOthers) syslog() (*worker.Syslog, error) {
	if o.Syslog == "" {
		return nil, nil
	}
	u, err := url.Parse(o.Syslog)
	if err != nil || u.Scheme != "tls" || u.Port() == "" {
		return nil, usageError{"error.usage.syslog", []any{o.Syslog}}
	}
	host, err := os.Hostname()
	if err != nil {
		return nil, err
	}
	y := &worker.Syslog{Address: u.Host, Host: host, Holder: rand.Text(), TLS: &tls.Config{MinVersion: tls.VersionTLS12}}
	if o.SyslogCA == "" {
		return y, nil
	}
	pem, err := os.ReadFile(o.SyslogCA)
	if err != nil {
		return nil, fmt.Errorf("PORTAL_SYSLOG_CA: %w", err)
	}
	y.TLS.RootCAs = x509.NewCertPool()
	if !y.TLS.RootCAs.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("PORTAL_SYSLOG_CA: %s holds no certificate", o.SyslogCA)
	}
	return y, nil
}

// verifiers are the keys of the witnesses, which evidence carries.
func (o logOthers) verifiers() []string {
	var all []string
	for _, text := range o.Witnesses {
		if w, err := worker.ParseWitness(text); err == nil {
			all = append(all, w.Verifier)
		}
	}
	return all
}
