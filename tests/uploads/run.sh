#!/usr/bin/env bash
# run.sh [COUNT]: resumable uploads by the real tus-js-client: connections cut and servers killed in the middle of COUNT uploads (200) on
# files and on S3 (OpenStack Swift with s3api, started here), everything the protocol promises, the page in Chromium with its network
# cut; afterwards every hash is right and nothing lies about.  MINGJING: the program (default build/mingjing).  Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.."
program=$(realpath "${MINGJING:-build/mingjing}") build=$(dirname "$(realpath "${MINGJING:-build/mingjing}")") count=${1:-${MINGJING_UPLOADS:-200}}
work=$(mktemp -d "${TMPDIR:-/tmp}/mingjing-uploads.XXXXXX")
passed=0 failed=0 on_files=
export MINGJING_PACKS=$PWD/packs

if ! command -v node > /dev/null || ! command -v "${CHROMIUM:-chromium}" > /dev/null || ! tools/need.sh s3; then
        echo "node, chromium and the packages of group s3 are needed"
        echo "0 passed, 1 failed"
        exit 1
fi
for folder in tests/uploads tests/e2e; do
        [ -e $folder/node_modules/.package-lock.json ] && [ ! $folder/package-lock.json -nt $folder/node_modules/.package-lock.json ] && continue
        (cd $folder && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && touch node_modules/.package-lock.json) || { echo "0 passed, 1 failed"; exit 1; }
done
finish() {
        [ -z "$on_files" ] || kill "$on_files" 2> /dev/null
        [ ! -d "$work/swift" ] || tests/s3/swift.sh stop "$work/swift"
        rm -rf "$work"
}
trap finish EXIT
trap 'exit 143' INT TERM

tell() {        # tell RC SENTENCE [FILE]
        if [ "$1" -eq 0 ]; then
                passed=$((passed + 1)); echo "ok - $2"
        else
                failed=$((failed + 1)); echo "not ok - $2"
                [ -z "${3:-}" ] || tail -n 40 "$3" | sed 's/^/#   /'
        fi
}
counted() {     # counted FILE: its "ok" and "not ok" lines are ours
        grep -vE '^[0-9]+ passed' "$1"
        passed=$((passed + $(grep -c '^ok' "$1"))) failed=$((failed + $(grep -c '^not ok' "$1")))
}
. tests/forger/play.sh
clock=0 real_clock=yes

# site NAME: people who may, in a database of its own.
site() {
        mkdir -p "$work/$1"
        export MINGJING_DB=sqlite:$work/$1/site.db
        make_site > "$work/$1/made" 2>&1 && people >> "$work/$1/made" 2>&1; tell $? "$1: a site is made" "$work/$1/made"
}

# after NAME: everything that was sent is there, every hash is right, nothing else is there.
after() {
        local d missing=0
        "$program" view inbox --as li --format csv > "$work/$1/inbox" 2>&1
        "$program" blobs check --deep > "$work/$1/check" 2>&1 && grep -q '损坏 0 个' "$work/$1/check"; tell $? "$1: every stored hash is right" "$work/$1/check"
        while read -r d; do grep -rqs "$d" "$work/$1/stored" || missing=$((missing + 1)); done < "$work/$1/list"
        [ -s "$work/$1/list" ] && [ "$missing" -eq 0 ]; tell $? "$1: everything that was sent is stored under its digest ($(wc -l < "$work/$1/list") files)" "$work/$1/list"
        "$program" doctor --fix --days 0 > "$work/$1/doctor" 2>&1 && "$program" doctor --days 0 > "$work/$1/doctor" 2>&1 &&
                grep -q '没有无人引用的文件' "$work/$1/doctor"; tell $? "$1: after doctor --fix there are no orphans" "$work/$1/doctor"
        "$program" journal verify > "$work/$1/verify" 2>&1; tell $? "$1: the journal verifies" "$work/$1/verify"
}

# ---- on files, while the S3 server starts ----
site files
UPLOADS_LIST=$work/files/list timeout 120 node tests/uploads/run.mjs "$program" files "$count" > "$work/files/out" 2>&1 &
on_files=$!
endpoint=$(tests/s3/swift.sh start "$work/swift") || { echo "the S3 server did not start"; echo "0 passed, 1 failed"; exit 1; }
wait "$on_files"; tell $? "files: all of it" "$work/files/out"
on_files=
counted "$work/files/out"
(cd "$work/files/site.db.blobs/sm3" && find . -type f ! -name '*.seg' | tr -d './' | sed 's/^/sm3:/') > "$work/files/stored"
after files

# ---- in a browser ----
timeout 100 node tests/uploads/browser.mjs "$program" > "$work/browser" 2>&1; tell $? "in Chromium: all of it" "$work/browser"
counted "$work/browser"

# ---- on S3 ----
site s3
export MINGJING_S3_KEY=test:tester MINGJING_S3_SECRET=testing
export MINGJING_BLOBS="s3://uploads?endpoint=$endpoint&region=us-east-1&stage=$work/s3/stage"
${CC:-gcc} -std=gnu17 -D_GNU_SOURCE -O1 -Isrc ${SANITIZE:+-fsanitize=$SANITIZE} -o "$work/s3tool" tests/s3/uploads.c "$build/libmingjing-parts.a" \
        $(pkg-config --libs libcrypto libgcrypt jansson libcurl libxml-2.0) -lpthread -lm && "$work/s3tool" bucket "$MINGJING_BLOBS"; tell $? "a bucket is made"
UPLOADS_LIST=$work/s3/list UPLOADS_S3_PAUSE="tests/s3/swift.sh pause $work/swift" UPLOADS_S3_RESUME="tests/s3/swift.sh resume $work/swift" \
        timeout 150 node tests/uploads/run.mjs "$program" s3 "$count" > "$work/s3/out" 2>&1; tell $? "s3: all of it" "$work/s3/out"
counted "$work/s3/out"
"$program" blobs copy --to "$work/s3/copy" > "$work/s3/copied" 2>&1; tell $? "s3: all of it is copied to a folder and compared" "$work/s3/copied"
(cd "$work/s3/copy/sm3" && find . -type f ! -name '*.seg' | tr -d './' | sed 's/^/sm3:/') > "$work/s3/stored"
after s3

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
