#!/usr/bin/env bash
# run.sh: the search box over HTTP, on SQLite and PostgreSQL: exact words, filters, pages that go on, tombstones, and a polite page for whatever
# was typed - operators of both engines, quotes that do not close, bombs, ten thousand characters, control characters (ask.py).
# MINGJING: the program (default build/mingjing); MINGJING_TEST_PG: the URL of an empty database.  Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.."
served=''
part=search; . tests/lib.sh
leave() { [ -z "$served" ] || kill "$served" 2> /dev/null; }
export XDG_STATE_HOME=$work/state
unset MINGJING_KEYS MINGJING_BLOBS
[ -n "${MINGJING_TEST_PG:-}" ] || give_up "MINGJING_TEST_PG is not set"

both() {        # both URL: the same promises on this engine
        local port=''
        "$program" story "$work/site.story" --db "$1" --via direct --blobs "$work/$engine.blobs" > "$work/story.log" 2>&1 || { broke "a site is made" "$work/story.log"; return; }
        "$program" serve --db "$1" --blobs "$work/$engine.blobs" --listen 127.0.0.1:0 --now "2024-11-21 17:00" > "$work/serve.log" 2>&1 & served=$!
        for _ in $(seq 400); do port=$(sed -n 's/^端口 //p' "$work/serve.log"); [ -z "$port" ] || break; sleep 0.05; done
        python3 tests/search/ask.py "http://127.0.0.1:$port" 2>&1 | sed "s/ok - /ok - $engine: /" > "$work/asked"
        counted "$work/asked"
        kill "$served"; wait "$served" 2> /dev/null; served=''
        that "tables and index are what the log says" "$program" rebuild --check --db "$1"
}

ln -s "$PWD/packs/daying" "$work/daying" && bash tests/exchange/make_site.sh 23 daying > "$work/site.story"
engine=sqlite; both "sqlite:$work/site.db"
engine=postgresql; both "$MINGJING_TEST_PG"
engine=''
finished
