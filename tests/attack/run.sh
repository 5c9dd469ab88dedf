#!/usr/bin/env bash
# run.sh [PART…]: attacks on demo sites of our own, in a folder of our own: rights, fields, custody, doors, wire, meaning, storm, trouble, words, floor.
# PostgreSQL: one of our own (its connections are cut on purpose).  MINGJING: the program (default build/mingjing).
# Bounded to about two minutes; ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.."
MINGJING=$(realpath "${MINGJING:-build/mingjing}")
export MINGJING PYTHONDONTWRITEBYTECODE=1 LC_ALL=C.UTF-8
unset MINGJING_DB MINGJING_KEYS MINGJING_BLOBS MINGJING_PACKS
work=$(mktemp -d "${TMPDIR:-/tmp}/mingjing-attack.XXXXXX")
chmod 711 "$work"
export XDG_STATE_HOME="$work/state"     # keys of a PostgreSQL site

finish() {
        [ ! -d "$work/pg" ] || tools/pg.sh stop "$work"
        rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

url=$(tools/pg.sh start "$work") || { echo "not ok - PostgreSQL did not start"; url=; }
timeout -k 10 "${MINGJING_ATTACK_SECONDS:-600}" python3 tests/attack/attack.py "$work/sites" "$url" "$@" < /dev/null
