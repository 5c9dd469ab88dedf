#!/usr/bin/env bash
# run.sh [PROGRAM]: every pack passes `pack check`; every broken one is refused (exit 2, JSON) at the line and column its first line names.
set -uo pipefail
cd "$(dirname "$0")/../.."
program=${1:-build/mingjing}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

told() {        # told SENTENCE CODE: counts one check
        if [ "$2" -eq 0 ]; then
                passed=$((passed + 1)); echo "ok - $1"
        else
                failed=$((failed + 1)); echo "not ok - $1"; sed 's/^/#   /' "$work/out" "$work/err"
        fi
}

for dir in packs/*/; do
        "$program" pack check "${dir%/}" > "$work/out" 2> "$work/err" < /dev/null
        told "pack ${dir%/} is accepted and its gates are proven" $?
done
for dir in tests/packs/broken/*/; do
        where=$(sed -nE '1s/^# refused (by the program )?at (([a-z-]+\/[a-z.]+:)?[0-9]+:[0-9]+).*/\2/p' "$dir/pack.yaml")
        [ -n "$where" ] || continue     # part of another one: an overlay's base
        "$program" pack check "${dir%/}" > "$work/out" 2> "$work/err" < /dev/null
        code=$?
        [ "$code" -eq 2 ] && grep -q '"code":"PACK_BROKEN"' "$work/out" && grep -qE "[:/]${where//./\\.}: error:" "$work/err"
        told "broken pack $(basename "$dir") is refused at $where" $?
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
