#!/usr/bin/env bash
# run.sh: plants some five hundred personal values into cases, evidence, titles of recordings, reports and questions, publishes the decisions,
# then reads everything a stranger can read – pages, feeds, open data, proofs, the exported site – and finds none of them.
# MINGJING: the program (default build/mingjing).  Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.."
part=privacy; . tests/lib.sh
served=
leave() { [ -z "$served" ] || { kill "$served" 2> /dev/null; wait "$served" 2> /dev/null; }; }

cp packs/daying/demo/staff.story packs/daying/demo/video.mp4 "$work/" || give_up "no demo files"
that "personal values are made up" python3 tests/privacy/plant.py "$work/plant.story" "$work/values.json"
that "they are planted through ordinary acts, and the decisions published" \
        "$program" story "$work/plant.story" --db "sqlite:$work/site.db" --blobs "$work/blobs" --via direct --packs packs
that "the head of the log is signed" "$program" journal checkpoint --db "sqlite:$work/site.db"

# who holds the original covers it again; another word in it is seen
decided=$(python3 -c 'import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute("SELECT MIN(seq) FROM journal_act WHERE verb = ?", ("summary.decide",)).fetchone()[0])' "$work/site.db")
"$program" journal prove "$decided" --disclose found_facts --disclose facts_masks --disclose facts_public --db "sqlite:$work/site.db" > "$work/held.json"
that "the holder of the original makes the same public text" "$program" proof mask "$work/held.json"
sed 's/随意倾倒/偶然倾倒/' "$work/held.json" > "$work/other.json"
"$program" proof mask "$work/other.json" > "$work/that.out"
is "an original with another word does not give it" "$?:$(grep -o PROOF "$work/that.out")" 2:PROOF

"$program" serve --db "sqlite:$work/site.db" --blobs "$work/blobs" --listen 127.0.0.1:0 --now 2024-10-08T10:00 --per-address 100000 > "$work/serve.log" 2>&1 &
served=$!
for try in $(seq 100); do
        port=$(sed -n 's/^端口 //p' "$work/serve.log")
        [ -z "$port" ] || break
        sleep 0.1
done
[ -n "$port" ] || give_up "the site did not start: $(tail -n 3 "$work/serve.log")"

exported=()
if "$program" --help 2>&1 | grep -q '^  export-site'; then
        that "the portal is exported" "$program" export-site "$work/export" --db "sqlite:$work/site.db" --now 2024-10-08T10:00
        exported=("$work/export")
fi
python3 tests/privacy/crawl.py "http://127.0.0.1:$port" "$work/values.json" "$work/site.db" "${exported[@]}" > "$work/crawl.log" 2>&1 || grep -q '^not ok' "$work/crawl.log" ||
        broke "the crawl ended" "$work/crawl.log"
counted "$work/crawl.log"
kill -0 "$served" 2> /dev/null
tell $? "the server stands" "$work/serve.log"
finished
