package document

import (
	"io"
	"syscall"
	"testing"
	"time"
)

// cpuTime is the time this process has spent on all cores.
func cpuTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkPledgePDF is one worker's pledge at the highest level, words to PDF: what
// every signature costs. cpu-ms/op holds on a busy machine too.
func BenchmarkPledgePDF(b *testing.B) {
	p, fonts := pledgeOf(b, workerSigner, nil), testFonts(b)
	sign := signed("葛󠄀城 𠮷子", nil)
	b.ReportAllocs()
	b.ResetTimer()
	began := cpuTime(b)
	for b.Loop() {
		if err := WritePDF(io.Discard, Pledge(p, sign, "ja"), fonts); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(cpuTime(b)-began)/float64(b.N)/1e6, "cpu-ms/op")
}
