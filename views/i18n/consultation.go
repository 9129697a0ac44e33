package i18n

func init() {
	say(map[string]words{
		"consult.title": {"情報部門との協議", "Consultation of the IT division"}, "consult.none": {"まだ協議していません", "Not consulted yet"}, "consult.none.why": {"この重要度では、特記仕様書を発行する前に情報部門の了承が要ります。", "At this level the IT division has to agree before the appendix is issued."}, "consult.not_needed": {"重要度{0}では、発行の前の協議は必要ありません。", "At level {0} no consultation is needed before the issue."}, "consult.anyway": {"それでも情報部門に協議する", "Consult the IT division all the same"},
		"consult.asked": {"{0}　{1}", "{0}, {1}"}, "consult.answered": {"回答　{0}　{1}", "Answered by {0}, {1}"}, "consult.stale": {"回答の後に内容が変わりました。改めて協議してください", "the facts moved after the answer; consult again"},
		"consult.page": {"情報部門に協議する", "Consult the IT division"}, "consult.page.why": {"協議の間は、契約の内容を変えられません。回答は、今の内容の特記仕様書にだけ効きます。", "While the consultation runs the facts cannot be changed. The answer holds for the appendix as it stands now."}, "consult.question": {"協議の内容", "Question"}, "consult.question.hint": {"特に見てほしい点、迷っている点を書いてください。", "Say what you want looked at and what you are unsure about."}, "consult.do": {"協議を始める", "Start the consultation"},
		"withdraw.title": {"協議を取り下げる", "Take the consultation back"}, "withdraw.why": {"取り下げると、契約の内容を直せるようになります。", "The facts can then be edited again."}, "withdraw.do": {"取り下げる", "Take it back"},
		"answer.page": {"協議に回答する", "Answer the consultation"}, "answer.decision": {"回答", "Answer"}, "answer.agree": {"了承する", "Agree"}, "answer.agree.hint": {"所管課は、この内容の特記仕様書を発行できるようになります。", "The division may issue the appendix as it stands."}, "answer.return": {"差し戻す", "Return"}, "answer.return.hint": {"直すところを書いてください。所管課は直して、もう一度協議します。", "Say what to mend; the division mends it and consults again."}, "answer.note": {"回答の内容", "What you say"}, "answer.note.hint": {"了承の条件や、直すところ。特記仕様書の表紙に載ります。", "Conditions, or what to mend. It is printed on the cover."}, "answer.do": {"回答する", "Answer"},
		"said.consultation.asked": {"情報部門に協議しました。", "The IT division has been consulted."}, "said.consultation.answered": {"協議に回答しました。", "The answer is sent."}, "said.consultation.withdrawn": {"協議を取り下げました。", "The consultation was taken back."},
	})
}
