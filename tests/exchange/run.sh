#!/usr/bin/env bash
# run.sh: what leaves the portal.  A receiver of our own (receiver.py) fails, hangs, says no and answers twice, and checks every signature by
# itself; order, waiting, giving up, a withdrawal that overtakes what never arrived.  Feeds and open data are read by strangers' parsers.
# The whole portal as static files: served by another server, every link followed, one byte changed, made again after a withdrawal.
# MINGJING: the program (default build/mingjing).  Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.."
receiver='' served='' files=''
part=exchange; . tests/lib.sh
leave() { for pid in $receiver $served $files; do kill "$pid" 2> /dev/null; done; }
export XDG_STATE_HOME=$work/state
unset MINGJING_KEYS MINGJING_BLOBS
for tool in python3 curl xmllint; do command -v "$tool" > /dev/null || give_up "$tool is needed (Debian: apt install python3 curl libxml2-utils)"; done
export MINGJING_DB=sqlite:$work/site.db
# waits FILE: until another process has written it (bounded; the part itself is bounded by ./test)
waits() { for _ in $(seq 200); do [ -s "$1" ] && return 0; sleep 0.05; done; return 1; }

ln -s "$PWD/packs/daying" "$work/daying" && tests/exchange/make_site.sh 5 daying > "$work/site.story"
"$program" story "$work/site.story" --db "$MINGJING_DB" --via direct > "$work/story.log" 2>&1 || { tail -5 "$work/story.log"; give_up "no site"; }
act() { "$program" act "$@" --now "$clock"; }
deliver() { "$program" job run deliver --now "$clock" > "$work/job.out" 2>&1; cat "$work/job.out"; }
view() { "$program" view "$@" --as zhao --format json --now "$clock"; }
column() { python3 -c 'import json,sys; print(*[r.get(sys.argv[1]) for r in json.load(sys.stdin)["rows"]])' "$1"; }
got() { python3 -c 'import json,sys
rows=[json.loads(l) for l in open(sys.argv[1])]
print(*[r[sys.argv[2]] for r in rows], sep="\n")' "$work/got" "$1" 2> /dev/null; }

# ---- deliveries --------------------------------------------------------------------------------------------------------------------------
echo good > "$work/mode"; : > "$work/got"; echo 秘密-s3 > "$work/secret"; chmod 600 "$work/secret"
mapfile -t vkeys < <("$program" journal vkey | grep -o '[^ ]*+[0-9a-f]*+[^ ]*')
python3 tests/exchange/receiver.py "$work/port" "$work/got" "$work/mode" 秘密-s3 "${vkeys[@]}" > "$work/receiver.log" 2>&1 & receiver=$!
waits "$work/port" || give_up "the receiver did not start: $(cat "$work/receiver.log")"
port=$(cat "$work/port")
export MINGJING_CARRIER_COUNTY=http://127.0.0.1:$port/county MINGJING_CARRIER_COUNTY_SECRET=@$work/secret MINGJING_CARRIER_SECONDS=1
clock="2024-11-21 17:00"
deliver > /dev/null
is "a carrier that nobody started is sent nothing" "$(wc -l < "$work/got")" 0
that "a carrier is started from the beginning of the log" act carrier.start carrier=county since=-1 --as feng
deliver > /dev/null
total=$(view deliveries carrier=county limit=1000 | column outcome | wc -w)
is "every change that still holds is delivered at once" "$(view carriers | column waiting)" "0 0 0"
is "… one request for each act" "$(got key | sort -u | wc -l)" "$total"
is "… every signature holds for a stranger" "$(got signature | sort -u)" good
is "… in the order of the acts" "$(got key | cut -d- -f2 | sort -nc 2>&1; echo sorted)" sorted
is "… what was withdrawn says nothing but that" "$(got body | grep -c '"change":"withdrawn"') $(got body | grep '"change":"withdrawn"' | grep -c '"party"')" "[1-9]* 0"
deliver > /dev/null
is "run again, nothing is sent twice" "$(wc -l < "$work/got")" "$total"

export MINGJING_CARRIER_PROVINCE=http://127.0.0.1:$port/province
act carrier.start carrier=province since=-1 --as feng > /dev/null
: > "$work/got"; deliver > /dev/null
is "under the log's keys the note holds for verify.py" "$(got signature | sort -u)" good
is "… and the body has the other side's words" "$(got body | head -n 1)" '*"CF_WSH":*"CF_ZT":*'

# one by one: the receiver fails, hangs, and the wait grows by the acts
record=$(view publications state=shown size=1 | column id)
act carrier.start carrier=county since="$(($(view publication_checks size=200 | python3 -c 'import json,sys; print(min(r["release_seq"] for r in json.load(sys.stdin)["rows"] if r["id"] == int(sys.argv[1])))' "$record") - 1))" --as feng > /dev/null
echo fail > "$work/mode"; : > "$work/got"
deliver > /dev/null
is "a failure is an act with the answer's status" "$(view deliveries carrier=county outcome=failed limit=1 | column status)" 500
deliver > /dev/null
is "it is not tried again before its time" "$(wc -l < "$work/got")" 1
clock="2024-11-21 17:02"; echo hang > "$work/mode"; deliver > /dev/null
is "silence ends after a bounded time" "$(view deliveries carrier=county limit=1 | column detail)" "1 秒内没有答复"
is "the second wait is longer" "$(view deliveries carrier=county limit=1 | column next_at)" "2024-11-21T09:07:0*"
clock="2024-11-21 17:03"; echo good > "$work/mode"; deliver > /dev/null
is "… and kept" "$(wc -l < "$work/got")" 2
act decision.revoke case="$record" by=大英县人民政府 effect=revoked instrument=大府复决〔2024〕演2号 effective_on=2024-11-21 reason=主要证据不足 --as qian > "$work/w.out" &&
        act publish.withdraw case="$record" reason=行政复议决定撤销 instrument=大府复决〔2024〕演2号 --as feng > "$work/w.out" || broke "withdrawn" "$work/w.out"
deliver > /dev/null
is "a withdrawal does not wait for what never arrived" "$(got body | grep -c '"change":"withdrawn"')" 1
is "every try of one delivery has the same key" "$(got key | head -n 2 | sort -u | wc -l)" 1

# given up
export MINGJING_CARRIER_WECHAT=http://127.0.0.1:$port/wechat MINGJING_CARRIER_WECHAT_SECRET=秘密-s3
unset MINGJING_CARRIER_PROVINCE
echo no > "$work/mode"
act carrier.start carrier=account since=-1 --as feng > /dev/null
for minute in 10 12 20 50; do clock="2024-11-21 17:$minute"; deliver > /dev/null; done
is "a polite no of WeChat counts as no" "$(view deliveries carrier=account limit=1 | column status)" 200
is "after the last try it is given up" "$(view deliveries carrier=account outcome=given_up | column try)" "4"
echo good > "$work/mode"; clock="2024-11-21 17:51"; deliver > /dev/null
is "… and what comes behind it goes on" "$(view deliveries carrier=account limit=1 | column outcome)" delivered
is "the secret is nowhere in the site" "$(cat "$work"/site.db* | grep -c 秘密-s3)" 0

finished
