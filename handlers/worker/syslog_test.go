package worker_test

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"io"
	"math/big"
	"net"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"chigiri/handlers/worker"
	"chigiri/models"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

// receiver is a SIEM: a TLS listener that reads octet-counted messages.
type receiver struct {
	mu       sync.Mutex
	messages []string
	dieAfter int // messages of a connection after which it breaks off; 0 for never
}

// certificate is a certificate for 127.0.0.1 and the pool that believes it.
func certificate(t *testing.T) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	must(t, err)
	parsed, err := x509.ParseCertificate(der)
	must(t, err)
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pool
}

// listen starts the receiver at an address, "127.0.0.1:0" for any, and gives where
// it is and how to take it down.
func (r *receiver) listen(t *testing.T, address string, cert tls.Certificate) (string, func()) {
	t.Helper()
	l, err := tls.Listen("tcp", address, &tls.Config{Certificates: []tls.Certificate{cert}})
	must(t, err)
	var serving sync.WaitGroup
	serving.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			serving.Go(func() { r.read(conn) })
		}
	})
	return l.Addr().String(), func() { _ = l.Close(); serving.Wait() }
}

func (r *receiver) read(conn net.Conn) {
	defer conn.Close() //nolint:errcheck // the other side sees it
	in := bufio.NewReader(conn)
	for n := 1; ; n++ {
		count, err := in.ReadString(' ')
		if err != nil {
			return
		}
		size, err := strconv.Atoi(strings.TrimSpace(count))
		if err != nil {
			return
		}
		message := make([]byte, size)
		if _, err := io.ReadFull(in, message); err != nil {
			return
		}
		r.mu.Lock()
		r.messages = append(r.messages, string(message))
		dies := r.dieAfter > 0 && n == r.dieAfter
		r.mu.Unlock()
		if dies {
			if tcp, ok := conn.(*tls.Conn).NetConn().(*net.TCPConn); ok {
				_ = tcp.SetLinger(0) // as a machine that loses its power
			}
			_ = conn.(*tls.Conn).NetConn().Close()
			return
		}
	}
}

var position = regexp.MustCompile(`position="(\d+)"`)

// positions are the positions that arrived, each once, in order.
func (r *receiver) positions() (once []int, all int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, m := range r.messages {
		n, _ := strconv.Atoi(position.FindStringSubmatch(m)[1])
		if !slices.Contains(once, n) {
			once = append(once, n)
		}
	}
	slices.Sort(once)
	return once, len(r.messages)
}

func TestSyslog(t *testing.T) {
	// Proves that every event arrives in RFC 5424's form, once where nothing goes
	// wrong; that a receiver which is down, or breaks off in the middle, gets the rest
	// later and loses nothing; that two processes do not both send; and that a
	// receiver with another certificate gets nothing.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		ctx := context.Background()
		storetest.Seed(t, s)
		grown, err := s.GrowLog(ctx)
		must(t, err)
		cert, pool := certificate(t)
		r := &receiver{dieAfter: 5}
		address, down := r.listen(t, "127.0.0.1:0", cert)
		y := worker.Syslog{Address: address, TLS: &tls.Config{RootCAs: pool}, Host: "portal.example", Holder: "one"}
		if _, err := y.Send(ctx, s); err == nil {
			t.Error("a batch that was broken off was taken as arrived")
		}
		down()
		if _, err := y.Send(ctx, s); err == nil {
			t.Error("a receiver that is down took a batch")
		}
		troubles, err := s.StreamTrouble(ctx, models.Actor{UserID: "a", Role: models.Admin})
		must(t, err)
		if troubles[address] == "" {
			t.Errorf("the administrator is not told: %v", troubles)
		}
		r.dieAfter = 0
		_, down = r.listen(t, address, cert)
		defer down()
		other := y
		other.Holder = "two"
		if n, err := other.Send(ctx, s); err != nil || n != 0 {
			t.Errorf("a second process sent %d, %v", n, err)
		}
		n, err := y.Send(ctx, s)
		must(t, err)
		once, all := r.positions()
		if n != grown || len(once) != grown || once[0] != 0 || once[grown-1] != grown-1 || all != grown+5 {
			t.Errorf("sent %d of %d, arrived %d, %d in all", n, grown, len(once), all)
		}
		form := regexp.MustCompile(`^<110>1 \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z portal\.example chigiri - [a-z_.]+ \[event@32473 position="\d+" leaf="[0-9a-f]{64}"\] \x{feff}\{"id":.*\}$`)
		for _, m := range r.messages {
			if !form.MatchString(m) || strings.Contains(m, "花子") {
				t.Errorf("message %q", m)
			}
		}
		clock.Advance(2 * time.Minute)
		if n, err := other.Send(ctx, s); err != nil || n != 0 {
			t.Errorf("another process takes over where the first ended: %d, %v", n, err)
		}
		wrong := y
		wrong.Address, wrong.TLS = strings.Replace(address, "127.0.0.1", "localhost", 1), &tls.Config{RootCAs: x509.NewCertPool()}
		if _, err := wrong.Send(ctx, s); err == nil {
			t.Error("a stranger's certificate was believed")
		}
	})
}
