#!/usr/bin/env bash
# demo.sh PACK PORT URL FRESH: makes the demo site if it is not there, then serves it.  Called by ./run.
set -euo pipefail
cd "$(dirname "$0")/.."
pack=$1 port=$2 url=$3 fresh=$4
program=build/mingjing
site=var/$pack

say() { printf '%s\n' "$@"; }
stop() { say "$@" >&2; exit 1; }

[ -d "packs/$pack" ] && [ "$pack" != national ] || stop "没有策略包 $pack。可选 (choose from):$(for p in packs/*/demo; do printf ' %s' "$(basename "$(dirname "$p")")"; done)"
[[ "$port" =~ ^[0-9]+$ ]] && [ "$port" -ge 1 ] && [ "$port" -le 65535 ] || stop "端口应为 1 至 65535 (port must be 1-65535): $port"
if (exec 3<> "/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
        stop "端口 $port 已被占用，换一个：./run --port $((port < 65535 ? port + 1 : 8081))" "(port $port is taken; try the line above)"
fi
mkdir -p var
if [ -z "$url" ]; then
        # Files and keys lie where the program looks by itself, so that a second terminal needs MINGJING_DB only.
        url=sqlite:$site.db
        export MINGJING_BLOBS=$site.db.blobs
        [ ! -d "$site.blobs" ] || [ -e "$site.db.blobs" ] || mv "$site.blobs" "$site.db.blobs"  # where they lay up to version 0.1
        # A demo that was broken off half-way is made anew.
        [ "$fresh" = yes ] || [ -f "$site.ready" ] || fresh=yes
        [ "$fresh" = no ] || rm -rf "$site.db" "$site.db-wal" "$site.db-shm" "$site.db.keys" "$site.db.keyring" "$site.db.blobs" "$site.ready"
elif [ "$fresh" = yes ]; then
        stop "--fresh 只用于默认的数据库；自己的数据库请自行清空 (--fresh works on the default database only)"
else
        # Two servers may have databases of one name: what belongs to this one is called after its address.
        site=var/$pack-$(printf '%s' "$url" | cksum | cut -d ' ' -f 1)
        export MINGJING_KEYS=${MINGJING_KEYS:-$PWD/$site.keys} MINGJING_BLOBS=${MINGJING_BLOBS:-$PWD/$site.blobs}
fi

code=0
answer=$("$program" init --db "$url" --pack "packs/$pack" 2> "$site.log") || code=$?
if [ "$code" -eq 0 ]; then
        say "正在制作演示站点 … (making the demo site: $pack)"
        "$program" demo --db "$url" > "$site.accounts" || { cat "$site.accounts" >&2; exit 1; }
        touch "$site.ready"
elif [ "$code" -ne 2 ] || [[ "$answer" != *SITE_EXISTS* ]]; then
        cat "$site.log" >&2
        stop "$answer"
fi

say "" "公示平台 (public portal)   http://127.0.0.1:$port/" "工作台 (desk)              http://127.0.0.1:$port/desk" ""
cat "$site.accounts" 2>/dev/null || true
say "" "第二个终端里先执行 (first, in a second terminal):"
say "  export MINGJING_DB='$url'${MINGJING_KEYS:+ MINGJING_KEYS='$MINGJING_KEYS' MINGJING_BLOBS='$MINGJING_BLOBS'}"
say "" "按 Ctrl-C 停止 (Ctrl-C stops it)"
exec "$program" serve --db "$url" --listen "127.0.0.1:$port" > /dev/null
