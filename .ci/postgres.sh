#!/usr/bin/env bash
# .ci/postgres.sh COMMAND…
#
# Runs COMMAND with TEST_POSTGRES set to a PostgreSQL server that lives as long as
# COMMAND does: a private cluster in a temporary directory, on the loopback alone,
# with a password of its own, and with every safety that costs time turned off.
# A TEST_POSTGRES already given is used as it is, and no server is started.
set -euo pipefail

if [[ -n ${TEST_POSTGRES:-} ]]; then exec "$@"; fi

# The newest PostgreSQL on this machine; Debian keeps its programs off the PATH.
bin=$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1 || true)
bin=${bin:-$(command -v initdb || true)}
if [[ -z $bin ]]; then
	echo ".ci/postgres.sh: no initdb found; install the package postgresql" >&2
	exit 1
fi
bin=$(dirname "$bin")

# PostgreSQL refuses to run as root.
as_owner=()
home=$(mktemp -d "${TMPDIR:-/tmp}/chigiri-postgres.XXXXXX")
if [[ $(id -u) -eq 0 ]]; then
	owner=postgres
	id "$owner" >/dev/null 2>&1 || owner=nobody
	as_owner=(runuser -u "$owner" --)
	chown "$owner" "$home"
fi

stop() {
	"${as_owner[@]}" "$bin/pg_ctl" -D "$home/data" -m immediate -w stop >/dev/null 2>&1 || true
	rm -rf "$home"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

word=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
printf '%s\n' "$word" >"$home/word"
if [[ $(id -u) -eq 0 ]]; then chown "$owner" "$home/word"; fi

# A server set to Japan time shows every place that leans on the server's zone.
settings() {
	cat <<-END
		listen_addresses = '127.0.0.1'
		unix_socket_directories = ''
		max_connections = 200
		shared_buffers = '128MB'
		fsync = off
		synchronous_commit = off
		full_page_writes = off
		wal_level = minimal
		max_wal_senders = 0
		autovacuum_naptime = '10s'
		timezone = 'Asia/Tokyo'
	END
}

begin() {
	cd "$home"
	"${as_owner[@]}" "$bin/initdb" -D "$home/data" -U portal --pwfile="$home/word" \
		-A scram-sha-256 -E UTF8 --locale=C --no-sync >"$home/initdb.log"
	settings | "${as_owner[@]}" tee -a "$home/data/postgresql.conf" >/dev/null
	for _ in 1 2 3 4 5; do
		port=$(shuf -i 20000-59999 -n 1)
		if "${as_owner[@]}" "$bin/pg_ctl" -D "$home/data" -l "$home/data/server.log" -w -t 60 \
			-o "-p $port" start >/dev/null; then
			return
		fi
	done
	echo ".ci/postgres.sh: the server did not start:" >&2
	tail -n 20 "$home/data/server.log" >&2
	return 1
}

back=$PWD
begin
cd "$back"
export TEST_POSTGRES="postgres://portal:$word@127.0.0.1:$port/postgres?sslmode=disable"
"$@"
