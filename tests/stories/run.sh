#!/usr/bin/env bash
# run.sh [WAY…]: tells every story on SQLite and on PostgreSQL ($MINGJING_TEST_PG), each way in (default: cli http).  At the prompt the
# five worked cases are told, on both engines: every line starts the program, which reads and proves the pack anew; the others go the way over HTTP.
# run.sh lean: each story once on each engine, on SQLite over HTTP, on PostgreSQL in the program itself (for the slow, sanitized program).
# The packs' own stories (packs/*/demo/*.story) are the acceptance tests; tests/stories/*.story are the smaller ones.
# MINGJING: the program (default build/mingjing).  Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.."
program=${MINGJING:-build/mingjing}
ways=("$@")
[ ${#ways[@]} -gt 0 ] || ways=(cli http)
lean=no
if [ "${ways[0]}" = lean ]; then lean=yes; fi

shopt -s nullglob
stories=()
for f in packs/*/demo/*.story tests/stories/*.story; do
        case "${f##*/}" in staff*) ;; *) stories+=("$f") ;; esac
done
if [ ${#stories[@]} -eq 0 ]; then echo "no stories"; exit 1; fi

work=$(mktemp -d "${TMPDIR:-/tmp}/mingjing-stories.XXXXXX")
trap 'rm -rf "$work"' EXIT

prompt=()       # the worked cases: dumping, river, district, permit, township
for f in "${stories[@]}"; do case "${f##*/}" in dumping.story|river.story|district.story|permit.story|township.story) prompt+=("$f") ;; esac; done

lane() {        # lane NAME URL WAY…: all ways, one after the other, on one database
        local name=$1 url=$2 way told
        shift 2
        for way in "$@"; do
                told=("${stories[@]}")
                [ "$way" != cli ] || told=("${prompt[@]}")
                timeout 1500 "$program" story "${told[@]}" --db "$url" --via "$way" --blobs "$work/$name.blobs" < /dev/null ||
                        echo "not ok - lane $name $way ended with $?"
        done > "$work/$name.log" 2>&1
}

if [ "$lean" = yes ]; then on_sqlite=(http) on_postgres=(direct); else on_sqlite=("${ways[@]}") on_postgres=("${ways[@]}"); fi
lane sqlite "sqlite:$work/story.db" "${on_sqlite[@]}" &
sqlite=$!
postgres=
if [ -n "${MINGJING_TEST_PG:-}" ]; then
        lane postgresql "${MINGJING_STORY_PG:-$MINGJING_TEST_PG}" "${on_postgres[@]}" &
        postgres=$!
fi
wait "$sqlite" $postgres

grep -h -vE '^[0-9]+ passed, [0-9]+ failed$' "$work"/*.log
passed=$(cat "$work"/*.log | grep -c '^ok ')
failed=$(cat "$work"/*.log | grep -c '^not ok [0-9]')
broken=$(cat "$work"/*.log | grep -c '^not ok - lane')
if [ "$failed" -eq 0 ] && [ "$broken" -gt 0 ]; then failed=$broken; fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
