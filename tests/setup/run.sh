#!/usr/bin/env bash
# run.sh: an office begins from nothing: init without a pack, the page /setup in Chromium (setup.mjs), people from a workbook, the first case on file.
# MINGJING: the program.  Pictures: build/screens/setup.  Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.."
part=setup
. tests/lib.sh
tests/modules.sh tests/e2e || give_up "the browser's driver cannot be installed"

export SETUP_DB="sqlite:$work/site.db" SETUP_NOW=2026-11-20T09:00 SETUP_PROGRAM="$program" SETUP_WORK="$work"
that "a site is made without a pack" "$program" init --db "$SETUP_DB" --now "$SETUP_NOW"
python3 tests/setup/people.py "$work/people.xlsx" "$work/certificates.xlsx" || give_up "no workbooks"
serve "$work/serve.log" 100 --db "$SETUP_DB" --now "$SETUP_NOW" --blobs "$work/blobs" || give_up "$(cat "$work/serve.log")"
code=$(sed -n 's/.*开通码 //p' "$work/serve.log")
is "serve prints the code while no administrator can sign in" "$code" "?*"
node tests/setup/setup.mjs "http://127.0.0.1:$port" "$code" build/screens/setup > "$work/walk.log" 2>&1; rc=$?
counted "$work/walk.log"
[ "$rc" -eq 0 ] || broke "the walk came to its end" "$work/walk.log"
serve_end
refused() { "$program" act "$@" --as admin --db "$SETUP_DB" --now 2026-11-20T18:00 2>&1 | grep -o '"code":"[A-Z_]*"'; }
is "an office that has begun cannot be begun again" "$(refused setup.begin "code=$code" name=某某 password=another-Pass-2026)" '"code":"SETUP_DONE"'
is "nor its pack exchanged" "$(refused setup.pack pack=township)" '"code":"SETUP_DONE"'
is "for one that there is not either" "$(refused setup.pack pack=nowhere)" '"code":"PACK_BROKEN"'
serve "$work/again.log" 100 --db "$SETUP_DB" --now 2026-11-20T18:00
is "and none once there is one" "$(grep -c 开通码 "$work/again.log")" 0
finished
