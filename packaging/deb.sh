#!/usr/bin/env bash
# deb.sh [BUILD-DIR [OUT-DIR]]: the Debian package of what was built (default build, into OUT-DIR, default build/package).  Needs dpkg-dev and fakeroot.
# Version: MAJOR.MINOR.PATCH of src/base/version.h; what it depends on is asked of the programs (dpkg-shlibdeps).
set -euo pipefail
cd "$(dirname "$0")/.."
build=$(realpath "${1:-build}") out=${2:-build/package}
version=$(tools/version.sh)
architecture=$(dpkg --print-architecture)
mkdir -p "$out"
out=$(realpath "$out")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
chmod 755 "$work"

install -d "$root/DEBIAN" "$root/usr/bin" "$root/usr/share/mingjing" "$root/usr/share/doc/mingjing" "$root/lib/systemd/system" "$root/etc/mingjing"
for program in mingjing mingjing-media mingjing-pdf; do install -s -m 755 "$build/$program" "$root/usr/bin/$program"; done
cp -r packs "$root/usr/share/mingjing/packs"
cp docs/*.md packaging/nginx.conf "$root/usr/share/doc/mingjing/"
cp packaging/*.service packaging/*.timer "$root/lib/systemd/system/"
MINGJING_CONFIG=/dev/null "$build/mingjing" config example > "$root/etc/mingjing/mingjing.conf"
chmod -R go+rX,go-w "$root"
find "$root/usr/share" "$root/lib" -type f -exec chmod 644 {} +

mkdir "$work/debian"
printf 'Source: mingjing\n\nPackage: mingjing\nArchitecture: any\n' > "$work/debian/control"
depends=$(cd "$work" && dpkg-shlibdeps -O --ignore-missing-info root/usr/bin/* 2> "$work/shlibdeps.log" | sed -n 's/^shlibs:Depends=//p')
[ -n "$depends" ] || { cat "$work/shlibdeps.log" >&2; exit 1; }

cat > "$root/DEBIAN/control" <<-EOF
	Package: mingjing
	Version: $version
	Architecture: $architecture
	Maintainer: Mingjing <mingjing@example.gov.cn>
	Installed-Size: $(du -sk "$root" | cut -f1)
	Depends: $depends, adduser, cracklib-runtime, fonts-noto-cjk, fonts-lxgw-wenkai
	Recommends: nginx-light | nginx, tesseract-ocr-chi-sim
	Suggests: postgresql, clamav-daemon
	Section: web
	Priority: optional
	Description: law-enforcement record system (明镜)
	 Records every act of administrative law enforcement in a journal that can be verified,
	 publishes what the law asks to be published, and keeps dossiers and recordings.
EOF
printf '/etc/mingjing/mingjing.conf\n' > "$root/DEBIAN/conffiles"
cat > "$root/DEBIAN/postinst" <<-'EOF'
	#!/bin/sh
	set -e
	if [ "$1" = configure ]; then
	        adduser --system --group --quiet --home /var/lib/mingjing --no-create-home --shell /usr/sbin/nologin mingjing
	        install -d -m 700 -o mingjing -g mingjing /var/lib/mingjing /var/backups/mingjing
	        chown root:mingjing /etc/mingjing/mingjing.conf
	        if [ -d /run/systemd/system ]; then
	                systemctl daemon-reload || true
	                systemctl try-restart mingjing.service || true
	        fi
	fi
EOF
cat > "$root/DEBIAN/prerm" <<-'EOF'
	#!/bin/sh
	set -e
	if [ "$1" = remove ] && [ -d /run/systemd/system ]; then
	        systemctl disable --now mingjing.service mingjing-backup.timer || true
	fi
EOF
cat > "$root/DEBIAN/postrm" <<-'EOF'
	#!/bin/sh
	set -e
	# Records are never removed with the program, not even by purge: say where they are.
	if [ "$1" = purge ] && [ -d /var/lib/mingjing ]; then
	        echo "mingjing: /var/lib/mingjing and /var/backups/mingjing hold records and stay." >&2
	fi
EOF
chmod 755 "$root/DEBIAN/postinst" "$root/DEBIAN/prerm" "$root/DEBIAN/postrm"
file=$out/mingjing_${version}_$architecture.deb
fakeroot dpkg-deb --build -Zxz "$root" "$file" > /dev/null
echo "$file"
