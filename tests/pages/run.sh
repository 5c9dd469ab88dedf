#!/usr/bin/env bash
# run.sh: makes the demo site of the Daying pack without the made-up cases, serves it on a set clock on a free port of loopback, and looks at every
# kind of page that can be reached: the portal as anybody, the desk as seven people (pages.mjs).  MINGJING: the program (default build/mingjing).
# Pictures: build/screens/pages.  Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.."
part=pages
. tests/lib.sh
tests/modules.sh tests/e2e || give_up "the browser's driver cannot be installed"

until=2026-11-23T10:00
"$program" init --db "sqlite:$work/site.db" --pack packs/daying --now 2024-09-01 > /dev/null || give_up "no site"
"$program" demo --db "sqlite:$work/site.db" --until "$until" --seed 1 --cases 8 > "$work/demo.log" 2>&1; tell $? "the demo site is made" "$work/demo.log"
serve "$work/serve.log" 100 --db "sqlite:$work/site.db" --now "$until" || give_up "$(cat "$work/serve.log")"
node tests/pages/pages.mjs "http://127.0.0.1:$port" build/screens/pages > "$work/pages.log" 2>&1; rc=$?
counted "$work/pages.log"
[ "$rc" -eq 0 ] || broke "the walk through the pages came to its end" "$work/pages.log"
finished
