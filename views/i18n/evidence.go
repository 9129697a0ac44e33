package i18n

// The evidence bundle of a contract: its button, its page, how to check it.
func init() {
	say(map[string]words{
		"evidence.title": {"証跡一式", "Evidence bundle"}, "evidence.take": {"証跡一式を取り出す", "Take the evidence bundle"},
		"evidence.why":          {"この契約の文書、起きたことのすべての記録、それらが改ざんされていないことの証明を、１つのZIPファイルにまとめます。このシステムが無くても、監査する側だけで確かめられます。取り出したことも記録に残ります。", "The contract’s documents, everything recorded about it, and the proof that none of it was changed, in one ZIP file. It can be checked without this system, by the auditor alone. That it was taken is recorded too."},
		"error.evidence.busy":   {"ほかの証跡一式を作っています。{0}秒ほど待って、もう一度押してください。", "Other bundles are being made. Wait about {0} seconds and press again."},
		"error.denied.evidence": {"証跡一式を取り出せるのは、監査部門、情報部門、契約の所管課の職員です。", "Evidence is taken by the audit office, the IT division and the division whose contract it is."},
		"event.field.events":    {"それまでの事象の数", "Events until then"},

		"evidence.made":      {"{0}に{1}が取り出したものです。", "Taken on {0} by: {1}."},
		"evidence.what":      {"この画面は読むためのものです。証拠となるのは、同じフォルダにあるファイルで、下の「確かめ方」のとおりに確かめられます。", "This page is for reading. The evidence is the files beside it, which can be checked as described below."},
		"evidence.unsigned":  {"取り出した時点で、ログにまだ署名がありませんでした。この証跡一式では何も証明できません。しばらくしてから取り出し直してください。", "Nothing in the log was signed yet when this was taken, so it proves nothing. Take it again in a while."},
		"evidence.state":     {"状態", "State"},
		"evidence.documents": {"文書", "Documents"}, "evidence.documents.none": {"発行された文書はまだありません。", "No document was issued yet."}, "evidence.file": {"ファイル", "File"},
		"evidence.first":  {"発行は、事象{0}件の時点のチェックポイントでも証明されています。", "The issue is also proven in the checkpoint of {0|event|events}."},
		"evidence.events": {"起きたこと", "What happened"}, "evidence.events.why": {"記録された順に並べています。個人に関する値は、消去されていないものだけを示します。", "In the order of the log. Personal values are shown as far as they have not been erased."},
		"evidence.when": {"日時と記録", "When, and the record"}, "evidence.event": {"内容", "What"},
		"evidence.waiting": {"まだ署名の対象になっていません", "Not covered by a signature yet"}, "evidence.cut": {"保存期間が過ぎたため、内容は削除されました。ハッシュ値だけが残っています。", "Its retention is over and its contents were cut; the hash is left."},

		"evidence.files": {"ファイルの一覧", "The files"}, "evidence.files.documents": {"発行した文書そのもの。１バイトも変わっていません。", "The documents as issued, byte for byte."},
		"evidence.files.event":       {"事象１件の記録。ファイル名の数字は、ログの中での位置です。", "The record of one event; the number is its position in the log."},
		"evidence.files.proof":       {"その事象がログに含まれていることの証明（C2SP tlog-proof 形式）。", "The proof that the event is in the log (C2SP tlog-proof)."},
		"evidence.files.cut":         {"保存期間が過ぎて内容を削除した事象。ハッシュ値だけが残ります。", "An event whose contents were cut at the end of its retention; only its hash is left."},
		"evidence.files.waiting":     {"まだチェックポイントに含まれていない新しい事象。", "New events that no checkpoint covers yet."},
		"evidence.files.personal":    {"個人に関する値と、記録の中の約束値（personal:…）との対応。消去されたものは値がありません。", "What the commitments (personal:…) in the records stand for; of what was erased there is no value."},
		"evidence.files.checkpoints": {"ログ全体への署名（チェックポイント）と、立会者の署名、タイムスタンプ。", "Signatures over the whole log (checkpoints), with countersignatures and time-stamps."},
		"evidence.files.keys":        {"ログと立会者の公開鍵。鍵を替えたときは、前の鍵による保証も入っています。", "Public keys of the log and of witnesses; where the key changed, with the word of the key before."},
		"evidence.files.manifest":    {"この証跡一式の説明と、すべてのファイルのSHA-256。", "What this bundle is, and the SHA-256 of every file."},
		"evidence.files.guide":       {"確かめ方と、それを自動で行うスクリプト。", "How to check, and a script that does it."},
		"evidence.log":               {"ログと署名", "The log and its signature"}, "evidence.log.name": {"ログの名前", "Name of the log"}, "evidence.log.size": {"ログ全体の事象の数", "Events in the whole log"}, "evidence.log.root": {"木の根のハッシュ値", "Root hash of the tree"}, "evidence.log.key": {"公開鍵", "Public key"}, "evidence.program": {"作成したプログラム", "Made by the program"},
		"evidence.check": {"確かめ方", "How to check"}, "evidence.check.how": {"同じ説明が VERIFY.txt にもあります。", "VERIFY.txt says the same."},

		"evidence.guide.title":      {"証跡一式の確かめ方", "How to check this evidence bundle"},
		"evidence.guide.program":    {"配布されているプログラムだけで確かめる方法です。ネットワークもデータベースも要りません。誤りがあれば、最初に見つかったファイルの名前を示して終了コード１で終わります。", "With the released program alone; neither a network nor a database is needed. What is wrong is named, and the exit code is 1."},
		"evidence.guide.hand":       {"プログラムを使わずに確かめる方法です。ZIPを展開し、openssl、sha256sum、シェル（sh）のある機械で、展開したフォルダの中で実行します。KEY は、控えてあるログの最初の公開鍵です。", "Without the program: unpack the ZIP and run this in the folder, on any machine with openssl, sha256sum and a shell. KEY is the log’s first public key as you keep it."},
		"evidence.guide.script":     {"verify.sh は短いので、実行する前に読んでください。証跡一式と一緒に書き換えられるおそれがあるため、監査する側で保管しているものを使うと確実です。以下は、そのスクリプトが行うことを１つずつ手で行う方法です。", "verify.sh is short: read it before you run it. It could have been changed together with the bundle, so a copy of your own is better. What follows is what it does, step by step."},
		"evidence.guide.key":        {"公開鍵を、監査する側で控えているものと見比べます。鍵が替わったときは、新しい鍵を登録した事象（keys/log-2.json など）が、前の鍵で署名されたチェックポイントに含まれていることを確かめます。", "Compare the public key with the one you keep. Where the key changed, the event that registered the new one (keys/log-2.json and so on) is in a checkpoint that the key before signed."},
		"evidence.guide.checkpoint": {"チェックポイントの署名を確かめます。.txt の３行は、ログの名前、事象の数、木の根のハッシュ値です。", "The checkpoint’s signature. The three lines of the .txt are the name of the log, the number of events, and the root hash."},
		"evidence.guide.document":   {"文書のSHA-256が、その発行を記録した事象に書かれていることを確かめます。", "The SHA-256 of a document stands in the event that tells of its issue."},
		"evidence.guide.leaf":       {"事象の葉のハッシュ値を求めます。SHA-256(0x00, ファイルの内容) です。", "The leaf hash of an event: SHA-256(0x00, contents of the file)."},
		"evidence.guide.way":        {"葉から根まで上ります。.tlog-proof の index の下の各行は、隣のハッシュ値（base64）です。index を n、チェックポイントの事象の数から１を引いたものを m とします。n が奇数か、n = m のときは SHA-256(0x01, 隣, 自分)、そうでないときは SHA-256(0x01, 自分, 隣) が次の値です。n = m で n が偶数のときは、n が奇数か０になるまで n と m を半分にします。そのあと n と m を半分にして（端数切捨て）次の行に進みます。最後の値が、次の命令で表示される根と一致します。", "From the leaf up to the root: each line below index in the .tlog-proof is the hash beside (base64). Let n be the index and m the number of events in the checkpoint less one. If n is odd or n = m, the next value is SHA-256(0x01, beside, own), otherwise SHA-256(0x01, own, beside). Where n = m and n is even, halve both until n is odd or 0. Then halve both, rounding down, and take the next line. The last value is the root that this prints."},
		"evidence.guide.personal":   {"個人に関する値を確かめます。personal.jsonl の salt（base64）と value から SHA-256(salt, value) を求めると、約束値（personal: のあと）になります。", "Personal values: SHA-256(salt, value), with salt (base64) and value from personal.jsonl, is the commitment behind personal:."},
		"evidence.guide.stamp":      {"タイムスタンプ（RFC 3161）を確かめます。TSA.pem は、時刻認証局の証明書です。トークンではなく応答の形式のときは -token_in を除きます。", "The RFC 3161 time-stamp. TSA.pem holds the certificates of the authority; leave -token_in out where the file is a whole response."},
		"evidence.guide.limits":     {"この証跡一式だけでは、この契約の事象が１件も抜かれていないことまでは分かりません。それはログ全体の検証（portal log verify）で確かめます。取り出したときの事象の数は、「証跡一式を取り出しました」という事象に記録されています。署名は、ログがその後書き換えられていないことを示しますが、時刻そのものは、時刻認証局のタイムスタンプがあるものだけが第三者により証明されます。", "The bundle alone does not show that no event of the contract was left out; a check of the whole log (portal log verify) does, and the event that tells of the taking of a bundle counts them. A signature shows that the log has not changed since; the time itself is proven by a third party only where there is a time-stamp."},
	})
}
