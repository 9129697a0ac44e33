package store

import (
	"slices"

	"gorm.io/gorm"

	"chigiri/models"
)

// contractCell is how many contracts share a state, a level and whose turn it is.
type contractCell struct {
	S models.ContractState
	L int
	W models.Role
	N int
}

// contractFigures fills the figures of the chips. A chip shows what pressing it would
// list: the count of a state holds under the level that is chosen, and the other way
// round, and so with whose turn it is. States, levels and turns are counted in one
// query, which an index answers alone; what is out of date takes a second, for the
// index that knows it holds only what was issued.
func (t *tx) contractFigures(query *gorm.DB, q models.ContractQuery) (models.ContractList, error) {
	list := models.ContractList{States: map[models.ContractState]int{}, Levels: map[string]int{}}
	state, level := t.shown()
	waiting := "contracts.waiting_for"
	if t.actor.External() {
		waiting = "''"
	}
	var cells []contractCell
	err := query.Select(state + " AS s, " + level + " AS l, " + waiting + " AS w, COUNT(*) AS n").Group("1, 2, 3").Find(&cells).Error
	for _, c := range cells {
		c.count(&list, q, slices.Contains(t.actor.Turns(), c.W))
	}
	if err != nil || t.actor.External() {
		return list, wrap(err, "contracts")
	}
	if list.Changed = list.Total; q.Changed {
		return list, nil
	}
	var n int64
	err = t.outOfDate(t.turnFilter(t.chosen(query, q), q)).Count(&n).Error
	list.Changed = int(n)
	return list, wrap(err, "contracts")
}

// count adds a cell to the figures it belongs to; mine says whether it waits for
// this actor.
func (c contractCell) count(list *models.ContractList, q models.ContractQuery, mine bool) {
	inState := q.State == "" || c.S == q.State
	inLevel := q.Level == models.NoLevel || models.Level(c.L) == q.Level
	inTurn := !q.Mine || mine
	if inLevel && inTurn {
		list.States[c.S] += c.N
	}
	if inState && inTurn && c.L > 0 {
		list.Levels[models.Level(c.L).String()] += c.N
	}
	if inState && inLevel && mine {
		list.Mine += c.N
	}
	if inState && inLevel && inTurn {
		list.Total += c.N
	}
}
