package document

// appendixWords are the fixed words of the appendix around what the edition says.
func appendixWords(lang string) map[string]string {
	i := 0
	if lang == "en" {
		i = 1
	}
	said := make(map[string]string, len(appendixText))
	for k, w := range appendixText {
		said[k] = w[i]
	}
	return said
}

var appendixText = map[string][2]string{
	"title": {"特記仕様書", "Specification appendix"}, "draft": {"案", "DRAFT"}, "contents": {"目次", "Contents"},
	"draft.notice":     {"この書面は案です。発行されるまで効力を持ちません。", "This is a draft. It has no effect until it is issued."},
	"copy":             {"", "Reading copy in English. The Japanese text alone is authoritative. Names and legal sources are kept in Japanese."},
	"space":            {"　", "  "},
	"comma":            {"、", ", "},
	"semicolon":        {"；", "; "},
	"colon":            {"：", ": "},
	"bracket":          {"（%s）", " (%s)"},
	"none":             {"―", "–"},
	"hash.short":       {"識別値 ", "hash "},
	"edition.name":     {"遵守事項目録 %s（%s）", "Catalog, %s (%s)"},
	"version.n":        {"第%s版", "version %s"},
	"effective":        {"%s施行", "in force from %s"},
	"period":           {"%sから%sまで", "%s to %s"},
	"level.why":        {"重要度 %s の理由", "Why the level is %s"},
	"reason.from":      {"（対象システム「%s」による）", " (through the system “%s”)"},
	"general":          {"総則", "General provisions"},
	"references":       {"この部にも属する次の条は、%sに定める：%s", "The following articles belong to this part as well and are set out in %s: %s"},
	"decided":          {"（決定：%s、%s）", " (decided by %s on %s)"},
	"nth":              {"%s（%d）", "%s (%d)"},
	"source":           {"出典　", "Source: "},
	"changed.waived":   {"【適用除外】標準の「%s」に代えて「%s」とする。", "[Waived] “%[2]s” takes the place of the standard “%[1]s”."},
	"changed.stricter": {"標準の「%s」より厳しい「%s」を定める。", "Stricter than the standard: “%[2]s” in place of “%[1]s”."},
	"because":          {"理由：%s", " Reason: %s"},
	"waiver":           {"理由：%s　承認者：%s　承認日：%s　期限：%s", " Reason: %s. Approved by: %s, on %s. Ends on: %s."},
	"consultation":     {"%s　%s回答　%s", "%s, answered %s by %s"},
	"vendor.none":      {"（受託者の決定後に記載）", "(to be filled in when the contractor is chosen)"},
	"corporate":        {"（法人番号 %s）", " (corporate number %s)"},
	"linked":           {"連携先：%s", "Linked with: %s"},
	"persons":          {"約%s人", "about %s"},
	"overseas.yes":     {"国外で取り扱う", "handled outside Japan"},

	"f.title": {"件名", "Subject"}, "f.number": {"契約番号", "Contract number"}, "f.kind": {"業務の種類", "Kind of work"},
	"f.period": {"契約期間", "Period"}, "f.signed": {"契約締結日", "Concluded on"}, "f.body": {"発注者", "Public body"},
	"f.vendor": {"受託者", "Contractor"}, "f.procurement": {"契約の方法", "Procurement"}, "f.manager": {"情報システム管理者", "Information-system manager"},
	"f.systems": {"対象システム", "Systems"}, "f.classes": {"取り扱うデータ", "Data handled"}, "f.flags": {"業務の条件", "Conditions of the work"},
	"f.persons": {"対象人数", "Persons concerned"}, "f.overseas": {"取扱いの場所", "Place of handling"}, "f.policy": {"交付する規程", "Rules handed over"},
	"f.level": {"重要度", "Level"}, "f.edition": {"目録の版", "Edition"}, "f.version": {"この書面の版", "Version"}, "f.hash": {"識別値（SHA-256）", "Hash (SHA-256)"},
	"f.issued": {"発行日", "Issued on"}, "f.consultation": {"情報部門との協議", "Consultation of the IT division"}, "f.answer": {"協議の回答", "Answer"},

	"table.levels":      {"別表第１　水準表", "Table 1: Levels"},
	"table.levels.note": {"この契約の重要度は%sである。「本契約」の欄の値が、受託者の守るべき水準である。＊は標準より厳しい値、◇は適用除外による値を、―はその重要度では適用のないことを示す。", "The level of this contract is %s. The values under “Here” bind the contractor. * marks a value stricter than the standard, ◇ one set by a waiver, – a level at which the article does not apply."},
	"table.numbers":     {"１　数で定める水準", "1. Values given as numbers"},
	"table.phrases":     {"２　語句で定める水準", "2. Values given in words"},
	"table.roles":       {"別表第２　役割分担表", "Table 2: Division of roles"},
	"table.forms":       {"様式一覧", "List of forms"},
	"col.article":       {"条", "Article"}, "col.item": {"項目", "Item"}, "col.levels": {"重要度ごとの水準", "By level"}, "col.here": {"本契約", "Here"}, "col.matter": {"事項", "Matter"}, "col.vendor": {"受託者", "Contractor"},
	"col.form": {"様式", "Form"}, "col.name": {"名称", "Name"}, "col.deadline": {"条及び提出期限", "Article and deadline"},
	"mark.": {"", ""}, "mark.stricter": {"＊", " *"}, "mark.waived": {"◇", " ◇"},

	"closing":       {"発注者及び受託者は、「%s」の契約に当たり、この特記仕様書の定めるところによる。", "The public body and the contractor abide by this appendix in the contract “%s”."},
	"day.blank":     {"令和　　年　　月　　日", "Date:               "},
	"party.body":    {"発注者", "Public body"},
	"party.vendor":  {"受託者", "Contractor"},
	"blank.address": {"所在地", "Address"}, "blank.name": {"商号又は名称", "Name"}, "blank.rep": {"代表者の職・氏名", "Title and name of the representative"},

	"kind.development": {"開発", "Development"}, "kind.maintenance": {"保守", "Maintenance"}, "kind.operation": {"運用", "Operation"}, "kind.upkeep": {"保守及び運用", "Maintenance and operation"},
	"kind.data_entry": {"データ入力", "Data entry"}, "kind.mailing": {"印刷・封入・発送", "Printing and mailing"}, "kind.survey": {"調査・研究", "Survey and research"}, "kind.cloud": {"クラウドサービスの利用", "Use of a cloud service"}, "kind.other": {"その他", "Other"},
	"procurement.": {"", ""}, "procurement.open_bid": {"一般競争入札", "Open bidding"}, "procurement.named_bid": {"指名競争入札", "Bidding by invitation"}, "procurement.proposal": {"公募型プロポーザル", "Call for proposals"}, "procurement.negotiated": {"随意契約", "Negotiated contract"},
	"zone.": {"", ""}, "zone.mynumber": {"マイナンバー利用事務系", "My Number zone"}, "zone.lgwan": {"LGWAN接続系", "LGWAN zone"}, "zone.internet": {"インターネット接続系", "Internet zone"}, "zone.other": {"独立した網など", "separate network"},
}
