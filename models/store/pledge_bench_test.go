package store_test

import (
	"syscall"
	"testing"
	"time"

	"chigiri/handlers"
	"chigiri/models"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
	"chigiri/views/document"
)

// cpuTime is the time this process has spent on all cores.
func cpuTime(t testing.TB) time.Duration {
	t.Helper()
	var u syscall.Rusage
	must(t, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkSignPledge is what one signature costs at the highest level, with 300 people on
// the roster: the text is composed, typeset, sealed, verified and stored, and the
// contract's standing brought up to date. The password of these tests is cheap to check,
// as a real one is made not to be. cpu-ms/op is the portal's own time on all cores;
// of-typesetting says how many times the paper's own part the whole is, whatever the
// machine does besides.
func BenchmarkSignPledge(b *testing.B) {
	fonts, err := document.LoadFonts()
	must(b, err)
	render := handlers.RenderPledge(fonts, "https://portal.example")
	var typeset time.Duration
	paper := func(text models.PledgeText, sign models.PledgeSignature) (models.File, error) {
		began := cpuTime(b)
		defer func() { typeset += cpuTime(b) - began }()
		return render(text, sign)
	}
	for name, open := range map[string]func(testing.TB) (*store.Store, *storetest.Clock){"SQLite": storetest.Open, "PostgreSQL": storetest.OpenPostgres} {
		b.Run(name, func(b *testing.B) {
			s, clock := open(b)
			o := newOffice(b, s, clock)
			c := newCrew(o, o.high())
			_, err := c.AddWorkers(bg, c.boss, c.prime.ID, c.lines(299, 0))
			must(b, err)
			_, worker := c.joins(c.boss, c.prime, "従事 六郎")
			id := c.owed(worker).ID
			var spent time.Duration
			typeset = 0
			for b.Loop() {
				b.StopTimer()
				must(b, s.RawExec("UPDATE pledges SET state = 'asked', text = '', code = NULL WHERE id = '"+id+"'"))
				must(b, s.RawExec("DELETE FROM seal_stamps WHERE id = '"+id+"'"))
				v, err := c.Pledge(bg, worker, id)
				must(b, err)
				in := models.SignInput{Hash: v.Text.Hash, Name: v.Expected, Password: passphrase, Code: c.code(worker), UserAgent: "phone"}
				b.StartTimer()
				began := cpuTime(b)
				_, err = c.SignPledge(bg, worker, id, in, paper)
				spent += cpuTime(b) - began
				must(b, err)
			}
			b.ReportMetric(float64(spent)/float64(b.N)/1e6, "cpu-ms/op")
			b.ReportMetric(float64(spent)/float64(typeset), "of-typesetting")
		})
	}
}
