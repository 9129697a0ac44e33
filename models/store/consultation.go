package store

import (
	"context"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"chigiri/models"
)

type consultationRow struct {
	ID         string
	ContractID string
	FiscalYear int
	Number     string
	Question   string
	FactsHash  string
	AskedID    string
	AskedBy    string
	AskedAt    instant
	Decision   models.Decision
	Answer     string
	AnsweredBy string
	AnsweredAt instant
}

func (consultationRow) TableName() string { return "consultations" }

func (r consultationRow) consultation() models.Consultation {
	return models.Consultation{
		ID: r.ID, ContractID: r.ContractID, Number: r.Number, Question: r.Question, FactsHash: r.FactsHash,
		AskedBy: r.AskedBy, AskedAt: r.AskedAt.Time, Decision: r.Decision, Answer: r.Answer, AnsweredBy: r.AnsweredBy, AnsweredAt: r.AnsweredAt.Time,
	}
}

// Consult puts the present facts of a contract before the IT division. Until it
// answers, or the question is taken back, the contract cannot be edited.
func (s *Store) Consult(ctx context.Context, actor models.Actor, id, question string) (out models.Consultation, err error) {
	err = s.change(ctx, actor, id, 0, func(t *tx, d *dossier) error {
		if err := models.CheckEdit(actor, d.contract()); err != nil {
			return err
		}
		var c cleaner
		c.text("question", &question)
		if len(c.problems) == 0 {
			c.problems.Require("question", question)
		}
		if err := c.problems.Err(); err != nil {
			return err
		}
		if err := models.CheckMove(d.contract(), models.StateConsulting, d.moveFacts()); err != nil {
			return err
		}
		row, err := t.ask(d, question)
		if err != nil {
			return err
		}
		out = row.consultation()
		if err := t.moveTo(d, models.StateConsulting); err != nil {
			return err
		}
		return t.event(models.Event{
			Kind: models.EventConsulted, Subject: "consultation", SubjectID: row.ID, ContractID: id,
			After: map[string]any{"number": row.Number, "question": question, "level": d.level.Level, "facts_hash": d.hash},
		})
	})
	return out, err
}

// ask numbers the question within the fiscal year and writes it down.
func (t *tx) ask(d *dossier, question string) (consultationRow, error) {
	year := t.today().FiscalYear()
	n, err := t.nextConsultation(year)
	if err != nil {
		return consultationRow{}, err
	}
	row := consultationRow{
		ID: t.id(), ContractID: d.row.ID, FiscalYear: year, Number: fmt.Sprintf("協議第%d号", n), Question: question, FactsHash: d.hash,
		AskedID: t.actor.UserID, AskedBy: t.actor.Name, AskedAt: instant{t.now},
	}
	return row, wrap(t.db.Create(&row).Error, "consultation")
}

// nextConsultation counts the number of the fiscal year on. The row is held until
// the transaction ends, so no number is given twice and none is lost.
func (t *tx) nextConsultation(year int) (int, error) {
	up := clause.OnConflict{
		Columns:   []clause.Column{{Name: "fiscal_year"}},
		DoUpdates: clause.Assignments(map[string]any{"last": gorm.Expr("consultation_numbers.last + 1")}),
	}
	row := struct {
		FiscalYear int
		Last       int
	}{year, 1}
	if err := t.db.Table("consultation_numbers").Clauses(up).Create(&row).Error; err != nil {
		return 0, wrap(err, "consultation number")
	}
	n := 0
	err := t.db.Table("consultation_numbers").Where("fiscal_year = ?", year).Select("last").Scan(&n).Error
	return n, wrap(err, "consultation number")
}

// WithdrawConsultation takes the question back; the contract rests where it did
// before and can be edited again.
func (s *Store) WithdrawConsultation(ctx context.Context, actor models.Actor, id, reason string) error {
	err := s.change(ctx, actor, id, 0, func(t *tx, d *dossier) error {
		if !models.CanCreateContract(actor, d.row.DivisionID) {
			return models.Denied("error.denied.contract")
		}
		asked, err := d.asked()
		if err != nil {
			return err
		}
		reason, err := reasoned(reason)
		if err != nil {
			return err
		}
		if err := t.answer(asked, models.Withdrawn, ""); err != nil {
			return err
		}
		if err := t.moveTo(d, models.RestingState(d.contract())); err != nil {
			return err
		}
		return t.event(models.Event{
			Kind: models.EventConsultWithdrawn, Subject: "consultation", SubjectID: asked.ID, ContractID: id, Reason: reason,
			After: map[string]any{"number": asked.Number},
		})
	})
	return err
}

// AnswerConsultation is the IT division's answer. When it agrees, the answer allows
// issuing exactly what was asked about, and nothing else.
func (s *Store) AnswerConsultation(ctx context.Context, actor models.Actor, id string, agree bool, answer string) error {
	err := s.change(ctx, actor, id, 0, func(t *tx, d *dossier) error {
		if !models.CanDecideException(actor) {
			return models.Denied("error.denied.decide")
		}
		asked, err := d.asked()
		if err != nil {
			return err
		}
		if asked.AskedID == actor.UserID {
			return models.Denied("error.denied.own_request")
		}
		var c cleaner
		c.text("answer", &answer)
		if len(c.problems) == 0 {
			c.problems.Require("answer", answer)
		}
		if err := c.problems.Err(); err != nil {
			return err
		}
		decision := models.Returned
		if agree {
			decision = models.Agreed
		}
		if agree && asked.FactsHash != d.hash {
			return models.Conflict("error.consultation.moved", d.contract())
		}
		if err := t.answer(asked, decision, answer); err != nil {
			return err
		}
		if err := t.moveTo(d, models.RestingState(d.contract())); err != nil {
			return err
		}
		return t.event(models.Event{
			Kind: models.EventConsultAnswered, Subject: "consultation", SubjectID: asked.ID, ContractID: id,
			After: map[string]any{"number": asked.Number, "decision": decision, "answer": answer},
		})
	})
	return err
}

// asked is the question that waits for an answer.
func (d *dossier) asked() (consultationRow, error) {
	for _, c := range d.consultations {
		if c.Decision == "" && d.row.State == models.StateConsulting {
			return c, nil
		}
	}
	return consultationRow{}, models.Conflict("error.consultation.none", d.contract())
}

func (t *tx) answer(asked consultationRow, decision models.Decision, answer string) error {
	return wrap(t.db.Model(&consultationRow{}).Where("id = ?", asked.ID).Updates(map[string]any{
		"decision": decision, "answer": answer, "answered_by": t.actor.Name, "answered_at": instant{t.now},
	}).Error, "consultation")
}
