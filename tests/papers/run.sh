#!/usr/bin/env bash
# run.sh: makes one PDF of each kind of document (forms.c) and looks at them with programs that others wrote: qpdf (structure), poppler
# (text, fonts, metadata, pictures), zbar (the QR code).  The text of each must be that of NAME.txt, line by line as it is broken on the
# page; the bytes must be the same in another process, time zone, locale and home.
#   --keep     writes the text files anew; look at the difference before it is committed
# MINGJING: the program; its library is linked.  Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.."
build=$(dirname "${MINGJING:-build/mingjing}")
passed=0 failed=0
work=$(mktemp -d "${TMPDIR:-/tmp}/mingjing-papers.XXXXXX")
trap 'rm -rf "$work"' EXIT

check() {       # check SENTENCE COMMAND…: what it prints is shown when it fails
        local sentence=$1 said
        shift
        if said=$("$@" 2>&1); then
                passed=$((passed + 1)); echo "ok - $sentence"
        else
                failed=$((failed + 1)); echo "not ok - $sentence"; head -n 20 <<< "$said" | sed 's/^/#   /'
        fi
}
give_up() { echo "$1"; echo "$passed passed, $((failed + 1)) failed"; exit 1; }
for tool in qpdf pdftotext pdffonts pdfinfo pdfimages pdftoppm zbarimg; do
        command -v "$tool" > /dev/null || give_up "$tool is needed (Debian: apt install qpdf poppler-utils zbar-tools)"
done

# shellcheck disable=SC2046
${CC:-gcc} -std=gnu17 -D_GNU_SOURCE -Wall -Wextra -Werror -O1 -g -Isrc -o "$work/forms" tests/papers/forms.c "$build/libmingjing-parts.a" \
        $(pkg-config --libs pangocairo pangofc fontconfig harfbuzz harfbuzz-subset libqrencode libqpdf libcrypto libsodium libgcrypt jansson) -lm -lpthread ||
        give_up "forms.c does not build"
photo=tests/ofd/photo.jpg
mkdir -p "$work/a" "$work/b" "$work/home"
"$work/forms" "$work/a" "$photo" > "$work/names" || give_up "the documents cannot be made"
env HOME="$work/home" XDG_CACHE_HOME="$work/home" TZ=America/New_York LANG=ja_JP.UTF-8 LC_ALL=C FC_LANG=ja "$work/forms" "$work/b" "$photo" > /dev/null ||
        give_up "the documents cannot be made a second time"

# Each line of its own; form feeds (a new page) are kept, so pages are compared as well.
text_of() { pdftotext -raw "$1" -; }
same_text() {
        [ "${keep:-}" != yes ] || text_of "$1" > "tests/papers/$2.txt"
        diff "tests/papers/$2.txt" <(text_of "$1")
}
[ "${1:-}" != --keep ] || keep=yes
embedded() { pdffonts "$1" | awk 'NR > 2 && $0 !~ / yes +yes +yes +[0-9]+ +0$/ { print; bad = 1 } END { exit bad }'; }
sound() { qpdf --check "$1" > "$work/said" && grep -q 'No syntax or stream encoding errors' "$work/said" || { cat "$work/said"; false; }; }
inside() {      # nothing stands within 8 mm of the edge of any page
        pdftotext -bbox "$1" - | awk -F'"' '/<word/ { if ($2 < 22 || $4 < 22 || $6 > 573 || $8 > 820) { print; bad = 1 } } END { exit bad }'
}
while read -r name pages; do
        file=$work/a/$name.pdf
        check "$name: the same bytes in another process, time zone, locale and home" cmp "$file" "$work/b/$name.pdf"
        check "$name: qpdf finds no fault" sound "$file"
        check "$name: the text is what was given, on $pages pages" same_text "$file" "$name"
        check "$name: every face is embedded, cut to its glyphs, and says its text" embedded "$file"
        check "$name: nothing stands at the edge of the paper" inside "$file"
done < "$work/names"

info() { pdfinfo -isodates "$work/a/letter.pdf" > "$work/info" && grep -qx "$1" "$work/info" || { cat "$work/info"; false; }; }
check "the metadata say what it is" info 'Title: *行政处罚决定书 英住建罚决〔2024〕17号'
check "the metadata say whose it is" info 'Author: *大英县住房和城乡建设局'
check "the metadata say what about" info 'Subject: *未取得施工许可证擅自施工'
check "the date is that of the act" info 'CreationDate: *2024-11-08T02:00:00Z'

photo_kept() { pdfimages -all "$work/a/volume.pdf" "$work/image" && cmp "$work"/image-*.jpg "$photo"; }
check "a photograph comes out of the PDF as it went in" photo_kept
code_read() { pdftoppm -r 150 -gray -png -f "$1" -l "$1" "$work/a/letter.pdf" "$work/code" && zbarimg -q --raw "$work"/code*.png > "$work/said"; grep -x 'https://zf.example.gov.cn/verify/4f2a9c' "$work/said"; }
check "the QR code on the last page can be read" code_read "$(awk '$1 == "letter" { print $2 }' "$work/names")"
outline() { qpdf --json --json-key=outlines "$work/a/volume.pdf" | tr -d ' \n' | grep -o '"destpageposfrom1":[0-9]*' | tr '\n' ' ' | grep -x '"destpageposfrom1":1 "destpageposfrom1":2 "destpageposfrom1":[34] '; }
check "bookmarks lead to the cover, the catalogue and the photograph" outline

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
