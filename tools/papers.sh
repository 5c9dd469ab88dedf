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
"$program" handbook bureau --db "$db" --out "$work/handbook.pdf"
pdftoppm -r 64 -gray -jpeg -jpegopt quality=55 -l 9 "$work/handbook.pdf" docs/papers/handbook
ls docs/papers | wc -l
