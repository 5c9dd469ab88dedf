#!/usr/bin/env bash
# run.sh: every pack passes `pack check`; every broken one is refused (exit 2, JSON) at the line and column its first line names.
set -uo pipefail
cd "$(dirname "$0")/../.."
part=packs; . tests/lib.sh

for dir in packs/*/; do
        "$program" pack check "${dir%/}" > "$work/out" 2> "$work/err" < /dev/null
        tell $? "pack ${dir%/} is accepted and its gates are proven" "$work/out" "$work/err"
done
for dir in tests/packs/broken/*/; do
        where=$(sed -nE '1s/^# refused (by the program )?at (([a-z-]+\/[a-z.]+:)?[0-9]+:[0-9]+).*/\2/p' "$dir/pack.yaml")
        [ -n "$where" ] || continue     # part of another one: an overlay's base
        "$program" pack check "${dir%/}" > "$work/out" 2> "$work/err" < /dev/null
        code=$?
        [ "$code" -eq 2 ] && grep -q '"code":"PACK_BROKEN"' "$work/out" && grep -qE "[:/]${where//./\\.}: error:" "$work/err"
        tell $? "broken pack $(basename "$dir") is refused at $where" "$work/out" "$work/err"
done
finished
