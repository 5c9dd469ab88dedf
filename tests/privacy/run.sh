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
finished
