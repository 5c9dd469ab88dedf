#!/usr/bin/env bash
# Builds what the browser gets (web/ -> build/web/assets.c) when something under web/ changed.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -x web/build.sh ] || exit 0

stamp=$(find web -type f ! -path '*/node_modules/*' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum)
if [ -f build/web/assets.c ] && [ "$stamp" = "$(cat build/web/stamp 2>/dev/null)" ]; then
        exit 0
fi
mkdir -p build/web
echo "正在制作网页资源 … (browser assets)"
web/build.sh > build/web/log 2>&1 < /dev/null || { cat build/web/log >&2; exit 1; }
printf '%s\n' "$stamp" > build/web/stamp
