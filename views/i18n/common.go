package i18n

func init() {
	say(map[string]words{
		"app.name":  {"委託先コンプライアンス", "Chigiri"},
		"app.foot":  {"契（ちぎり）は、委託契約で約束したことと、触れてよいものとを結び付けます。", "Chigiri ties what a contractor promised to what it may touch."},
		"app.demo":  {"これは例示のデータです。", "This is example data."},
		"skip":      {"本文へ", "Skip to the content"},
		"colon":     {"：", ": "},
		"back":      {"戻る", "Back"},
		"edit":      {"編集する", "Edit"},
		"save":      {"保存する", "Save"},
		"nav.label": {"主なページ", "Main pages"}, "trail.label": {"現在の位置", "Where you are"},
		"nav.home": {"ホーム", "Home"}, "nav.contracts": {"契約", "Contracts"}, "nav.vendors": {"事業者", "Vendors"},
		"nav.systems": {"情報システム", "Systems"}, "nav.catalog": {"規程・水準", "Catalog"},
		"nav.users": {"利用者", "Accounts"}, "nav.divisions": {"所管課", "Divisions"}, "nav.log": {"ログ", "Log"},
		"logout":        {"ログアウト", "Sign out"},
		"leave.unsaved": {"保存していない入力があります。このページを離れますか。", "You have unsaved words. Leave this page?"},
		"count.left":    {"あと{0}文字", "{0} characters left"},
		"next.label":    {"次にすること", "Next"},
		"errors.title":  {"{0}か所を直してください", "{0|thing|things} to mend"},
		"field.must":    {"必須", "required"}, "field.before_issue": {"特記仕様書の発行までに必要", "needed before the appendix is issued"}, "field.before_issue.open": {"まだ入力されていません。特記仕様書の発行までに入力してください。", "Still empty. Enter it before the appendix is issued."}, "field.choose": {"選んでください", "Choose"},
		"since.today": {"今日から", "since today"}, "since.yesterday": {"昨日から", "since yesterday"}, "since.days": {"{0}日前から", "for {0} days"},
		"role.drafter": {"起案担当", "drafter"}, "role.manager": {"情報システム管理者", "system manager"}, "role.reviewer": {"情報部門", "IT division"},
		"role.auditor": {"監査", "auditor"}, "role.admin": {"運用管理者", "administrator"}, "role.vendor_lead": {"事業者の責任者", "vendor lead"},
		"role.vendor_worker": {"従事者", "worker"}, "role.system": {"システム", "system"},
		"role.sub_lead": {"再委託先の責任者", "subcontractor’s lead"}, "role.sub_worker": {"再委託先の従事者", "subcontractor’s worker"},
		"role.other_drafter": {"別の課の起案担当", "drafter of another division"}, "role.other_vendor_lead": {"別の事業者の責任者", "lead of another vendor"},
		"state.draft": {"起案中", "Draft"}, "state.consulting": {"協議中", "In consultation"}, "state.issued": {"特記仕様書発行済", "Appendix issued"},
		"state.concluded": {"契約締結済", "Concluded"}, "state.ready": {"着手可", "Ready to start"}, "state.completed": {"完了", "Completed"}, "state.closed": {"終結", "Closed"},
		"level.none": {"未定", "not derived"},
		"req.met":    {"済", "met"}, "req.due": {"要対応", "due"}, "req.missing": {"未了", "missing"}, "req.lapsed": {"失効", "lapsed"}, "req.waived": {"適用除外", "waived"}, "req.not_asked": {"対象外", "not asked"},
	})
}
