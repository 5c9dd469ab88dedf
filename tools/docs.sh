#!/usr/bin/env bash
# docs.sh: writes docs/generated from the program's own tables.   docs.sh --check: writes nothing; fails and says which pages are stale.
# The program is $MINGJING, else build/mingjing (made by ./run --build-only).
set -euo pipefail
cd "$(dirname "$0")/.."
program=${MINGJING:-build/mingjing}
[ -x "$program" ] || { echo "没有 $program，先执行 ./run --build-only (build it first: ./run --build-only)" >&2; exit 1; }

work=$(mktemp -d "${TMPDIR:-/tmp}/mingjing-docs.XXXXXX")
trap 'rm -rf "$work"' EXIT
"$program" docs "$work"

if [ "${1:-}" = --check ]; then
        if diff -rq docs/generated "$work" > "$work.diff" 2>&1; then
                rm -f "$work.diff"
                echo "1 passed, 0 failed"
                exit 0
        fi
        sed "s|$work|(now)|g" "$work.diff"
        rm -f "$work.diff"
        echo "not ok - docs/generated is stale: run tools/docs.sh"
        echo "0 passed, 1 failed"
        exit 1
fi
mkdir -p docs/generated
rm -f docs/generated/*.md
cp "$work"/*.md docs/generated/
echo "docs/generated: $(ls docs/generated | wc -l) pages"
