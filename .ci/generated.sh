#!/usr/bin/env bash
# Fails when the committed *_templ.go are not what the pinned templ makes of the
# *.templ beside them. The files are left regenerated, ready to be committed.
set -euo pipefail
cd "$(dirname "$0")/.."

sums() { find . -name '*_templ.go' -exec sha256sum {} + | sort -k 2; }

before=$(sums)
log=$(go tool templ generate 2>&1) || {
	echo "$log" >&2
	exit 1
}
after=$(sums)
if [[ $before != "$after" ]]; then
	echo "generated code was stale; regenerated here, please commit:" >&2
	diff <(echo "$before") <(echo "$after") | sed -n 's/^[<>] [0-9a-f]*  /    /p' | sort -u >&2
	exit 1
fi
# A Go file whose template is gone would otherwise live on unseen.
status=0
while read -r file; do
	[[ -z $file || -e ${file%_templ.go}.templ ]] && continue
	echo "$file has no template any more; please delete it" >&2
	status=1
done < <(awk '{ print $2 }' <<<"$after")
exit $status
