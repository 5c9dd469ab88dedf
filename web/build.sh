#!/bin/sh
# Makes build/web/assets.c: style sheet, script and icons as C.  Fetches the packages of package-lock.json the first time.
set -eu
cd "$(dirname "$0")"
if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
        echo "web/build.sh: Node.js 18 or newer with npm is needed to pack the pages' style sheet and icons (Debian: apt install nodejs npm)." >&2
        exit 1
fi
if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
        npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
        touch node_modules/.package-lock.json
fi
exec node build.mjs
