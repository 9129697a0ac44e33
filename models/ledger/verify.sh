#!/bin/sh
# Checks an unpacked evidence bundle with openssl, sha256sum and a POSIX shell, and
# with nothing that comes from the portal. It needs no network and writes no file.
#
#     sh verify.sh [KEY]
#
# KEY is the log's first verifier key (name+hash+key) as you keep it; without it the
# one in the bundle is believed. TSA_CA=FILE names the certificates of the
# time-stamping authority; without it time-stamps are not checked.
#
# 証跡一式を展開したフォルダで実行します。KEY は、控えてあるログの最初の公開鍵です。
# Exit: 0 all is right, 1 something is not, and it is named.
set -u
LC_ALL=C
export LC_ALL
cd "$(dirname "$0")" || exit 1
key=${1:-}

fail() {
	printf 'NG  %s\n    %s\n' "$1" "$2"
	exit 1
}
ok() { printf 'OK  %s\n' "$1"; }

for tool in openssl sha256sum sed tr od cut cmp tail sort uniq; do
	command -v "$tool" >/dev/null 2>&1 || fail "$tool" "this program is needed / このプログラムが必要です"
done
[ -f manifest.json ] || fail manifest.json "is missing / ありません"

# SHA-256 of what comes in, in hex.
sha() { sha256sum | cut -c 1-64; }
# Base64 to hex.
hex() { printf '%s\n' "$1" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \n'; }
# A hash in hex as printf writes it in bytes, in $bytes.
escape() {
	bytes=
	rest=$1
	while [ -n "$rest" ]; do
		tail=${rest#??}
		v=$((0x${rest%"$tail"}))
		bytes=$bytes\\$((v / 64))$((v / 8 % 8))$((v % 8))
		rest=$tail
	done
}
# The whole of a file of one line, in $line.
slurp() { IFS= read -r line <"$1" || :; }
# is KIND: whether the leaf in $line is of this kind. No text in JSON holds a quote
# without a backslash, so the first key of a name is the leaf's own.
is() {
	kind=${line#*',"kind":"'}
	[ "${kind%%'"'*}" = "$1" ]
}
# text KEY, number KEY: a field of the leaf in $line, in $value.
text() {
	value=
	case $line in *"\"$1\":\""*) value=${line#*"\"$1\":\""} value=${value%%'"'*} ;; esac
}
number() {
	value=
	case $line in *"\"$1\":"*) value=${line#*"\"$1\":"} value=${value%%[!0-9]*} ;; esac
}
# of LIST VERSION: the lines of a list of issues that are of a version.
of() {
	printf '%s' "$1" | while IFS= read -r line; do
		case $line in *"\"version\":$2"[,}]*) printf '%s\n' "$line" ;; esac
	done
}

# known NAME: what was noted last of a document, "EVENT SHA-256 IDENTITY", in $told.
known() { told=$(printf '%s' "$papers" | sed -n "s|^\([^ ]*\) $1 |\1 |p" | tail -n 1); }
# tells EVENT: notes what documents the leaf in $line tells of, besides those that were
# issued, in $papers: lines "EVENT NAME SHA-256 IDENTITY". Only of a sealed one the name
# has its ending. A later event may tell of it again when it put a time-stamp into it,
# which leaves what is signed, the identity, as it is.
tells() {
	kind=${line#*',"kind":"'}
	kind=${kind%%'"'*}
	case $kind in
	pledge.signed | pledge.paper_kept | pledge.stamped | briefing.held | briefing.stamped) keys='pdf scan' ;;
	briefing.file_added | contract.party_file_added) keys=sha256 ;;
	*) return ;;
	esac
	text subject
	subject=$value
	text subject_id
	name=documents/$subject-$value
	case $name in *[!A-Za-z0-9/_-]*) fail "$1" "is about nothing a document can be named after / 名前が正しくありません" ;; esac
	whole=$line
	line=${line#*',"after":{'}
	text identity
	identity=$value
	for key in $keys; do
		text "$key"
		case $value in '' | *[!0-9a-f]*) continue ;; esac
		case $key in
		pdf)
			known "$name.pdf"
			case $kind in
			*.stamped) [ -z "$told" ] || [ "${told##* }" = "=$identity" ] || [ "${told##* }" = = ] || fail "$1" "stamps another document / 別の文書のタイムスタンプです" ;;
			*) [ -z "$told" ] || fail "$1" "tells again of $name.pdf / 同じ文書の事象が他にあります" ;;
			esac
			papers="$papers$1 $name.pdf $value =$identity
"
			;;
		scan) papers="$papers$1 $name-scan $value =
" ;;
		*) papers="$papers$1 $name-$(printf '%s' "$value" | cut -c 1-32) $value =
" ;;
		esac
	done
	line=$whole
}

# way INDEX SIZE LEAF PROOF: the root that a proof leads to from a leaf's hash, in
# $root (RFC 9162, 2.1.3.2). An inner hash is SHA-256(0x01, left, right).
way() {
	fn=$1 sn=$(($2 - 1)) root=$3
	[ "$fn" -ge 0 ] && [ "$fn" -le "$sn" ] || return 1
	for beside in $(sed -n '/^index /,/^$/p' "$4" | sed '1d;$d'); do
		beside=$(hex "$beside")
		[ ${#beside} -eq 64 ] && [ "$sn" -gt 0 ] || return 1
		if [ $((fn % 2)) -eq 1 ] || [ "$fn" -eq "$sn" ]; then
			escape "$beside$root"
			while [ $((fn % 2)) -eq 0 ] && [ "$fn" -ne 0 ]; do fn=$((fn / 2)) sn=$((sn / 2)); done
		else
			escape "$root$beside"
		fi
		# shellcheck disable=SC2059
		root=$(printf "\\001$bytes" | sha)
		fn=$((fn / 2)) sn=$((sn / 2))
	done
	[ "$sn" -eq 0 ]
}
# leaf FILE: the hash of a leaf, SHA-256(0x00, contents), in $leaf.
leaf() { leaf=$({ printf '\000' && cat "$1"; } | sha); }
# checkpoint TEXT: its size and root.
checkpoint() {
	size=$(sed -n 2p "$1")
	want=$(hex "$(sed -n 3p "$1")")
	case $size in '' | 0?* | *[!0-9]*) return 1 ;; esac
	[ ${#want} -eq 64 ]
}
# signed PEM TEXT SIG: whether a key signed a text.
signed() { openssl pkeyutl -verify -pubin -inkey "$1" -rawin -in "$2" -sigfile "$3" >/dev/null 2>&1; }
# proven PROOF LEAF: whether the proof leads from a leaf's hash to $want, for $size.
proven() {
	index=$(sed -n 's/^index \([0-9]*\)$/\1/p' "$1")
	case $index in '' | 0?* | *[!0-9]*) return 1 ;; esac
	way "$index" "$size" "$2" "$1" && [ "$root" = "$want" ]
}

# 1. Every file is the one the manifest names.
list=$(sed -n 's/^{"name":"\([^"]*\)",.*"sha256":"\([0-9a-f]*\)"},*$/\2  \1/p' manifest.json)
printf '%s\n' "$list" | cut -c 67- | while IFS= read -r name; do
	case $name in /* | *..* | '' | *[!A-Za-z0-9._/-]*) fail "$name" "no name of a bundle / 名前が正しくありません" ;; esac
	[ -f "$name" ] || fail "$name" "is missing / ありません"
done || exit 1
wrong=$(printf '%s\n' "$list" | sha256sum -c 2>/dev/null | sed -n 's/: FAILED.*//p' | sed 1q)
if [ -n "$wrong" ]; then
	case $wrong in # checked against more than the manifest below
	documents/* | events/* | keys/* | checkpoints/* | personal.jsonl) ;;
	*) fail "$wrong" "is not as in manifest.json / manifest.json と異なります" ;;
	esac
fi
field() { sed -n '1s/.*"'"$1"'":"*\([^",}]*\)[",}].*/\1/p' manifest.json; }
contract=$(field contract_id)
common=$(field checkpoint)
ok "manifest.json / 目録: $(printf '%s\n' "$list" | wc -l | tr -d ' ') files"
[ "$common" -gt 0 ] 2>/dev/null || fail manifest.json "nothing was signed yet / まだ署名がありません"

# 2. The log's keys, each vouched for by the one before it.
n=0
while [ -f "keys/log-$((n + 1)).vkey" ]; do
	n=$((n + 1))
	k=keys/log-$n
	slurp "$k.vkey"
	[ "$n" -gt 1 ] || [ -z "$key" ] || [ "$key" = "$line" ] || fail "$k.vkey" "is not the key you gave / 示された鍵と異なります"
	case $line in *[!A-Za-z0-9+/=._:-]* | '') fail "$k.vkey" "is no key / 鍵ではありません" ;; esac
	vkey=$line
	raw=${line#*+}
	raw=$(hex "${raw#*+}") # behind the name and its hash
	pem=$(openssl pkey -pubin -in "$k.pem" -outform DER 2>/dev/null | tail -c 32 | od -An -v -tx1 | tr -d ' \n')
	[ "$raw" = "01$pem" ] || fail "$k.pem" "is another key than $k.vkey / $k.vkey と異なる鍵です"
	before=keys/log-$((n > 1 ? n - 1 : 1)).pem
	signed "$before" "$k.txt" "$k.sig" || fail "$k.sig" "the key before did not sign for this one / 前の鍵の署名ではありません"
	checkpoint "$k.txt" || fail "$k.txt" "is no checkpoint / チェックポイントではありません"
	slurp "$k.json"
	case $line in *'"kind":"log.key_registered"'*"\"verifier\":\"$vkey\""*) ;; *) fail "$k.json" "does not register the key / この鍵を登録する事象ではありません" ;; esac
	leaf "$k.json"
	proven "$k.tlog-proof" "$leaf" || fail "$k.json" "is not in the tree / 木の中にありません"
done
[ "$n" -gt 0 ] || fail keys/log-1.vkey "is missing / ありません"
newest=keys/log-$n.pem
ok "keys/ / ログの公開鍵: $n"
slurp keys/log-1.vkey
[ -n "$key" ] || printf '    believed, compare with yours / 控えと照合してください: %s\n' "$line"

# 3. The checkpoints.
for note in checkpoints/*.note; do
	c=${note%.note}
	checkpoint "$c.txt" || fail "$c.txt" "is no checkpoint / チェックポイントではありません"
	[ "$size" = "${c#checkpoints/}" ] || fail "$c.txt" "is of another size / 別の大きさのものです"
	sed '/^$/,$d' "$note" | cmp -s - "$c.txt" || fail "$note" "is not what was signed / 署名された内容と異なります"
	by=
	i=$n
	while [ "$i" -gt 0 ] && [ -z "$by" ]; do
		if signed "keys/log-$i.pem" "$c.txt" "$c.sig"; then by=keys/log-$i.pem; fi
		i=$((i - 1))
	done
	[ -n "$by" ] || fail "$c.sig" "is no signature of the log's / ログの鍵による署名ではありません"
	[ "$size" != "$common" ] || [ "$by" = "$newest" ] || fail "$c.sig" "is not by the newest key / 最新の鍵による署名ではありません"
	for stamp in "$c"-*.tst; do
		[ -f "$stamp" ] || continue
		if [ -z "${TSA_CA:-}" ]; then
			printf '    %s: not checked; TSA_CA=FILE / 未確認\n' "$stamp"
		elif openssl ts -verify -data "$c.stamped" -in "$stamp" -token_in -CAfile "$TSA_CA" >/dev/null 2>&1 ||
			openssl ts -verify -data "$c.stamped" -in "$stamp" -CAfile "$TSA_CA" >/dev/null 2>&1; then
			ok "$stamp"
		else
			fail "$stamp" "is no time-stamp over $c.stamped / タイムスタンプが正しくありません"
		fi
	done
done
c=checkpoints/$common
checkpoint "$c.txt" || fail "$c.txt" "is missing / ありません"
common_size=$size common_root=$want
ok "$c.txt: $size events in the log / ログ全体の事象の数"

# 4. Every event: its way from the leaf to the root, and that it is the contract's.
issues=
papers=
awaited=
taken=
seals=
count=0
cuts=0
for proof in events/*.tlog-proof; do
	[ -f "$proof" ] || continue
	event=${proof%.tlog-proof}
	sed '1,/^$/d' "$proof" | cmp -s - "$c.note" || fail "$proof" "is in another checkpoint / 別のチェックポイントのものです"
	if [ -f "$event.cut" ]; then
		slurp "$event.cut"
		leaf=${line%% *}
		event=$event.cut
		case $leaf in *[!0-9a-f]*) leaf= ;; esac
		[ ${#leaf} -eq 64 ] || fail "$event" "holds no hash / ハッシュ値がありません"
		case $line in *' '[!\ ]*) ;; *) fail "$event" "names no cut / 削除の記録の名前がありません" ;; esac
		cuts=$((cuts + 1))
	else
		event=$event.json
		[ -f "$event" ] || fail "$event" "is missing / ありません"
		leaf "$event"
		slurp "$event"
		text contract_id
		[ "$value" = "$contract" ] || fail "$event" "is of another contract / 別の契約の事象です"
		[ "$(sed -n 's/^extra //p' "$proof")" = "$(openssl base64 -A -in "$event")" ] ||
			fail "$event" "is not the event of $proof / 証明書の事象と異なります"
		if is appendix.issued; then
			number version
			[ -n "$value" ] && [ -z "$(of "$issues" "$value")" ] || fail "$event" "issues a version again / 同じ版の発行が他にあります"
			issues="$issues$event $line
"
		fi
		tells "$event"
	fi
	proven "$proof" "$leaf" || fail "$event" "is not in the tree as it was signed / 署名された木の中にありません"
	[ "$proof" = "$(printf 'events/%06d.tlog-proof' "$index")" ] || fail "$proof" "is the proof of event $index / 別の事象の証明です"
	case $event in
	*.cut) taken="$taken$index $line
" ;;
	*) if is log.cut; then
		text cut
		seals="$seals$index $value"
		number leaves
		seals="$seals $value"
		text digest
		seals="$seals $value
"
	fi ;;
	esac
	count=$((count + 1))
done
for event in events/*.json events/*.cut; do
	[ ! -f "$event" ] || [ -f "${event%.*}.tlog-proof" ] || fail "${event%.*}.tlog-proof" "is missing / ありません"
done
[ "$count" = "$(field events)" ] && [ "$cuts" = "$(field cut)" ] || fail manifest.json "counts other events / 事象の数が一致しません"
ok "events/ / 事象: $count ($cuts cut / 内容削除済み)"
for event in waiting/*.json; do
	[ -f "$event" ] || continue
	printf '    %s: not proven yet / まだ証明されていません\n' "$event"
	slurp "$event"
	tells "$event"
	is appendix.issued || continue
	number version
	[ -n "$value" ] && [ -z "$(of "$issues$awaited" "$value")" ] || fail "$event" "issues a version again / 同じ版の発行が他にあります"
	awaited="$awaited$event $line
"
done
# A cut leaves of each event the hash; its own event, proven and behind them, tells how
# many there were and the SHA-256 over a line "POSITION HASH" for each.
printf '%s' "$taken" | cut -d ' ' -f 3- | sort -u | while IFS= read -r cut; do
	seal=$(printf '%s' "$seals" | while read -r at name rest; do
		[ "$name" != "$cut" ] || printf '%s %s\n' "$at" "$rest"
	done)
	lines=$(printf '%s' "$taken" | sort -n | while read -r at leaf name; do
		[ "$name" != "$cut" ] || printf '%s %s\n' "$at" "$leaf"
	done)
	first=events/$(printf %06d "${lines%% *}").cut
	last=$(printf '%s\n' "$lines" | sed -n '$s/ .*//p')
	case ${seal%% *} in '' | *[!0-9]*) fail "$first" "no proven event tells of the cut $cut / 削除の記録が証明されていません" ;; esac
	[ "${seal%% *}" -gt "$last" ] && [ "${seal#* }" = "$(printf '%s\n' "$lines" | wc -l | tr -d ' ') $(printf '%s\n' "$lines" | sha)" ] ||
		fail "$first" "the event of the cut $cut tells of others / 削除の記録と一致しません"
done || exit 1
printf '%s' "$seals" | while read -r index cut rest; do
	case $taken in *" $cut
"*) ;; *) fail "events/$(printf %06d "$index").json" "none of what this cut took is here / 削除された事象がありません" ;; esac
done || exit 1

# 5. Every document: an event names its SHA-256.
count=0
held=
for file in documents/*; do
	[ -f "$file" ] || continue
	sum=$(sha <"$file")
	case $file in
	*.tlog-proof) continue ;;
	documents/appendix-*) ;;
	*) # the last event that tells of it counts: one that put a time-stamp into it
		case $file in *.*) ;; *) fail "$file" "has no ending / 拡張子がありません" ;; esac
		name=$file
		known "$name"
		[ -n "$told" ] || { name=${file%.*} && known "$name"; }
		case " $held " in *" $name "*) fail "$file" "is there twice / 重複しています" ;; esac
		held="$held $name"
		want=${told#* }
		[ -n "$told" ] && [ "${want%% *}" = "$sum" ] || fail "$file" "no event names its SHA-256 $sum / 記録された文書と異なります"
		case $told in
		waiting/*) printf '    %s: %s names it, not proven yet / まだ証明されていません\n' "$file" "${told%% *}" ;;
		*) ok "$file: ${told%% *}" ;;
		esac
		count=$((count + 1))
		continue
		;;
	esac
	version=${file#documents/appendix-}
	version=${version%.*}
	line=$(of "$issues$awaited" "$version")
	told=${line%% *}
	text "${file##*.}"
	[ -n "$told" ] && [ "$value" = "$sum" ] || fail "$file" "no event names its SHA-256 $sum / 記録された文書と異なります"
	case $told in
	waiting/*) printf '    %s: %s names it, not proven yet / まだ証明されていません\n' "$file" "$told" ;;
	*) ok "$file: $told" ;;
	esac
	count=$((count + 1))
	proof=documents/appendix-$version.tlog-proof
	if [ -f "$proof" ]; then
		case $told in waiting/*) fail "$proof" "is of an event not proven yet / まだ証明されていない事象のものです" ;; esac
		old=$(sed '1,/^$/d' "$proof" | sed -n 2p)
		sed '1,/^$/d' "$proof" | cmp -s - "checkpoints/$old.note" || fail "$proof" "is in no checkpoint of the bundle / チェックポイントがありません"
		[ "$(sed -n 's/^extra //p' "$proof")" = "$(openssl base64 -A -in "$told")" ] || fail "$proof" "is of another event / 別の事象のものです"
		checkpoint "checkpoints/$old.txt" || fail "checkpoints/$old.txt" "is no checkpoint / チェックポイントではありません"
		leaf "$told"
		proven "$proof" "$leaf" || fail "$proof" "does not lead to the root / 根に届きません"
	fi
done
printf '%s' "$issues$awaited" | while IFS= read -r line; do
	version=$(printf '%s' "$line" | sed -n 's/.*"version":\([0-9]*\)[,}].*/\1/p')
	for ext in pdf docx; do
		case $line in *"\"$ext\":\""*) ;; *) continue ;; esac
		[ -f "documents/appendix-$version.$ext" ] || fail "documents/appendix-$version.$ext" "is missing, ${line%% *} names it / ありません"
	done
done || exit 1
printf '%s' "$papers" | while read -r told name want; do
	case " $held " in *" $name "*) ;; *) fail "$name" "is missing, $told names it / ありません" ;; esac
done || exit 1
ok "documents/ / 文書: $count"
[ -z "$papers" ] || printf '    %s\n' "seals are not checked here: pdfsig, portal seal verify --roots keys/seal-1.pem / 封緘は未確認"

# 6. What commitments stand for: SHA-256(salt, value). Every line is as the program
# writes it, so that no two readers can read it differently.
tr -d '\000-\011\013-\037' <personal.jsonl | cmp -s - personal.jsonl && [ -z "$(tail -c 1 personal.jsonl)" ] ||
	fail personal.jsonl "is not as the program writes it / 書式が正しくありません"
line=$(sed -E -e '/^\{"commitment":"personal:[0-9a-f]{64}","erased":true\}$/d' \
	-e '/^\{"commitment":"personal:[0-9a-f]{64}","salt":"[A-Za-z0-9+/]{22}=="(,"value":"([^"\\]|\\.)+")?\}$/d' personal.jsonl | sed 1q)
[ -z "$line" ] || fail personal.jsonl "is not as the program writes it: $line / 書式が正しくありません"
line=$(cut -c 1-90 personal.jsonl | sort | uniq -d | sed 1q)
[ -z "$line" ] || fail personal.jsonl "tells twice of one: $line / 重複しています"
# JSON's escapes as printf writes them, in $value.
unescape() {
	value=$(printf '%s\n' "$1" | sed -e 's/%/%%/g' -e 's/\\\\/\\134/g' -e 's/\\"/"/g' -e 's/\\u2028/\\342\\200\\250/g' -e 's/\\u2029/\\342\\200\\251/g')
	while :; do
		case $value in
		*\\u00[01][0-9a-f]*)
			rest=${value#*\\u00}
			value=${value%%\\u00*}
			tail=${rest#??}
			v=$((0x${rest%"$tail"}))
			value=$value\\0$((v / 8))$((v % 8))$tail
			;;
		*\\[!0-7bfnrt]*) return 1 ;;
		*) return 0 ;;
		esac
	done
}
count=0
erased=0
while IFS= read -r line; do
	case $line in
	*'","erased":true}') erased=$((erased + 1)) && continue ;;
	esac
	said=${line#*'"commitment":"personal:'}
	said=${said%%'"'*}
	salt=${line#*'"salt":"'}
	salt=$(hex "${salt%%'"'*}")
	value=
	case $line in *'","value":"'*) value=${line#*'","value":"'} value=${value%'"}'} ;; esac
	unescape "$value" || fail personal.jsonl "personal:$said: is not as the program writes it / 書式が正しくありません"
	escape "$salt"
	# shellcheck disable=SC2059
	[ ${#salt} -eq 32 ] && [ "$(printf "$bytes$value" | sha)" = "$said" ] ||
		fail personal.jsonl "personal:$said: another value / 別の値です"
	count=$((count + 1))
done <personal.jsonl
ok "personal.jsonl / 個人に関する値: $count ($erased erased / 消去済み)"

[ -z "$wrong" ] || fail "$wrong" "is not as in manifest.json / manifest.json と異なります"
ok "all is right / すべて正しいことを確かめました"
