#!/usr/bin/env bash
# papers.sh: draws the dossier of the worked case of pack daying, page by page, into docs/papers/*.jpg, so that whoever changes a template or the
# typesetting sees at once what became of the pages.  The program is $MINGJING, else build/mingjing.
set -euo pipefail
cd "$(dirname "$0")/.."
program=${MINGJING:-build/mingjing}
[ -x "$program" ] || { echo "没有 $program，先执行 ./run --build-only (build it first: ./run --build-only)" >&2; exit 1; }
command -v pdftoppm > /dev/null || { echo "需要 poppler-utils (needed: poppler-utils)" >&2; exit 1; }
work=$(mktemp -d "${TMPDIR:-/tmp}/mingjing-papers.XXXXXX")
trap 'rm -rf "$work"' EXIT
db=sqlite:$work/site.db
"$program" story packs/daying/demo/dumping.story --db "$db" --via direct > "$work/story.log" || { cat "$work/story.log" >&2; exit 1; }
case=$("$program" view cases --db "$db" --as shen --format csv | sed -n 2p | cut -d, -f1)
rm -rf docs/papers
mkdir -p docs/papers
for volume in principal secondary; do
        "$program" dossier "$case" --as shen --db "$db" --format pdf --volume "$volume" --out "$work/$volume.pdf"
        pdftoppm -r 64 -gray -jpeg -jpegopt quality=55 "$work/$volume.pdf" "docs/papers/$volume"
done
# Evidence as people bring it: pages of a PDF, a photograph, and a file that lies beside with the reason (tests/dossier/evidence.py).
cp -r packs "$work/packs"
python3 tests/dossier/evidence.py "$work/packs/daying/demo"
sed -e '/^# 归档的是制好的卷/,/^check fact case=$c stage=archived/d' -e '/^tamper/,$d' packs/daying/demo/dumping.story | awk '/^li   investigation.conclude/ && !done {
        for (i = split("script.pdf turned.pdf good.png bomb.pdf", f, " "); i; i--)
                print "li   evidence.add case=$c evidence_kind=documentary evidence_title=" f[i] " proves=试验 origin=他人提供 officers=li,chen file=@" f[i]
        done = 1 } { print }' > "$work/packs/daying/demo/evidence.story"
"$program" story "$work/packs/daying/demo/evidence.story" --packs "$work/packs" --db "sqlite:$work/evidence.db" --via direct > "$work/story.log" || { cat "$work/story.log" >&2; exit 1; }
case=$("$program" view cases --db "sqlite:$work/evidence.db" --as shen --format csv | sed -n 2p | cut -d, -f1)
"$program" dossier "$case" --as shen --db "sqlite:$work/evidence.db" --format pdf --volume principal --out "$work/evidence.pdf"
for word in "RECEIVED STAMP" "Turned drawing" "数据流有损坏，或者展开后过大"; do
        n=$(python3 -c 'import subprocess, sys; print(next(i + 1 for i, p in enumerate(subprocess.run(["pdftotext", "-layout", sys.argv[1], "-"], capture_output=True, text=True).stdout.split("\f")) if sys.argv[2] in p))' "$work/evidence.pdf" "$word")
        pdftoppm -r 64 -gray -jpeg -jpegopt quality=55 -f "$n" -l "$n" "$work/evidence.pdf" docs/papers/evidence
done
"$program" handbook bureau --db "$db" --out "$work/handbook.pdf"
pdftoppm -r 64 -gray -jpeg -jpegopt quality=55 -l 9 "$work/handbook.pdf" docs/papers/handbook
ls docs/papers | wc -l
