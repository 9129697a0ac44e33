package catalog

import (
	"strings"

	"chigiri/models"
	"chigiri/models/yamlfile"
)

var (
	paramTypes  = []string{TypeNumber, TypeChoice, TypeList, TypeContract}
	directions  = []string{Higher, Lower, NoWay}
	contractual = []string{"policy_version"} // what a contract supplies; see compiler.contractValue
)

// param checks one parameter: its type, unit, options and values by level.
func (c *checker) param(path, name string, p *Param, o *Obligation, levels bool) {
	if !formWord.MatchString(name) {
		c.add(path, "catalog.id", say("水準値の名前「%s」の形が違います", "the name “%s” has not the right form", name), say("min_length のように書いてください", "write it like min_length"))
	}
	c.words(path+".label", p.Label)
	c.printed(path+".label", p.Label)
	c.basis(path+".basis", p.Basis)
	known := c.in(path+".type", p.Type, paramTypes, "型", "type")
	known = c.in(path+".stricter", p.Stricter, directions, "厳しさの向き", "direction") && known
	if !known {
		return
	}
	c.unit(path, p)
	switch p.Type {
	case TypeContract:
		c.in(path, name, contractual, "契約の値", "value of a contract")
		if len(p.ByLevel) > 0 {
			c.add(path+".by_level", "catalog.by_level", say("契約ごとの値に by_level は書けません", "a value of a contract has no by_level"), say("by_level を消してください", "delete by_level"))
		}
		return
	case TypeChoice:
		c.options(path+".choices", p.Choices)
	case TypeList:
		c.listItems(path, p)
	}
	if levels {
		c.byLevel(path+".by_level", p, o)
	}
}

func (c *checker) unit(path string, p *Param) {
	if p.Type != TypeNumber {
		return
	}
	if p.Unit.JA == "" && p.Unit.EN == "" {
		c.need(path + ".unit")
	} else if p.Unit.EN != "" && !strings.Contains(p.Unit.EN, "(s)") {
		c.add(path+".unit.en", "catalog.plural", say("英語の単位「%s」に (s) がありません", "the unit “%s” has no “(s)”", p.Unit.EN), say("day(s) のように書いてください", "write it like day(s)"))
	}
}

func (c *checker) listItems(path string, p *Param) {
	switch p.ItemsFrom {
	case "":
		c.options(path+".items", p.Items)
	case "briefing_topics":
		if len(p.Items) > 0 {
			c.add(path+".items", "catalog.items", say("items と items_from の双方があります", "both items and items_from stand here"), say("どちらか一方にしてください", "keep one of them"))
		}
	default:
		c.in(path+".items_from", p.ItemsFrom, []string{"briefing_topics"}, "項目の元", "source of items")
	}
}

func (c *checker) options(path string, list []Option) {
	if len(list) == 0 {
		c.need(path)
	}
	seen := map[string]bool{}
	for i, o := range list {
		at := yamlfile.Item(path, i)
		c.id(at+".code", o.Code, formWord, "prefecture", seen)
		c.words(at, o.Text)
		c.printed(at, o.Text)
		c.filled(at+".ja", o.JA, nil, false)
		c.filled(at+".en", o.EN, nil, false)
	}
}

// byLevel checks that every level of the obligation, and no other, has a value,
// that it is one of the parameter's, and that it never loosens.
func (c *checker) byLevel(path string, p *Param, o *Obligation) {
	for l := range p.ByLevel {
		if !has(o.Levels, l) {
			c.add(yamlfile.Member(path, l.String()), "catalog.by_level", say("%s はこの条の重要度ではありません", "%s is not a level of this article", l), say("この値を消すか、levels に加えてください", "delete the value, or add the level to levels"))
		}
	}
	var before any
	for _, l := range o.Levels {
		at := yamlfile.Member(path, l.String())
		raw, there := p.ByLevel[l]
		if !there {
			c.add(path, "catalog.by_level", say("%s の値がありません", "there is no value for %s", l), say("%s の値を書き足してください", "write the value for %s", l))
			continue
		}
		v, ok := p.value(c.e, raw)
		if !ok {
			c.badValue(at, p, raw)
			continue
		}
		if before != nil && p.Stricter != NoWay {
			if how := p.compare(before, v); how == looser || how == incomparable {
				c.add(at, "catalog.loosens", say("重要度 %s で水準が緩くなっています", "the value loosens at level %s", l), say("下の重要度と同じか、より厳しい値にしてください", "make it as strict as the level below, or stricter"))
			}
		}
		before = v
		c.covered(at, p, v, l)
	}
}

func (c *checker) badValue(path string, p *Param, v any) {
	var codes []string
	for _, o := range p.options(c.e) {
		codes = append(codes, o.Code)
	}
	mend := say("次のうちから書いてください：%s", "write of these: %s", strings.Join(codes, ", "))
	if p.Type == TypeNumber {
		mend = say("1以上の整数を書いてください", "write a whole number of 1 or more")
	}
	c.add(path, "catalog.value", say("「%v」はこの水準値の値ではありません", "“%v” is no value of this parameter", v), mend)
}

// covered checks that a topic to be explained orally has an article at that level.
func (c *checker) covered(path string, p *Param, v any, l models.Level) {
	topics, isList := v.([]string)
	if p.ItemsFrom == "" || !isList {
		return
	}
	for _, topic := range topics {
		found := false
		for i := range c.e.Obligations {
			found = found || c.e.Obligations[i].Topic == topic && has(c.e.Obligations[i].Levels, l)
		}
		if !found {
			c.add(path, "catalog.topic", say("%s には説明項目 %s の条がありません", "at %s no article has the topic %s", l, topic), say("項目を外すか、条の briefing_topic を改めてください", "take the topic out, or give an article that topic"))
		}
	}
}
