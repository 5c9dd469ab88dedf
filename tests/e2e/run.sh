#!/usr/bin/env bash
# run.sh: makes a site with people and no cases, serves it on a set clock on a free port of loopback, and walks through it in Chromium
# (run.mjs).  MINGJING: the program (default build/mingjing); E2E_BASE: walk through that site instead, nothing is started.
# Pictures of every page: build/screens.  Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.."
part=e2e
. tests/lib.sh
export E2E_SHOTS=${E2E_SHOTS:-$PWD/build/screens} E2E_PASSWORD=${E2E_PASSWORD:-mingjing-demo}

if ! command -v node > /dev/null || ! command -v "${CHROMIUM:-chromium}" > /dev/null; then
        echo "node and chromium are needed (Debian: apt install nodejs npm chromium)"
        echo "0 passed, 1 failed"
        exit 1
fi
tests/modules.sh tests/e2e || exit 1

if [ -z "${E2E_BASE:-}" ]; then
        "$program" story tests/e2e/site.story --db "sqlite:$work/e2e.db" --via direct > "$work/story.log" 2>&1 || { cat "$work/story.log"; exit 1; }
        serve "$work/serve.log" 100 --db "sqlite:$work/e2e.db" --now 2024-09-09T09:00 || give_up "$(cat "$work/serve.log")"
        export E2E_BASE=http://127.0.0.1:$port
fi
node tests/e2e/run.mjs
