#!/usr/bin/env bash
# run.sh: makes sample documents as PDF and OFD of the same pages (make.c) and holds the OFD against
#   ofd.xsd      the structure of GB/T 33190: every XML part, with xmllint
#   reader.py    a small reader of our own: references, fonts, text, and the place of every glyph as poppler finds it in the PDF
#   ofd.js       a reader that others wrote, in Chromium (browser.mjs): pages, text, places, fonts; pictures in build/ofd
# MINGJING: the program; its library is linked.  Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.."
program=${MINGJING:-build/mingjing}
build=$(dirname "$program")
kept=${OFD_KEPT:-$PWD/build/ofd}
passed=0 failed=0
work=$(mktemp -d "${TMPDIR:-/tmp}/mingjing-ofd.XXXXXX")
trap 'rm -rf "$work"' EXIT

check() {       # check SENTENCE COMMAND…: what it prints is shown when it fails
        local sentence=$1 said
        shift
        if said=$("$@" 2>&1); then
                passed=$((passed + 1)); echo "ok - $sentence${said:+: $(head -n 1 <<< "$said" | cut -c1-120)}"
        else
                failed=$((failed + 1)); echo "not ok - $sentence"; head -n 20 <<< "$said" | sed 's/^/#   /'
        fi
}
give_up() { echo "$1"; echo "$passed passed, $((failed + 1)) failed"; exit 1; }

for tool in xmllint pdftotext pdftocairo python3 node npm "${CHROMIUM:-chromium}"; do
        command -v "$tool" > /dev/null || give_up "$tool is needed (Debian: apt install libxml2-utils poppler-utils python3 nodejs npm chromium)"
done

# ofd.js as its authors packed it, once: the package alone, not the sixty that only its own build needs.
reader=$kept/reader-0.2.6.js
if [ ! -s "$reader" ]; then
        mkdir -p "$kept"
        (cd "$work" && npm pack --silent ofd.js@0.2.6 > /dev/null) || give_up "ofd.js cannot be fetched from the package registry"
        (cd "$work" && sha512sum --quiet -c -) < tests/ofd/reader.sha512 || give_up "ofd.js is not the one we know"
        tar -xzOf "$work/ofd.js-0.2.6.tgz" package/lib/ofd.umd.min.js > "$reader.new" && mv "$reader.new" "$reader"
fi
tests/modules.sh tests/e2e || give_up "the browser's driver cannot be installed"

# shellcheck disable=SC2046
${CC:-gcc} -std=gnu17 -D_GNU_SOURCE -Wall -Wextra -Werror -O1 -g -Isrc $(pkg-config --cflags cairo) -o "$work/make" tests/ofd/make.c "$build/libmingjing-parts.a" \
        $(pkg-config --libs pangocairo pangoft2 fontconfig harfbuzz harfbuzz-subset libzip libcrypto libsodium libgcrypt jansson libqrencode libqpdf) -lm -lpthread ||
        give_up "make.c does not build"
mkdir -p "$work/a" "$work/b"
"$work/make" "$work/a" tests/ofd/photo.jpg > "$work/sizes" || give_up "the documents cannot be made"
TZ=America/New_York LC_ALL=C "$work/make" "$work/b" tests/ofd/photo.jpg > /dev/null || give_up "the documents cannot be made a second time"
cp "$work"/a/*.ofd "$work"/a/*.pdf "$kept/"

structure() { find "$work/x/$1" -name '*.xml' -print0 | xargs -0 xmllint --noout --nonet --schema tests/ofd/ofd.xsd 2>&1 | grep -v ' validates$'; [ "${PIPESTATUS[1]}" -eq 0 ]; }
small() { [ "$2" -gt 0 ] && [ "$3" -le $((3 * $2)) ] && echo "OFD $3 bytes, PDF $2 bytes"; }
names=()
while read -r name pages pdf ofd; do
        names+=("$name")
        mkdir -p "$work/x/$name" && python3 -m zipfile -e "$work/a/$name.ofd" "$work/x/$name"
        check "$name: the same bytes in another process, time zone and locale" cmp "$work/a/$name.ofd" "$work/b/$name.ofd"
        check "$name: every part has the structure of the standard" structure "$name"
        check "$name: the reader finds everything that is named" python3 tests/ofd/reader.py check "$work/a/$name.ofd"
        check "$name: text and places are those of the PDF" python3 tests/ofd/reader.py compare "$work/a/$name.ofd" "$work/a/$name.pdf"
        check "$name: at most three times the PDF" small "$pages" "$pdf" "$ofd"
done < "$work/sizes"

# The checks themselves: a package in which something is wrong must not pass.
spoil() {       # spoil PART SED-EXPRESSION COMMAND…: what the command says of a package spoilt so
        rm -rf "$work/s" "$work/s.ofd" && cp -r "$work/x/dossier" "$work/s" && sed -i "$2" "$work/s/$1"
        (cd "$work/s" && python3 -c 'import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as z:
    for name in sys.argv[2:]: z.writestr(zipfile.ZipInfo(name), open(name, "rb").read())' "$work/s.ofd" OFD.xml Doc_0/*.xml Doc_0/Pages/*/*.xml Doc_0/Res/*) && "${@:3}"
}
noticed() { local words=$1 said; shift; said=$("$@" 2>&1) && { echo "nothing was noticed: $said"; return 1; }; [[ $said == *"$words"* ]] || { echo "$said"; return 1; }; }
whole() { python3 tests/ofd/reader.py compare "$work/s.ofd" "$work/a/dossier.pdf"; }
valid() { xmllint --noout --nonet --schema tests/ofd/ofd.xsd "$work/s/$1"; }
check "a package packed anew passes as long as nothing is changed" spoil OFD.xml '' whole
check "a line that is a millimetre off is noticed" noticed 'in the PDF at' spoil Doc_0/Pages/Page_1/Content.xml '0,/ Y="5[.]/s// Y="6./' whole
check "another character than in the PDF is noticed" noticed 'other characters' spoil Doc_0/Pages/Page_1/Content.xml 's/>证据材料</>证据材证</' whole
check "a font that is not there is noticed" noticed 'font 99 is not there' spoil Doc_0/Pages/Page_1/Content.xml '0,/Font="2"/s//Font="99"/' whole
check "an element out of order is noticed" noticed 'not expected' spoil OFD.xml 's|\(<ofd:Title>.*</ofd:Title>\)\(<ofd:Author>[^<]*</ofd:Author>\)|\2\1|' valid OFD.xml

rm -f "$kept"/*.png
node tests/ofd/browser.mjs "$reader" "$kept" "$work/a" "$work/x" "${names[@]}" > "$work/browser.log" 2>&1
grep -v ' passed, ' "$work/browser.log"
passed=$((passed + $(grep -c '^ok - ' "$work/browser.log"))) failed=$((failed + $(grep -c '^not ok - ' "$work/browser.log")))
grep -q ' passed, ' "$work/browser.log" || failed=$((failed + 1))
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
