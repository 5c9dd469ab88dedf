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
is "a withdrawal does not wait for what never arrived" "$(got body | grep '"change":"withdrawn"' | grep -c "decision/$record\"")" 1
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
# lists go the same way, to the carriers that name them
: > "$work/got"
list=$(act list.draft kind=procedures origin=pack law=国办发〔2018〕118号 --as feng | sed -nE 's/.*"noun":"list","id":([0-9]+).*/\1/p')
act list.publish list="$list" effective=2024-11-25 reason=首次公布 --as zhao > "$work/w.out" || broke "a list is published" "$work/w.out"
deliver > /dev/null
is "a published list is delivered, by its own page" "$(got body | sed -nE 's/.*"kind":"(list)".*"released_on":"([^"]*)".*"url":"([^"]*)".*/\1 \2 \3/p')" \
        "list 2024-11-21 https://*/list/bureau/procedures/1"
is "… and not to who asked for decisions only" "$(got body | grep -c '"kind":"list"') $(got body | wc -l)" "1 1"
act list.revoke list="$list" reason=职能划转 --as zhao > "$work/w.out" || broke "a list is revoked" "$work/w.out"
: > "$work/got"; deliver > /dev/null
is "its revocation is delivered too and says nothing else" "$(got body | grep '"change":"withdrawn"' | grep -c '"title"') $(view deliveries carrier=county limit=1 | column outcome)" "0 delivered"
is "the secret is nowhere in the site" "$(cat "$work/site.db" "$work/site.db-wal" 2> /dev/null | grep -c 秘密-s3)" 0

# ---- feeds and open data over HTTP ---------------------------------------------------------------------------------------------------------
unset MINGJING_CARRIER_COUNTY MINGJING_CARRIER_WECHAT
"$program" journal checkpoint > /dev/null
"$program" serve --listen 127.0.0.1:0 --now "2024-11-21 18:00" > "$work/serve.log" 2>&1 & served=$!
for _ in $(seq 200); do grep -q '^端口' "$work/serve.log" && break; sleep 0.05; done
u=http://127.0.0.1:$(sed -n 's/^端口 //p' "$work/serve.log")
get() { curl -s --max-time 20 "$@"; }
head_of() { get -D - -o /dev/null "$@" | tr -d '\r'; }
said() { head_of "$1" | sed -n "s/^$2: //Ip"; }
get "$u/feed/atom" > "$work/atom.xml"; get "$u/feed/json" > "$work/feed.json"
that "Atom is well-formed" xmllint --noout "$work/atom.xml"
counts() { python3 - "$work/atom.xml" "$work/feed.json" <<'PY'
import json, sys, xml.etree.ElementTree as E
a, t = "{http://www.w3.org/2005/Atom}", "{http://purl.org/atompub/tombstones/1.0}"
root, feed = E.parse(sys.argv[1]).getroot(), json.load(open(sys.argv[2]))
entries, gone = root.findall(a + "entry"), root.findall(t + "deleted-entry")
for e in entries:
    assert e.find(a + "id").text and e.find(a + "title").text and e.find(a + "updated").text.endswith("Z")
times = [e.find(a + "updated").text for e in entries]
assert times == sorted(times, reverse=True)
assert [e.find(a + "id").text for e in entries] == [i["id"] for i in feed["items"]] and all(i["content_text"] and i["url"] for i in feed["items"])
assert [g.get("ref") for g in gone] == [d["id"] for d in feed["_deleted"]] and not {d["id"] for d in feed["_deleted"]} & {i["id"] for i in feed["items"]}
print(len(entries), len(gone))
PY
}
is "both feeds tell the same: entries newest first, deletions, no entry that is deleted" "$(counts)" "3 2"
is "a feed takes the filters of the search" "$(get "$u/feed/json?agency=bureau&q=%E7%94%9F%E6%B4%BB%E5%9E%83%E5%9C%BE" | grep -o '"tag:[^"]*"' | sort -u | wc -l) $(get "$u/feed/json?q=nowhere" | grep -c '"content_text"')" "5 0"
tag=$(said "$u/feed/atom" ETag) day=$(said "$u/feed/atom" Last-Modified)
is "a reader who has it need not fetch it again" "$(get -o /dev/null -w '%{http_code}' -H "If-None-Match: $tag" "$u/feed/atom") $(get -o /dev/null -w '%{http_code}' -H "If-Modified-Since: $day" "$u/feed/atom?kind=penalty") $(get -o /dev/null -w '%{http_code}' -H 'If-None-Match: "x"' "$u/feed/atom")" "304 304 200"
is "pages say where the feeds are" "$(get "$u/" | grep -c 'rel="alternate" type="application/atom+xml"')" 1
is "whatever is asked of a feed, it answers" "$(for q in 'before=x' 'kind=%00' 'from=2024-02-30' "q=$(printf '%0200d' 0)" 'before=-5' 'agency=no%27%22%3Cb%3E'; do get -o /dev/null -w '%{http_code} ' "$u/feed/atom?$q"; done)" "200 40[0-9] 200 200 200 200 "
for f in decisions.csv decisions.json decisions.jsonl decisions.xlsx decisions-2024.csv changes.jsonl; do get "$u/open/$f" > "$work/$f"; done
rows() { python3 - "$work" <<'PY'
import csv, io, json, re, sys, zipfile
w = sys.argv[1]
text = open(w + "/decisions.csv", "rb").read()
assert text.startswith(b"\xef\xbb\xbf")
c = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))
j = json.load(open(w + "/decisions.json"))
l = [json.loads(x) for x in open(w + "/decisions.jsonl")]
x = zipfile.ZipFile(w + "/decisions.xlsx").read("xl/worksheets/sheet1.xml").decode()
assert len(c) == len(j["rows"]) == len(l) == len(re.findall("<row ", x)) - 1 and "<f>" not in x
assert j["about"]["log"]["size"] > 0 and [r["id"] for r in l] == [r["id"] for r in j["rows"]] == [int(r["id"]) for r in c]
for r in l:
    if r["state"] == "withdrawn":
        assert set(r) == {"id", "number", "state", "withdrawn_on", "act"}, r
for r in c:
    if r["state"] == "withdrawn":
        assert {k for k, v in r.items() if v} == {"id", "number", "state", "withdrawn_on", "act"}, r
print(len(c), sum(r["state"] == "withdrawn" for r in c))
PY
}
is "four formats, the same rows; withdrawn ones say number, state and day" "$(rows)" "5 2"
is "a file hashes to what its digest says" "$(get "$u/open/decisions.xlsx.digest" | sed -n 's/^sha256 //p')" "$(sha256sum "$work/decisions.xlsx" | cut -d' ' -f1)"
last=$(tail -n 1 "$work/changes.jsonl" | python3 -c 'import json,sys; print(json.load(sys.stdin)["act"])')
is "… and after the last change there is none" "$(get "$u/open/changes.jsonl?since=$last" | wc -l)" 0
is "files that there are not are no files" "$(for f in decisions.exe decisions-20x4.csv ../x decisions-2024.csv.digest.digest; do get --path-as-is -o /dev/null -w '%{http_code} ' "$u/open/$f"; done) $(get -o /dev/null -w '%{http_code}' "$u/open/decisions.csv?since=3")" "404 404 40[04] 404  4??"
is "only the sites of the pack may show the embed" "$(said "$u/embed/latest" Content-Security-Policy) $(said "$u/embed/latest" X-Frame-Options)" "*frame-ancestors https://www.daying.example "
is "… and every other page nobody" "$(said "$u/open" Content-Security-Policy)" "*frame-ancestors 'none'"
get "$u/sitemap.xml" > "$work/map.xml"; get "$u/sitemap/decisions-1.xml" > "$work/part.xml"
that "the site map is well-formed and has the shown decisions" bash -c "xmllint --noout '$work/map.xml' '$work/part.xml' && [ \$(grep -c /decision/ '$work/part.xml') = 3 ]"

# ---- the static copy -----------------------------------------------------------------------------------------------------------------------
copy=$work/copy
export_site() { "$program" export-site "$copy" --now "2024-11-21 18:00" "$@" > "$work/export.out" 2>&1; }
number() { sed -n "s/.*\"$1\":\([0-9]*\).*/\1/p" "$work/export.out"; }
export_site; tell $? "the portal is exported" "$work/export.out"
(cd "$copy" && exec python3 -m http.server 0 --bind 127.0.0.1) > "$work/files.log" 2>&1 & files=$!
for _ in $(seq 200); do grep -q 'port' "$work/files.log" && break; sleep 0.05; done
f=http://127.0.0.1:$(grep -o 'port [0-9]*' "$work/files.log" | cut -d' ' -f2)/
host=$("$program" journal vkey | grep -o '[^ /+]*/mingjing[^+ ]*' | head -n 1 | cut -d/ -f1)
that "every link of it leads to a file of it" python3 tests/exchange/crawl.py "$f" "$host"
kill "$files"; files=''
shown=$(view publications state=shown size=1 | column id)
that "its pages say what the site says" python3 tests/exchange/same.py "$u" "$copy" /about /browse "/decision/$shown" "/decision/$record" /agency/bureau /open
key=${vkeys[0]}
is "the site map of the copy is whole, and names the original" "$(ls "$copy"/sitemap | paste -sd' ') $(grep -c "https://$host/decision/" "$copy/sitemap/decisions-1.xml")" "decisions-1.xml pages.xml 3"
that "export-check: the copy is whole" "$program" export-check "$copy" --key "$key"
that "verify.py, which has nothing of ours, says so too" python3 tools/verify/verify.py site "$copy" --key "$key"
that "a proof in it holds" python3 "$copy/verify.py" "$copy/proof/$(ls "$copy/proof" | head -n 1)" --key "$key"
cp -r "$copy" "$work/bad"
printf x >> "$work/bad/about.html"; echo y > "$work/bad/extra.html"; rm "$work/bad/lists.html"
is "a changed byte, a file too many and one too few are named" "$("$program" export-check "$work/bad" --key "$key" | head -n 3 | sort | paste -sd' ')" "多出来的文件：extra.html 文件被改动：about.html 缺少文件：lists.html"
is "… by verify.py too" "$(python3 tools/verify/verify.py site "$work/bad" --key "$key" | grep -cE 'about.html|extra.html|lists.html')" 3
cp -r "$copy" "$work/bad2"; sed -i 's/about.html/abouu.html/' "$work/bad2/files.txt"; sed -i 's/^size .*/size 1/' "$work/bad2/manifest"
"$program" export-check "$work/bad2" --key "$key" > "$work/bad2.out"; is "a list or a manifest of somebody else's is refused" "$? $(cat "$work/bad2.out")" '2 *"PROOF"*'
"$program" init --db "sqlite:$work/other.db" --pack packs/daying --origin other.example/x > /dev/null
"$program" export-check "$copy" --db "sqlite:$work/other.db" > "$work/other.out"; is "… and so is a copy under other keys" "$?" 2
mkdir "$work/mine"; echo mine > "$work/mine/letter"
"$program" export-site "$work/mine" > "$work/mine.out"; is "a folder that is no copy is left alone" "$? $(cat "$work/mine/letter")" "2 mine"
# nothing new: nothing written; a withdrawal: what it says goes
export_site --since; is "made again, only what carries the head is written" "$(($(number written) <= 40)) $(number removed)" "1 0"
proofs=$(grep -o 'proof/[0-9]*.json' "$copy/decision/$shown.html" | sort -u | head -n 1)
party=$(get "$u/open/decisions.jsonl" | python3 -c 'import json,sys; print([r["number"] for r in map(json.loads,sys.stdin) if r["id"]==int(sys.argv[1])][0])' "$shown")
clock="2024-11-21 18:05"
kill "$served"; wait "$served" 2> /dev/null; served=''
act decision.revoke case="$shown" by=大英县人民政府 effect=revoked instrument=大府复决〔2024〕演3号 effective_on=2024-11-21 reason=主要证据不足 --as qian > "$work/w.out" &&
        act publish.withdraw case="$shown" reason=行政复议决定撤销 instrument=大府复决〔2024〕演3号 --as feng >> "$work/w.out" || broke "withdrawn again" "$work/w.out"
export_site --since; tell $? "made again after a withdrawal" "$work/export.out"
is "… its proof is gone, its page is a tombstone, its facts are nowhere" "$(ls "$copy/$proofs" 2> /dev/null) $(grep -c 已依法撤下 "$copy/decision/$shown.html") $(grep -rl "$party" "$copy" | xargs grep -l '示例河边' | grep -c "decision/$shown.html")" " [1-9]* 0"
that "… and the copy is whole" "$program" export-check "$copy" --key "$key"
is "nothing is left beside it" "$(ls "$work" | grep -c '^copy\.')" 0

finished
