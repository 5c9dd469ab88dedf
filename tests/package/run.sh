#!/usr/bin/env bash
# run.sh: the Debian package, built by packaging's script, installed by apt in a bare Debian 12 that has nothing of ours, and serving from
# there: the home page, a login and an act over HTTP.  Only when asked for (./test --package): it fetches a Debian from the mirror that apt
# uses here, wants root, some 1.5 GB in $TMPDIR and some minutes.  Keeps nothing.
set -uo pipefail
cd "$(dirname "$0")/../.."
part=package; . tests/lib.sh
root=$work/root server=

[ "$(id -u)" -eq 0 ] || give_up "not ok - a Debian of its own is made by root only"
tools/need.sh package || give_up "not ok - debootstrap, dpkg-dev and fakeroot are there"
for tool in mingjing-media mingjing-pdf; do [ -x "$(dirname "$program")/$tool" ] || give_up "not ok - $tool is built beside mingjing"; done

leave() {
        [ -z "$server" ] || { kill "$server" 2> /dev/null; wait "$server" 2> /dev/null; }
        mountpoint -q "$root/proc" && umount "$root/proc"
}
inside() { timeout -k 10 "$1" chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "${@:2}"; }
as_service() { inside "$1" setpriv --reuid=mingjing --regid=mingjing --clear-groups env -C /usr/share/mingjing XDG_STATE_HOME=/var/lib/mingjing/state "${@:2}"; }

# The mirror and the release are those of this machine's apt, whatever they are called.
mirror_find() {
        apt-get indextargets --format '$(CREATED_BY) $(REPO_URI) $(CODENAME) $(COMPONENT)' | awk '$1 == "Packages" && $3 == "bookworm" && $4 == "main" { print $2; exit }'
}

mirror=$(mirror_find)
[ -n "$mirror" ] || give_up "not ok - apt knows a mirror of Debian 12"
packaging/deb.sh "$(dirname "$program")" "$work" > "$work/built" 2>&1 || { cat "$work/built"; give_up "not ok - the package is built"; }
deb=$(tail -n 1 "$work/built")
held "the package is built: $(du -k "$deb" | cut -f1) KB"
chmod 755 "$work"
timeout -k 10 420 debootstrap --variant=minbase bookworm "$root" "$mirror" > "$work/bootstrap" 2>&1 || { tail -n 5 "$work/bootstrap"; give_up "not ok - a bare Debian is made"; }
apt-config dump | grep -E '^Acquire::(http|https)::' > "$root/etc/apt/apt.conf.d/90mirror"     # a proxy, if this machine needs one
printf '#!/bin/sh\nexit 101\n' > "$root/usr/sbin/policy-rc.d"; chmod 755 "$root/usr/sbin/policy-rc.d"
cp "$deb" "$root/root/mingjing.deb"; cp /etc/resolv.conf "$root/etc/resolv.conf" 2> /dev/null
mount -t proc proc "$root/proc"

# ---- installing ----
timeout -k 10 120 chroot "$root" apt-get -qq update > "$work/update" 2>&1 || { cat "$work/update"; give_up "not ok - apt inside knows the mirror"; }
inside 420 apt-get -y -qq --no-install-recommends install /root/mingjing.deb > "$work/installed" 2>&1
tell $? "apt installs it with what it depends on: $(grep -c '^Setting up' "$work/installed") packages" "$work/installed"
is "it is installed" "$(inside 20 dpkg-query -W -f='${Status} ${Version}' mingjing)" "install ok installed $(tools/version.sh)"
is "no library is missing" "$(inside 20 sh -c 'ldd /usr/bin/mingjing /usr/bin/mingjing-media /usr/bin/mingjing-pdf' | grep -c 'not found')" 0
is "its folders are the service's alone" "$(inside 20 stat -c '%a %U' /var/lib/mingjing /var/backups/mingjing | tr '\n' ' ')" '700 mingjing 700 mingjing '
is "its configuration is without fault" "$(inside 20 mingjing config check /etc/mingjing/mingjing.conf 2>&1)" '*没有错误*'

# ---- a site, as the service would have it ----
printf 'db: sqlite:/var/lib/mingjing/zhifa.db\nlisten: 127.0.0.1:0\nbackup-dir: /var/backups/mingjing\n' > "$root/etc/mingjing/mingjing.conf"
as_service 60 mingjing init --pack /usr/share/mingjing/packs/daying --origin example.gov.cn/package > "$work/made" 2>&1
tell $? "a site is made from the packs it brings" "$work/made"
as_service 120 mingjing demo --cases 1 --seed 1 > "$work/demo" 2>&1
tell $? "with people and a case" "$work/demo"
is "the dictionary that passwords are held against came with it" "$(echo sunshine1 | inside 20 cracklib-check)" '*dictionary*'
: > "$work/serve"
chroot "$root" env -i PATH=/usr/bin:/bin HOME=/root LC_ALL=C.UTF-8 XDG_STATE_HOME=/var/lib/mingjing/state setpriv --reuid=mingjing --regid=mingjing --clear-groups \
        mingjing serve > "$work/serve" 2>&1 &
server=$!
for _ in $(seq 300); do
        port=$(sed -n 's/^端口 *\([0-9]*\).*/\1/p' "$work/serve")
        [ -z "$port" ] && kill -0 "$server" 2> /dev/null || break
        sleep 0.1
done
[ -n "$port" ] || { cat "$work/serve"; give_up "not ok - the server starts inside"; }
at=http://127.0.0.1:$port
get() { curl --noproxy '*' -sS -m 60 "$@"; }
act() { get -H "Authorization: Bearer $token" -H 'Content-Type: application/json' -d "$2" "$at/api/acts/$1"; }

is "ready" "$(get "$at/readyz")" '{"ready":true,*'
is "the home page" "$(get -o "$work/home" -w '%{http_code}' "$at/") $(grep -c '</html>' "$work/home")" '200 1'
token=$(get -H 'Content-Type: application/json' -d '{"login":"li","password":"mingjing-demo"}' "$at/api/login" | sed -nE 's/.*"token":"([^"]+)".*/\1/p')
is "a login" "$(get -H "Authorization: Bearer $token" "$at/api/me")" '*"login":"li"*'
is "an act" "$(act source.register '{"channel":"hotline","place":"示例路1号","source_facts":"巡查发现"}')" '{*"seq":*'
is "one that is refused" "$(act user.add '{"login":"x1","name":"某","agency":"bureau","roles":"head"}')" '*"code":"ROLE"*'
kill "$server"; wait "$server"; is "the server stops cleanly" $? 0
server=
as_service 120 mingjing backup > "$work/backup" 2>&1
tell $? "a backup into the folder that the package made" "$work/backup"
as_service 120 mingjing journal verify > "$work/verified" 2>&1
tell $? "the journal verifies" "$work/verified"

# ---- going ----
inside 120 dpkg --purge mingjing > "$work/purged" 2>&1
tell $? "it is removed" "$work/purged"
is "the records stay, and it says so" "$(inside 20 ls /var/lib/mingjing/zhifa.db) $(cat "$work/purged")" '/var/lib/mingjing/zhifa.db*records and stay*'
finished
