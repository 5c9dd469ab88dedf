#!/usr/bin/env bash
# need.sh build|test|web…: installs the Debian packages of those needs that are missing.  Says nothing when all is there.
set -euo pipefail
cd "$(dirname "$0")/.."

missing=()
node_is_new() { command -v npm >/dev/null && node -e 'process.exit(parseInt(process.versions.node) >= 18 ? 0 : 1)' 2>/dev/null; }
for need in "$@"; do
        while read -r kind package; do
                [ "$kind" = "$need" ] || continue
                dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
        done < <(grep -v '^#' tools/packages.txt)
        # A browser build wants node 18 or newer, from wherever it came.
        if [ "$need" = web ] && ! node_is_new; then
                missing+=(nodejs npm)
        fi
done
[ ${#missing[@]} -gt 0 ] || exit 0

if ! command -v apt-get >/dev/null; then
        echo "缺少软件包，请用本系统的方式安装 / please install: ${missing[*]}" >&2
        exit 1
fi
root=()
if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || { echo "需要管理员权限安装软件包 / root or sudo is needed to install: ${missing[*]}" >&2; exit 1; }
        root=(sudo)
fi
echo "正在安装 (installing): ${missing[*]}"
exec {turn}< tools/packages.txt
flock "$turn"           # two that ask at once: apt would not wait for the lists
log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() { "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=600 "$@" < /dev/null >> "$log" 2>&1; }
# Our tests start a private PostgreSQL; the package should not start one of its own on the machine.
if [[ " ${missing[*]} " == *" postgresql "* ]] && [ ! -e /etc/postgresql-common/createcluster.conf ]; then
        "${root[@]}" mkdir -p /etc/postgresql-common
        echo 'create_main_cluster = false' | "${root[@]}" tee /etc/postgresql-common/createcluster.conf > /dev/null
fi
apt update && apt install --no-install-recommends -o Dpkg::Options::=--force-confold "${missing[@]}" || { cat "$log" >&2; exit 1; }
