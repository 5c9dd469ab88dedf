#!/usr/bin/env bash
# run.sh [COUNT]: the blob store on a real S3 server (OpenStack Swift with s3api, started here on loopback) and on files: the unit tests of
# src/blob on both, COUNT uploads (40; the long run is 200) killed with SIGKILL at random bytes on both, a server that stops in the middle,
# a whole site whose files live on S3.  MINGJING: the program (default build/mingjing); beside it lie its library and its unit tests.
# Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.."
part=s3; . tests/lib.sh
build=$(dirname "$program") count=${1:-${MINGJING_S3_UPLOADS:-40}}
seed=${MINGJING_S3_SEED:-1}

leave() {
        for pid in ${on_files:-} ${on_s3:-}; do kill "$pid" 2> /dev/null; done
        tests/s3/swift.sh stop "$work/swift"
}
tools/need.sh s3 || give_up "what Swift needs could not be installed"

${CC:-gcc} -std=gnu17 -D_GNU_SOURCE -Wall -Wextra -Werror -O1 -g -Isrc ${SANITIZE:+-fsanitize=$SANITIZE} -o "$work/uploads" tests/s3/uploads.c "$build/libmingjing-parts.a" \
        $(pkg-config --libs libcrypto libgcrypt jansson libcurl libxml-2.0) -lpthread -lm || give_up "uploads.c does not compile"
echo "site $(head -c 16 /dev/urandom | base64)" > "$work/blobkeys" && chmod 600 "$work/blobkeys"
# Killed at random bytes, on files: meanwhile the server starts.
MINGJING_BLOB_KEYS=$work/blobkeys "$work/uploads" loop "$work/files" "$count" "$seed" > "$work/loop.files" 2>&1 &
on_files=$!
endpoint=$(tests/s3/swift.sh start "$work/swift") || give_up "the S3 server did not start"
export MINGJING_S3_KEY=test:tester MINGJING_S3_SECRET=testing
at="endpoint=$endpoint&region=us-east-1"
"$work/uploads" bucket "s3://mingjing?$at&stage=$work/stage"; tell $? "a bucket is made"

# The same killing on S3, while the unit tests run there too.
MINGJING_BLOB_KEYS=$work/blobkeys "$work/uploads" loop "s3://mingjing/%E8%AF%81%E6%8D%AE?$at&stage=$work/stage" "$count" "$seed" > "$work/loop.s3" 2>&1 &
on_s3=$!
MINGJING_TEST_S3="s3://mingjing?$at" "$build/mingjing-test" blob s3 upload segments reader seal scrub sweep copy > "$work/unit" 2>&1
counted "$work/unit"

wait "$on_files"; tell $? "on files: the loop" "$work/loop.files"
counted "$work/loop.files"
export MINGJING_BLOB_KEYS=$work/blobkeys
wait "$on_s3"; tell $? "on S3: the loop" "$work/loop.s3"
counted "$work/loop.s3"

# ---- the server stops ----
"$work/uploads" outage "s3://mingjing/outage?$at&stage=$work/stage" tests/s3/swift.sh "$work/swift" > "$work/outage" 2>&1
counted "$work/outage"

# ---- wrong doors ----
wrong() {       # wrong SENTENCE WORDS ADDRESS: it is not opened, or nothing can be put; and it says why
        "$program" blobs status --blobs "$3" > "$work/out" 2>&1; local rc=$?
        [ $rc -ne 0 ] && grep -q "$2" "$work/out"; tell $? "$1" "$work/out"
}
wrong "no such bucket: said so"        "NoSuchBucket" "s3://nothing-here?$at&stage=$work/stage"
wrong "no endpoint: said so"           "endpoint"     "s3://mingjing?region=us-east-1&stage=$work/stage"
MINGJING_S3_SECRET=wrong wrong "a wrong secret: said so" "SignatureDoesNotMatch" "s3://mingjing?$at&stage=$work/stage"
MINGJING_S3_SECRET='' wrong "no credentials: said so" "MINGJING_S3_SECRET" "s3://mingjing?$at&stage=$work/stage"

# ---- a site whose files live there ----
tests/s3/site.sh "$program" "s3://mingjing/site?$at" "$work" > "$work/site.out" 2>&1
counted "$work/site.out"

finished
