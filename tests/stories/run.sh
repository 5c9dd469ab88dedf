#!/usr/bin/env bash
# run.sh [WAY…]: tells every story on SQLite and on PostgreSQL ($MINGJING_TEST_PG), each way in (default: cli http).
# The packs' own stories (packs/*/demo/*.story) are the acceptance tests; tests/stories/*.story are the smaller ones.
# MINGJING: the program (default build/mingjing).  Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.."
program=${MINGJING:-build/mingjing}
ways=("$@")
[ ${#ways[@]} -gt 0 ] || ways=(cli http)

shopt -s nullglob
stories=()
for f in packs/*/demo/*.story tests/stories/*.story; do
        case "${f##*/}" in staff*) ;; *) stories+=("$f") ;; esac
done
if [ ${#stories[@]} -eq 0 ]; then echo "no stories"; exit 1; fi

work=$(mktemp -d "${TMPDIR:-/tmp}/mingjing-stories.XXXXXX")
trap 'rm -rf "$work"' EXIT

lane() {        # lane NAME URL: all ways, one after the other, on one database
        for way in "${ways[@]}"; do
                timeout 1500 "$program" story "${stories[@]}" --db "$2" --via "$way" --blobs "$work/$1.blobs" < /dev/null ||
                        echo "not ok - lane $1 $way ended with $?"
        done > "$work/$1.log" 2>&1
}

lane sqlite "sqlite:$work/story.db" &
sqlite=$!
postgres=
if [ -n "${MINGJING_TEST_PG:-}" ]; then
        lane postgresql "${MINGJING_STORY_PG:-$MINGJING_TEST_PG}" &
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
