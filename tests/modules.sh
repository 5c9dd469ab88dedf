#!/usr/bin/env bash
# modules.sh FOLDER…: what package-lock.json of each folder names, installed if it is not there as it is said.  Fails with npm's words.
set -euo pipefail
cd "$(dirname "$0")/.."
for folder in "$@"; do
        [ ! -e "$folder/node_modules/.package-lock.json" ] || [ "$folder/package-lock.json" -nt "$folder/node_modules/.package-lock.json" ] || continue
        (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && touch node_modules/.package-lock.json)
done
