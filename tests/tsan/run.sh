#!/usr/bin/env bash
# run.sh [BUILD]: serves from a build with ThreadSanitizer, loads it with acts, pages, searches and proofs at once, and ends it; any
# report fails.  BUILD: the build folder (default build-tsan, made when it is not there).  On SQLite, and on PostgreSQL when
# $MINGJING_TEST_PG is set.  Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.."
build=${1:-build-tsan}
[ -x "$build/mingjing" ] || tools/build.sh "$build" -Db_sanitize=thread -Db_lundef=false || { echo "0 passed, 1 failed"; exit 1; }
program=$build/mingjing
work=$(mktemp -d "${TMPDIR:-/tmp}/mingjing-tsan.XXXXXX")
passed=0 failed=0 server='' database=

. tests/forger/play.sh

finish() {
        [ -z "$server" ] || kill -9 "$server" 2> /dev/null
        [ -z "$database" ] || psql -qX "$MINGJING_TEST_PG" -c "DROP DATABASE IF EXISTS $database WITH (FORCE)" > /dev/null 2>&1
        rm -rf "$work"
}
trap finish EXIT
trap 'exit 143' INT TERM

${CC:-gcc} -std=gnu17 -D_GNU_SOURCE -Wall -Wextra -Werror -O1 -g -o "$work/load" tests/crash/load.c -lpthread || { echo "0 passed, 1 failed"; exit 1; }

serve() {
        local line
        port=
        rm -f "$work/said"; mkfifo "$work/said"
        TSAN_OPTIONS="halt_on_error=0 exitcode=66" \
                "$program" serve --listen 127.0.0.1:0 --blobs "$work/blobs" --threads 4 --now "$(at)" > "$work/said" 2> "$work/$1.err" &
        server=$!
        exec 8< "$work/said"
        while read -r -t 120 line <&8; do
                case "$line" in "端口 "*) port=${line#端口 }; break ;; esac
        done
        [ -n "$port" ] || { cat "$work/$1.err"; echo "0 passed, 1 failed"; exit 1; }
}

get() { curl --noproxy '*' -sS --no-progress-meter -m 300 --parallel --parallel-max 6 -H "Authorization: Bearer $token" "$@" > /dev/null; }

# pages NAME ROUNDS: what the public and the desk read, over and over, with other words each time so that kept answers do not hide races
pages() {
        local base=http://127.0.0.1:$port i
        for i in $(seq "$1"); do
                get "$base/?n=[1-4]" "$base/search?q=垃圾&page=[1-3]" "$base/agencies" "$base/decision/$case_id" "$base/proof/$decide_seq" \
                        "$base/log/checkpoint" "$base/log/tile/0/000" "$base/verify" "$base/desk" "$base/desk/case/$case_id" "$base/health" \
                        "$base/desk/act/source.register" "$base/openapi.json" "$base/api/views/cases" "$base/api/views/publications?format=csv" \
                        "$base/login" "$base/api/me" "$base/no/such/page"
        done
}

# people who sign in and out while all this goes on
visitors() {
        local i t
        for i in $(seq "$1"); do
                t=$(curl --noproxy '*' -sS -m 120 -H 'Content-Type: application/json' -d '{"login":"wang","password":"mingjing-demo"}' \
                        "http://127.0.0.1:$port/api/login" | sed -nE 's/.*"token":"([^"]+)".*/\1/p')
                curl --noproxy '*' -sS -m 120 -H "Authorization: Bearer $t" -H 'Content-Type: application/json' -d '{}' "http://127.0.0.1:$port/api/logout" > /dev/null
        done
}

# another process writes to the same log, and signs its head
others() {
        local i
        for i in $(seq "$1"); do
                "$program" act source.register channel=hotline place="别的进程 $i" source_facts=x --as wang --now "$(at)" > /dev/null
                "$program" journal checkpoint > /dev/null
        done
}

race() {
        local engine=$1 code=0 jobs=()
        clock=0
        make_site || exit 1
        people; on_the_spot; published
        clock=120
        serve "$engine"
        token=$(curl --noproxy '*' -sS -m 120 -H 'Content-Type: application/json' -d '{"login":"li","password":"mingjing-demo"}' \
                "http://127.0.0.1:$port/api/login" | sed -nE 's/.*"token":"([^"]+)".*/\1/p')
        "$work/load" send "$port" "$token" 16 race 3000 1 '' > "$work/$engine.acts" 2> "$work/$engine.load" & jobs+=($!)
        pages 25 & jobs+=($!)
        pages 25 & jobs+=($!)
        visitors 6 & jobs+=($!)
        others 6 & jobs+=($!)
        wait "${jobs[@]}"
        kill -TERM "$server"
        wait "$server" || code=$?
        server=
        exec 8<&-
        if [ "$(grep -c '^acked ' "$work/$engine.acts")" -ge 3000 ]; then
                passed=$((passed + 1)); echo "ok - $engine: $(grep -c '^acked ' "$work/$engine.acts") acts were answered under the race detector"
        else
                failed=$((failed + 1)); echo "not ok - $engine: the load did not get through"; head -5 "$work/$engine.load"
        fi
        if [ "$code" -eq 0 ] && ! grep -q 'WARNING: ThreadSanitizer' "$work/$engine.err"; then
                passed=$((passed + 1)); echo "ok - $engine: no race among acts, pages, proofs and visitors"
        else
                failed=$((failed + 1)); echo "not ok - $engine: races (exit $code)"; head -n 400 "$work/$engine.err"
        fi
}

export MINGJING_DB=sqlite:$work/race.db
race sqlite
if [ -n "${MINGJING_TEST_PG:-}" ]; then
        database=race_$$
        psql -qX "$MINGJING_TEST_PG" -c "CREATE DATABASE $database" || exit 1
        export MINGJING_DB=${MINGJING_TEST_PG%/*}/$database MINGJING_KEYS=$work/race.keys
        race postgresql
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
