#!/usr/bin/env bash
# build.sh DIR [meson options…]: sets the folder up once, again when files came or went, then builds.  Quiet unless something is wrong.
set -euo pipefail
cd "$(dirname "$0")/.."
dir=$1
shift
export CC="${CC:-gcc}"

list=$(for kind in program media test embed; do tools/sources.sh "$kind"; done; ls build/web/assets.c 2>/dev/null || true)
if [ ! -f "$dir/build.ninja" ]; then
        echo "正在配置 $dir … (configuring)"
        mkdir -p "$dir"
        meson setup "$dir" "$@" > "$dir/setup.log" 2>&1 || { cat "$dir/setup.log"; exit 1; }
elif [ "$list" != "$(cat "$dir/sources.list" 2>/dev/null)" ]; then
        meson setup --reconfigure "$dir" "$@" > "$dir/setup.log" 2>&1 || { cat "$dir/setup.log"; exit 1; }
fi
printf '%s\n' "$list" > "$dir/sources.list"
if [ "$(ninja -C "$dir" -n | tail -n 1)" != "ninja: no work to do." ]; then
        echo "正在编译 $dir … (compiling)"
fi
ninja -C "$dir" -k 0 > "$dir/build.log" 2>&1 || { grep -vE '^\[[0-9]+/[0-9]+\] (Compiling|Linking|Generating)' "$dir/build.log"; exit 1; }
