#!/usr/bin/env bash
# run.sh [COUNT]: resumable uploads by the real tus-js-client: connections cut and servers killed in the middle of COUNT uploads (200) on
# files and on S3 (OpenStack Swift with s3api, started here), everything the protocol promises, the page in Chromium with its network
# cut; afterwards every hash is right and nothing lies about.  MINGJING: the program (default build/mingjing).  Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.."
program=$(realpath "${MINGJING:-build/mingjing}") build=$(dirname "$(realpath "${MINGJING:-build/mingjing}")") count=${1:-${MINGJING_UPLOADS:-200}}
work=$(mktemp -d "${TMPDIR:-/tmp}/mingjing-uploads.XXXXXX")
passed=0 failed=0 on_files= on_page=
export MINGJING_PACKS=$PWD/packs

if ! command -v node > /dev/null || ! command -v "${CHROMIUM:-chromium}" > /dev/null || ! tools/need.sh s3; then
        echo "node, chromium and the packages of group s3 are needed"
        echo "0 passed, 1 failed"
        exit 1
fi
tests/modules.sh tests/uploads tests/e2e || { echo "0 passed, 1 failed"; exit 1; }
finish() {
        for pid in $on_files $on_page; do kill "$pid" 2> /dev/null; done
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

# after NAME TMP: every hash is right, and nothing is there that no act names.
after() {
        "$program" doctor --fix --days 0 > "$work/$1/doctor" 2>&1 && grep -q '案卷里的文件都在，内容与指纹一致' "$work/$1/doctor"; tell $? "$1: doctor --fix finds every file there and right" "$work/$1/doctor"
        "$program" blobs sweep --days 0 > "$work/$1/sweep" 2>&1 && grep -q '没有引用的文件 0 个' "$work/$1/sweep" && [ -z "$(ls -A "$2")" ]
        tell $? "$1: no orphan and no rest of an upload is left" "$work/$1/sweep"
        "$program" journal verify > "$work/$1/verify" 2>&1; tell $? "$1: the journal verifies" "$work/$1/verify"
}

# ---- on files, while the S3 server starts ----
site files
timeout 200 node tests/uploads/run.mjs "$program" files "$count" > "$work/files/out" 2>&1 &
on_files=$!
endpoint=$(tests/s3/swift.sh start "$work/swift") || { echo "the S3 server did not start"; echo "0 passed, 1 failed"; exit 1; }
wait "$on_files"; tell $? "files: all of it" "$work/files/out"
on_files=
counted "$work/files/out"
after files "$work/files/site.db.blobs/tmp"

# ---- in a browser, meanwhile on S3 ----
site page
timeout 150 node tests/uploads/browser.mjs "$program" > "$work/browser" 2>&1 &
on_page=$!
site s3
export MINGJING_S3_KEY=test:tester MINGJING_S3_SECRET=testing
export MINGJING_BLOBS="s3://uploads?endpoint=$endpoint&region=us-east-1&stage=$work/s3/stage"
${CC:-gcc} -std=gnu17 -D_GNU_SOURCE -O1 -Isrc ${SANITIZE:+-fsanitize=$SANITIZE} -o "$work/s3tool" tests/s3/uploads.c "$build/libmingjing-parts.a" \
        $(pkg-config --libs libcrypto libgcrypt jansson libcurl libxml-2.0) -lpthread -lm && "$work/s3tool" bucket "$MINGJING_BLOBS"; tell $? "a bucket is made"
UPLOADS_S3_PAUSE="tests/s3/swift.sh pause $work/swift" UPLOADS_S3_RESUME="tests/s3/swift.sh resume $work/swift" \
        timeout 300 node tests/uploads/run.mjs "$program" s3 "$count" > "$work/s3/out" 2>&1; tell $? "s3: all of it" "$work/s3/out"
counted "$work/s3/out"
after s3 "$work/s3/stage/tmp"
wait "$on_page"; tell $? "in Chromium: all of it" "$work/browser"
on_page=
counted "$work/browser"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
