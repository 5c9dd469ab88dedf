#!/usr/bin/env bash
# run.sh: the public door on a demo site of our own: forms, codes, enumeration, floods, hostile files, encodings, scripts in every field.
# MINGJING: the program (default build/mingjing).  Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.."
part=public
. tests/lib.sh

export PYTHONDONTWRITEBYTECODE=1 LC_ALL=C.UTF-8 XDG_STATE_HOME="$work/state"
unset MINGJING_DB MINGJING_KEYS MINGJING_BLOBS MINGJING_PACKS
MINGJING=$program timeout -k 10 300 python3 tests/public/door.py "$work/site" < /dev/null > "$work/door.log" 2>&1
code=$?
counted "$work/door.log"
tell $code "every question was asked" "$work/door.log"
finished
