#!/usr/bin/env bash
# run.sh: signing in against real servers (slapd, an OpenID Connect provider, openssl's certificates) and against whoever should not get in.
# MINGJING: the program (default build/mingjing).  Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.."
part=signin
. tests/lib.sh

tools/need.sh signin || give_up "not ok - what a directory needs could not be installed"
for need in slapd node openssl ldapadd; do
        PATH=$PATH:/usr/sbin command -v "$need" > /dev/null || give_up "not ok - $need is not installed (tools/need.sh signin)"
done
tests/modules.sh tests/signin > "$work/npm.log" 2>&1 || give_up "not ok - npm ci failed"
export PYTHONDONTWRITEBYTECODE=1 LC_ALL=C.UTF-8 XDG_STATE_HOME="$work/state" PATH=$PATH:/usr/sbin
unset MINGJING_DB MINGJING_KEYS MINGJING_BLOBS MINGJING_PACKS MINGJING_SIGNIN MINGJING_CONFIG
MINGJING=$program timeout -k 10 240 python3 tests/signin/signin.py "$work" < /dev/null > "$work/signin.log" 2>&1
code=$?
counted "$work/signin.log"
tell $code "everything was asked" "$work/signin.log"
finished
