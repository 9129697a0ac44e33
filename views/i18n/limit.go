package i18n

// What the appendix says of what an application for a subcontractor asks for: {0} the
// number of the article, {1} its obligation.
func init() {
	say(map[string]words{
		"limit.overseas.forbidden": {"この契約では認められません（{0}、{1}）。", "Not allowed under this contract ({1}, {0})."},
		"limit.overseas.approval":  {"府の承認が要ります（{0}、{1}）。国名、その国の制度、国内で行えない理由を「理由」に書いてください。", "The public body has to approve it ({1}, {0}). Give the country, its law, and why it cannot be done in Japan under the reason."},
		"limit.cloud.approval":     {"府の承認が要ります（{0}、{1}）。提供者、認証、データを置く国を「安全管理の措置」に書いてください。", "The public body has to approve it ({1}, {0}). Give the provider, its certificate and the country of the data under the security measures."},
		"limit.cloud.unforeseen":   {"この契約は、クラウドの利用を想定していません。申請する前に、府に相談してください（{1}）。", "The contract does not foresee a cloud ({1}). Talk to the public body before you apply."},
		"limit.onward.forbidden":   {"この再委託先から先には、再委託できません（{0}、{1}）。", "Nobody may stand below this firm ({1}, {0})."},
		"limit.onward.approval":    {"その都度、別に申請と承認が要ります（{0}、{1}）。", "It takes an application and approval of its own each time ({1}, {0})."},

		"limit.title":                     {"承認の前に確かめること", "Before you approve"},
		"limit.decide.overseas.forbidden": {"この契約では認められないため、承認できません（{0}、{1}）。差し戻すか、先に適用除外を決めてください。", "It cannot be approved: the contract allows none ({1}, {0}). Return it, or decide on a waiver first."},
		"limit.decide.overseas.approval":  {"府の承認が要ります（{0}、{1}）。この申請を承認すると、国外での取扱いも認めることになります。", "It needs the public body’s approval ({1}, {0}). To approve the application is to approve this too."},
		"limit.decide.cloud.approval":     {"府の承認が要ります（{0}、{1}）。この申請を承認すると、クラウドの利用も認めることになります。", "It needs the public body’s approval ({1}, {0}). To approve the application is to approve this too."},
		"limit.decide.cloud.unforeseen":   {"特記仕様書に、クラウドの利用の条（{1}）がありません。認めるときは、先に契約の条件を直し、特記仕様書を発行し直してください。", "The appendix has no article on cloud services ({1}). To allow it, change the contract and issue the appendix anew first."},
		"limit.decide.onward.forbidden":   {"この再委託先から先には再委託できないため、承認できません（{0}、{1}）。差し戻すか、先に適用除外を決めてください。", "It cannot be approved: nobody may stand below this firm ({1}, {0}). Return it, or decide on a waiver first."},
		"limit.decide.onward.approval":    {"更なる再委託は、この承認では認められません。その都度、別に申請と承認が要ります（{0}、{1}）。", "Approving this does not approve it: each takes an application and approval of its own ({1}, {0})."},

		"error.limit.overseas": {"この契約では、国外での取扱いは認められません（{0}、{1}）。国内で取り扱う形に直してください。どうしても必要なときは、府に適用除外を相談してください。", "The contract allows no handling abroad ({1}, {0}). Keep the work in Japan; if it cannot be, ask the public body for a waiver."},
		"error.limit.onward":   {"この契約で再委託できるのは{2}段階までで、この再委託先から先には再委託できません（{0}、{1}）。", "The contract allows {2|tier|tiers} of subcontractors, so nobody may stand below this firm ({1}, {0})."},
	})
}
