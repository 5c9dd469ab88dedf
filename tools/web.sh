#!/usr/bin/env bash
# Builds what the browser gets (web/ -> build/web/) when something under web/ changed.  Nothing to do where there is no web/package.json.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -f web/package.json ] || exit 0

stamp=$(find web -type f ! -path '*/node_modules/*' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum)
if [ -f build/web/assets.c ] && [ "$stamp" = "$(cat build/web/stamp 2>/dev/null)" ]; then
        exit 0
fi
mkdir -p build/web
echo "正在制作网页资源 … (browser assets)"
( cd web && npm ci --no-audit --no-fund --loglevel=error < /dev/null && node build.mjs ) > build/web/log 2>&1 || { cat build/web/log >&2; exit 1; }
printf '%s\n' "$stamp" > build/web/stamp
