#!/usr/bin/env bash
# screens.sh: makes docs/screens/*.png from a demo site of its own (pack daying, a fixed day, a free port) and Debian's Chromium.
# The program is $MINGJING, else build/mingjing; the browser is $CHROMIUM, else /usr/bin/chromium.
set -euo pipefail
cd "$(dirname "$0")/.."
program=${MINGJING:-build/mingjing}
[ -x "$program" ] || { echo "没有 $program，先执行 ./run --build-only (build it first: ./run --build-only)" >&2; exit 1; }
[ -d tests/e2e/node_modules ] || (cd tests/e2e && npm ci --silent --no-audit --no-fund)

work=$(mktemp -d "${TMPDIR:-/tmp}/mingjing-screens.XXXXXX")
served=
finish() {
        [ -z "$served" ] || kill "$served" 2>/dev/null || true
        [ -z "$served" ] || wait "$served" 2>/dev/null || true
        rm -rf "$work"
}
trap finish EXIT
day=2026-11-23T10:00
"$program" init --db "sqlite:$work/site.db" --pack packs/daying --now 2024-09-01 > /dev/null
"$program" demo --db "sqlite:$work/site.db" --until "$day" --seed 1 --cases 80 > /dev/null 2> "$work/demo.log" || { cat "$work/demo.log" >&2; exit 1; }
"$program" serve --db "sqlite:$work/site.db" --listen 127.0.0.1:0 --now "$day" > "$work/serve.log" &
served=$!
for try in $(seq 100); do
        port=$(sed -n 's/^端口 //p' "$work/serve.log")
        [ -z "$port" ] || break
        sleep 0.1
done
[ -n "$port" ] || { echo "站点没有启动 (the site did not start)" >&2; exit 1; }
mkdir -p docs/screens
node tools/screens.mjs "http://127.0.0.1:$port" docs/screens
