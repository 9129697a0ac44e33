package worker

import (
	"bufio"
	"context"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"time"

	"chigiri/models/ledger"
	"chigiri/models/store"
)

// Syslog hands the log on to a SIEM: RFC 5424 messages over TLS with octet counting
// (RFC 5425). What is sent is the canonical form of each event, so that the receiver
// holds what the tree is made of; personal values stay behind, as commitments, where
// they can be erased.
type Syslog struct {
	Address string // host:port
	TLS     *tls.Config
	Host    string // HOSTNAME of the messages
	Holder  string // this process, told from others
}

// claimed is how long one process may hand on before another may take over; a batch
// has as long to arrive.
const claimed = time.Minute

// Send hands on what is new. Syslog knows no answer, so a batch is taken as arrived
// only when the receiver, told that no more will come, has read to the end and closed
// its side; anything else, and the same batch is sent again the next time. So nothing
// is lost; what arrives twice says so by its position.
func (y Syslog) Send(ctx context.Context, s *store.Store) (sent int, err error) {
	for {
		next, mine, err := s.ClaimStream(ctx, y.Address, y.Holder, claimed)
		if err != nil || !mine {
			return sent, err
		}
		batch, err := s.StreamEntries(ctx, next)
		if err != nil || len(batch) == 0 {
			return sent, err
		}
		if err := y.deliver(ctx, batch); err != nil {
			return sent, errors.Join(err, s.MoveStream(ctx, y.Address, y.Holder, next, err.Error()))
		}
		last := batch[len(batch)-1].Position
		if err := s.MoveStream(ctx, y.Address, y.Holder, last+1, ""); err != nil {
			return sent, err
		}
		sent += len(batch)
	}
}

// deliver sends a batch over a connection of its own and waits until the other side
// has read all of it.
func (y Syslog) deliver(ctx context.Context, batch []ledger.Entry) error {
	ctx, cancel := context.WithTimeout(ctx, claimed/2)
	defer cancel()
	dialer := tls.Dialer{NetDialer: &net.Dialer{Timeout: 10 * time.Second}, Config: y.TLS}
	plain, err := dialer.DialContext(ctx, "tcp", y.Address)
	if err != nil {
		return fmt.Errorf("syslog: %w", err)
	}
	defer plain.Close() //nolint:errcheck // what matters was told before
	conn, ok := plain.(*tls.Conn)
	if !ok {
		return errors.New("syslog: no TLS connection")
	}
	if deadline, ok := ctx.Deadline(); ok {
		if err := conn.SetDeadline(deadline); err != nil {
			return fmt.Errorf("syslog: %w", err)
		}
	}
	w := bufio.NewWriterSize(conn, 1<<16)
	var message []byte
	for _, e := range batch {
		message = y.message(message[:0], e)
		if _, err := fmt.Fprintf(w, "%d %s", len(message), message); err != nil {
			return fmt.Errorf("syslog: %w", err)
		}
	}
	if err := errors.Join(w.Flush(), conn.CloseWrite()); err != nil {
		return fmt.Errorf("syslog: %w", err)
	}
	if _, err := io.Copy(io.Discard, conn); err != nil {
		return fmt.Errorf("syslog: the receiver did not read to the end: %w", err)
	}
	return nil
}

// message is one event: facility 13 (log audit), severity 6, the kind as MSGID, the
// position and leaf hash as structured data under the documentation enterprise number
// (RFC 5612), and the canonical form, which is UTF-8, behind a BOM.
func (y Syslog) message(dst []byte, e ledger.Entry) []byte {
	at, kind := "-", "log.contents_cut"
	if l, err := ledger.ParseLeaf(e.Data); err == nil {
		at, kind = l.At, l.Kind
	}
	dst = append(dst, "<110>1 "...)
	dst = append(dst, at...)
	dst = append(append(append(dst, ' '), nilled(y.Host)...), " chigiri - "...)
	dst = append(dst, kind[:min(len(kind), 32)]...)
	dst = append(dst, ` [event@32473 position="`...)
	dst = strconv.AppendInt(dst, e.Position, 10)
	dst = append(dst, `" leaf="`...)
	dst = hex.AppendEncode(dst, e.Hash[:])
	dst = append(dst, `"]`...)
	if e.Data == nil {
		return dst
	}
	return append(append(dst, " \ufeff"...), e.Data...)
}

// nilled is a header field as RFC 5424 allows it: printable ASCII, or a dash.
func nilled(s string) string {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s) && len(out) < 255; i++ {
		if s[i] > ' ' && s[i] < 0x7f {
			out = append(out, s[i])
		}
	}
	if len(out) == 0 {
		return "-"
	}
	return string(out)
}
