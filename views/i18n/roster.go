package i18n

// Structures and rosters: what was done, and why something was refused.
func init() {
	say(map[string]words{
		"standing.subcontract": {"再委託の承認", "Subcontracts approved"}, "standing.quiz": {"理解度の確認", "Questions answered"},

		"event.structure.filed": {"{0}が体制届を届け出ました。", "{0} filed the notice of structure."},
		"event.worker.joined":   {"{0}が従事者を名簿に加えました。", "{0} put a worker on the roster."},
		"event.worker.updated":  {"{0}が名簿の記載を変えました。", "{0} changed an entry of the roster."},
		"event.worker.left":     {"{0}が従事者の離任を届け出ました。", "{0} recorded that a worker left."},
		"kind.structure.filed":  {"体制届", "Structure filed"},
		"kind.worker.joined":    {"従事者の追加", "Worker joined"},
		"kind.worker.updated":   {"名簿の変更", "Roster changed"},
		"kind.worker.left":      {"従事者の離任", "Worker left"},
		"kind.group.structure":  {"体制", "Structures"},
		"kind.group.worker":     {"従事者", "Workers"},
		"thing.worker":          {"従事者", "Worker"},

		"error.denied.roster":       {"名簿と体制届は、その事業者の責任者が届け出ます。", "The roster and the notice of structure are filed by the firm’s own lead."},
		"error.denied.confirm":      {"届出の確認と差戻しは、所管課が行います。", "Filings are confirmed, or sent back, by the owner division."},
		"error.confirm.nothing":     {"確認を待っている届出はありません。", "Nothing is waiting to be confirmed."},
		"error.roster.party":        {"承認された当事者だけが、名簿と体制届を届け出られます。", "Only an approved party can file a roster and a notice of structure."},
		"error.roster.lines":        {"一度に登録できるのは、１人から{1}人までです（いま{0}人）。", "You can add 1 to {1} people at a time; this list has {0}."},
		"error.roster.twice":        {"「{0}」は、既にこの名簿に載っています。", "“{0}” is already on this roster."},
		"error.roster.mail_other":   {"このメールアドレスは、{0}さんの利用者のものです。氏名かメールアドレスを確かめてください。", "This address belongs to the account of {0}. Check the name or the address."},
		"error.roster.same_name":    {"「{0}」が2行あり、同じ人か別の人か分かりません。別の人であれば、ふりがな・担当・勤務場所のいずれかを書き分けてください。", "“{0}” stands in two lines that cannot be told apart. If they are two people, tell them apart by reading, duty or site."},
		"error.roster.account":      {"この利用者は、この事業者の人ではないか、停止されています。", "This account does not belong to this firm, or is disabled."},
		"error.worker.known":        {"{0}さんは、すでにログイン又は署名をしているため、別の人の氏名には変えられません。人が替わったときは、離任を記録して新しい人を追加してください。改姓などのときは、先に府の運用管理者へ利用者の氏名の変更を依頼し、その氏名を入力してください。", "{0} has signed in or signed something, so the line cannot take another person’s name. If somebody else took over, record that {0} left and add the other. If the name itself changed, have the administrator change the account first, and type that name."},
		"error.worker.mail_known":   {"この人はすでにログインしているため、メールアドレスはここでは変えられません。府の運用管理者に依頼してください。", "This person has signed in, so the address is changed by the administrator."},
		"error.roster.account_name": {"選んだ利用者は{0}さんです。氏名は登録のとおりに入力してください。", "The account you chose is {0}’s. Type the name as it is registered."},
		"error.worker.my_number":    {"個人番号の取扱担当者にするには、契約が個人番号を取り扱い、再委託先では府の許諾（番号法第10条）が必要です。", "Only where the contract touches My Numbers (and, for a subcontractor, the prefecture has consented, My Number Act, art. 10) can somebody handle them."},
		"error.worker.period":       {"契約、再委託先では承認された期間（{0}から{1}まで）の中の日を入力してください。", "Give a day within the contract, or within what the subcontractor was approved for, {0} to {1}."},
		"error.worker.early":        {"再委託の承認された期間は{0}からです。従事の始まりを、{0}か、それより後の日にしてください。", "The subcontract was approved from {0}. Let the work begin on {0} or later."},
		"error.worker.left":         {"この従事者は、既に離任しています。", "This worker has already left."},
		"error.worker.left_on":      {"離任した日（最後に従事した日）を、今日までの日付で入力してください。", "Give the last day at work, not later than today."},
		"error.worker.account":      {"この人の利用者IDは、運用管理者が案内します。", "The administrator has to invite this account."},
		"error.worker.has_access":   {"この人は、もうパスワードを決めています。忘れたときは、府の運用管理者に案内のリンクを頼んでください。", "This person already has a password. If it is forgotten, ask the administrator for a new link."},
		"error.structure.sites":     {"作業場所を一つ以上入力してください。", "Give at least one place of work."},
		"error.structure.same":      {"前に届け出た内容と同じです。変わったところがあるときに届け出てください。", "This is the same as the notice before. File again only when something changes."},
		"error.structure.privacy":   {"この業務は個人情報を取り扱うので、個人情報取扱責任者を入力してください（{0}、ORG-01）。", "The work handles personal information: name who answers for it (ORG-01, {0})."},
		"error.not_found.worker":    {"この従事者は見つかりません。", "There is no such worker."},
		"error.not_found.structure": {"体制届は見つかりません。", "There is no notice of structure."},

		"event.field.duty": {"従事する業務", "Duty"}, "event.field.starts_on": {"始まる日", "From"}, "event.field.left_on": {"離任の日", "Left on"},
		"event.field.lead_name": {"業務責任者", "Lead"}, "event.field.lead_title": {"業務責任者の職名", "Lead’s title"}, "event.field.lead_phone": {"業務責任者の電話", "Lead’s phone"},
		"event.field.lead_mail": {"業務責任者の電子メール", "Lead’s email"}, "event.field.after_hours": {"時間外の連絡先", "After hours"},
		"event.field.security_lead": {"情報セキュリティ責任者", "Security lead"}, "event.field.privacy_lead": {"個人情報取扱責任者", "Personal-information lead"},
		"event.field.sites": {"作業場所", "Places of work"}, "event.field.contacts": {"連絡体制", "Contacts"}, "event.field.certifications": {"認証", "Certificates"},
		"event.field.party_id": {"当事者", "Party"}, "event.field.worker_id": {"名簿の行", "Line of the roster"}, "event.field.workers": {"従事者の数", "Workers"}, "event.field.structures": {"体制届の数", "Structures"},
	})
}
