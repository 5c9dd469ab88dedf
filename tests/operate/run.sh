#!/usr/bin/env bash
# run.sh: what an operator does: configures, backs up while the site serves, restores, drills, upgrades from every earlier release, watches; and what goes wrong meanwhile.
set -uo pipefail
cd "$(dirname "$0")/../.."
part=operate; . tests/lib.sh
. tests/operate/proxy.sh
tools/need.sh operate || give_up "not ok - nginx could not be installed"

export MINGJING_CONFIG=/dev/null TMPDIR=$work
pg=${MINGJING_TEST_PG:-}
servers=()
leave() { for p in "${servers[@]}"; do kill "$p" 2> /dev/null; wait "$p" 2> /dev/null; done; serve_end; }
out() { "$program" "$@" 2>&1; echo "rc $?"; }

# ---- the configuration file ----
conf=$work/c.conf
"$program" config example > "$conf"
is "the example is a file without fault" "$(out config check "$conf")" '*没有错误*rc 0'
printf 'threads: 4\nthread: 5\nupload-max: 0\nbehind-tls: true\ncarriers: { lower: x }\n' > "$conf"
said=$(out config check "$conf")
is "an unknown setting is told with line and column" "$said" "*$conf:2:1: error: 没有设置“thread”*"
is "one out of bounds is told with the bounds" "$said" "*$conf:3:13: error: upload-max 应为 1 至 *"
is "a flag is yes or no" "$said" "*$conf:4:*应为 yes 或 no*"
is "a carrier's variable is named as packs name them" "$said" "*$conf:5:*“lower”不是*rc 2"
is "nothing is done with a broken file" "$(out pack check packs/national --config "$conf")" '*"code":"CONFIG_BROKEN"*rc 2'
printf 's3-secret: word\n' > "$conf"; chmod 644 "$conf"
is "a file with secrets is for its owner only" "$(out config check "$conf")" '*别人也能读*rc 2'
is "a variable out of bounds is refused" "$(MINGJING_THREADS=0 out pack check packs/national)" '*"code":"ARG_RANGE"*MINGJING_THREADS*rc 2'

# ---- a site that serves, by its configuration ----
"$program" story tests/jobs/due.story --db "sqlite:$work/site.db" > "$work/story" 2>&1 || { cat "$work/story"; give_up "not ok - the story that makes the site"; }
mkdir -p "$work/site.db.blobs"
for i in 1 2 3; do head -c 300000 /dev/urandom > "$work/f$i"; d=$(sha256sum "$work/f$i" | cut -d' ' -f1); mkdir -p "$work/site.db.blobs/sha256/${d:0:2}"; cp "$work/f$i" "$work/site.db.blobs/sha256/${d:0:2}/${d:2}"; done
cat > "$conf" <<-EOF
	db: sqlite:$work/site.db
	listen: 127.0.0.1:0
	log: json
	metrics-listen: 127.0.0.1:0
	backup-dir: $work/backups
	backup-keep: 2
EOF
"$program" serve --config "$conf" --now 2026-11-20T12:00 > "$work/serve" 2> "$work/serve.log" &
servers+=("$!")
for try in $(seq 300); do grep -q '^端口' "$work/serve" && break; sleep 0.1; done
at=$(grep -m 1 '^http' "$work/serve") figures=$(sed -n 's/^运行指标 *//p' "$work/serve")
is "healthy" "$(curl -s "$at/healthz")" ok
is "ready, and why" "$(curl -s "$at/readyz")" '{"ready":true,"database":true,"journal":true,"disk":true,"clock":true}'
is "metrics are not where the public is" "$(curl -s -o /dev/null -w '%{http_code}' "$at/metrics")" 404
curl -s "$at/secret-name-of-a-person?who=somebody" > /dev/null
metrics=$(curl -s "$figures")
is "requests by route and status" "$metrics" '*mingjing_requests_total{method="GET",route="/healthz",status="200"} 1*'
is "refusals by code" "$metrics" '*mingjing_refusals_total{code="PAGE_UNKNOWN"}*'
is "no backup yet" "$metrics" '*mingjing_backup_age_seconds -1*'
is "how large groups of acts were" "$metrics" '*mingjing_group_requests_bucket{le="+Inf"} [0-9]*mingjing_group_requests_count *'
is "jobs and when they ran" "$metrics" '*mingjing_job_age_seconds{job="log_seal"} *mingjing_job_failed{job="publication_end"} 0*'
is "what waits to go out" "$metrics" '*mingjing_outbox_waiting{way="mail"} 0*'
that "each line of the log is JSON" python3 -c 'import json, sys; [json.loads(l) for l in open(sys.argv[1]) if l.startswith("{")]' "$work/serve.log"
is "the log names routes, not what was asked" "$(grep -c 'secret-name\|somebody' "$work/serve.log") $(grep -c '"route":"/healthz"' "$work/serve.log")" '0 1'

# ---- what no act fills: somebody was not let in, and the day is sealed ----
sealed() { "$program" view log_seals --db "$1" --as audit1 --now 2026-11-21T01:10 --format json; }
"$program" act user.add login=audit1 name=（演示）审一 agency=bureau roles=auditor post=审计管理员 password=mingjing-demo --as admin --db "sqlite:$work/site.db" --now 2026-11-20T12:05 > "$work/made" 2>&1 || broke "an auditor" "$work/made"
curl -s -o /dev/null -d 'login=li&password=wrong' "$at/login"
rows() { python3 -c 'import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); print(*[c.execute("SELECT COUNT(*) FROM " + t).fetchone()[0] for t in ("org_attempt", "org_trace", "job_state", "job_run")])' "$1"; }
for try in $(seq 300); do [[ $(rows "$work/site.db") == 0* ]] || break; sleep 0.1; done          # it is written beside the answer
"$program" job run log_seal --db "sqlite:$work/site.db" --now 2026-11-21T01:00 > "$work/seal" 2>&1 || broke "the day is sealed" "$work/seal"
is "the seal of the day holds" "$(sealed "sqlite:$work/site.db")" '*"day":"2026-11-20","entries":[1-9]*"ok:一致"*'

# ---- backup while it serves ----
vkey=$("$program" journal vkey --db "sqlite:$work/site.db" | head -n 1)
printf 'a long password of the safe\n' > "$work/word"; printf 'another long password\n' > "$work/wrong"
is "a backup while the site serves" "$(out backup --config "$conf" --password "$work/word")" '*"files_new":[1-9]*"keys":true*rc 0'
first=$(echo "$work"/backups/2*)
is "the metrics know of it" "$(curl -s "$figures")" '*mingjing_backup_age_seconds [0-9]*'
until [ "$(date -u +%Y%m%dT%H%M%SZ)" != "$(basename "$first")" ]; do sleep 0.1; done
is "the next copies only what is new" "$(out backup --config "$conf")" '*"files_new":0,*rc 0'
is "the drill verifies log, tables and files" "$(out restore "$work/backups" --drill --key "$vkey")" '*"ok":true,*"differences":0,"files":[1-9]*,"files_checked":[1-9]*rc 0'
is "the drill leaves nothing behind" "$(ls "$work" | grep -c mingjing-drill)" 0
is "a restore goes to an empty place only" "$(out restore "$work/backups" --db "sqlite:$work/site.db")" '*"code":"RESTORE_PLACE"*rc 2'
is "a wrong password opens no keys" "$(out restore "$first" --db "sqlite:$work/new.db" --password "$work/wrong")" '*"code":"BACKUP_BROKEN"*rc 2'
is "a restore with its keys" "$(out restore "$first" --db "sqlite:$work/new.db" --password "$work/word")" '已从*rc 0'
that "what was restored verifies" "$program" journal verify --db "sqlite:$work/new.db" --key "$vkey"
that "its tables follow from its log" "$program" rebuild --check --db "sqlite:$work/new.db"
is "its keys are back, for their owner only" "$(stat -c %a "$work/new.db.keys")" 600
is "its files are there" "$(find "$work/new.db.blobs/sha256" -type f | wc -l)" 3

beside=$(rows "$first/database.db") stored=$(wc -l < "$first/files")
is "what no act fills came back" "$(rows "$work/new.db") $(sealed "sqlite:$work/new.db" | grep -c 'ok:一致')" "$beside 1"
if [ -n "$pg" ]; then
        engine=PostgreSQL copy=${pg%/*}/operate_copy
        psql -qX "$pg" -c 'CREATE DATABASE operate_copy'
        export MINGJING_KEYS=$work/copy.keys
        is "a restore to the other engine" "$(out restore "$first" --db "$copy" --blobs "$work/copy.blobs" --password "$work/word")" '已从*rc 0'
        is "the seals hold there" "$(sealed "$copy" | grep -c 'ok:一致') $(sealed "$copy" | grep -c 'bad:')" '1 0'
        is "a backup of it" "$(out backup --db "$copy" --blobs "$work/copy.blobs" --to "$work/copies")" "*\"files_new\":$stored,*rc 0"
        is "the drill of that" "$(out restore "$work/copies" --drill --key "$vkey")" '*"ok":true*rc 0'
        unset MINGJING_KEYS
        is "and back" "$(out restore "$work/copies" --db "sqlite:$work/back.db" --key "$vkey")" '已从*rc 0'
        is "what no act fills came with it, both ways" "$(rows "$work/back.db")" "$beside"
        is "the seals hold after it" "$(sealed "sqlite:$work/back.db")" '*"day":"2026-11-20","entries":[1-9]*"ok:一致"*'
        that "and the tables follow from the log" "$program" rebuild --check --db "sqlite:$work/back.db"
        psql -qX "$pg" -c 'DROP DATABASE operate_copy'
        engine=''
fi

# ---- through nginx ----
proxied "$work/new.db"

# ---- killed half way: what is left is no backup, and the next one goes through ----
killed=$work/killed
dies_at() {     # dies_at SENTENCE CONDITION: killed when that is so
        "$program" backup --db "sqlite:$work/site.db" --blobs "$work/many" --to "$killed" --password "$work/fifo" > "$work/dying" 2>&1 & local dying=$!
        until eval "$2"; do kill -0 "$dying" 2> /dev/null || break; done
        kill -9 "$dying" 2> /dev/null; wait "$dying" 2> /dev/null
        is "killed $1: it was killed" $? 137
        is "killed $1: nothing in its folder is a backup" "$(out restore "$killed" --drill --key "$vkey")" '*没有完整的备份*rc 2'
        [ ! -d "$killed/.part" ] || is "killed $1: nor is the half of it" "$(out restore "$killed/.part" --drill --key "$vkey")" '*"code":"BACKUP_BROKEN"*rc 2'
}
mkfifo "$work/fifo"             # the word for the keys is asked for last: until somebody says it, the backup waits
cp -r "$work/site.db.blobs" "$work/many"
whole=$work/many/sha256/ff/$(printf 'f%.0s' {1..62})
mkdir -p "$work/many/sha256/ff"; truncate -s 3G "$whole"
dies_at "as it begins" '[ -d "$killed/.part" ]'
dies_at "in the database" '[ -s "$killed/.part/database.db" ]'
dies_at "in the midst of a file" '[ -n "$(ls "$killed/store/tmp" 2> /dev/null)" ]'
rm "$whole"
dies_at "before its manifest" '[ -e "$killed/.part/files" ]'
is "the next one goes through" "$(out backup --db "sqlite:$work/site.db" --blobs "$work/many" --to "$killed" --password "$work/word")" "*\"files\":$stored,*\"keys\":true*rc 0"
is "leaves nothing of the halves" "$(ls -A "$killed" | grep -vc '^2.*Z$\|^store$\|^.lock$') $(ls -A "$killed/store" | grep -vc '^sha256$\|^sm3$')" '0 0'
is "and is whole" "$(out restore "$killed" --drill --key "$vkey")" '*"ok":true*"files_checked":[1-9]*rc 0'

# ---- what goes wrong ----
"$program" init --db "sqlite:$work/other.db" --pack packs/daying > /dev/null
other=$("$program" journal vkey --db "sqlite:$work/other.db" | head -n 1)
is "a backup of another site is refused" "$(out restore "$first" --db "sqlite:$work/n2.db" --key "$other")" '*"code":"BACKUP_BROKEN"*rc 2'
wants=BACKUP_BROKEN
spoil() { cp -r "$work/backups" "$work/spoilt"; "${@:2}"; is "$1" "$(out restore "$work/spoilt/$(basename "$first")" --drill --key "$vkey")" "*\"code\":\"$wants\"*rc 2"; rm -rf "$work/spoilt"; }
byte() { printf 'X' | dd of="$1" bs=1 seek="$2" conv=notrunc status=none; }
spoil "a changed database is refused" byte "$work/spoilt/$(basename "$first")/database.db" 5000
spoil "a changed manifest is refused" sed -i 's/^acts .*/acts 1/' "$work/spoilt/$(basename "$first")/manifest"
spoil "a shortened list of files is refused" sed -i 1d "$work/spoilt/$(basename "$first")/files"
spoil "a missing file is refused" sh -c "rm \$(find $work/spoilt/store/sha256 -type f | head -n 1)"
wants=BLOB_BROKEN
spoil "a file with another content is found by the drill" sh -c "f=\$(find $work/spoilt/store/sha256 -type f | head -n 1); printf X | dd of=\$f bs=1 seek=9 conv=notrunc status=none"
mkdir "$work/half"; cp -r "$first" "$work/half/.part"; rm "$work/half/.part/manifest"
is "half a backup is none" "$(out restore "$work/half" --drill --key "$vkey")" '*没有完整的备份*rc 2'
is "a full disk leaves nothing that looks whole" "$( (ulimit -f 64; trap '' XFSZ; out backup --db "sqlite:$work/site.db" --to "$work/full") )$(ls -A "$work/full" | grep -c '^2\|part')" '*rc 1*0'
for n in 1 2; do last=$(ls "$work/backups" | grep '^2' | tail -n 1); until [ "$(date -u +%Y%m%dT%H%M%SZ)" != "$last" ]; do sleep 0.1; done; "$program" backup --config "$conf" > "$work/kept"; done
is "only so many are kept" "$(ls "$work/backups" | grep -c '^2')" 2

# ---- upgrades ----
(cd tests/operate/releases && ls -d [0-9]*) > "$work/releases"
while read -r release; do
        from=tests/operate/releases/$release db=sqlite:$work/$release.db
        xz -dc "$from/site.db.xz" > "$work/$release.db"; cp "$from/site.keys" "$work/$release.db.keys"; chmod 600 "$work/$release.db.keys"
        before=$("$program" journal verify --db "$db")
        engine="$release SQLite"
        is "a server does not start on it, and names the command" "$(out serve --db "$db" --listen 127.0.0.1:0)" '*"code":"SCHEMA_OLD"*mingjing upgrade*rc 2'
        is "no upgrade without a backup" "$(out upgrade --db "$db")" '*"code":"BACKUP_NEEDED"*rc 2'
        is "upgraded" "$(out upgrade --db "$db" --backup "$work/old-$release")" '*已由*升级到*rc 0'
        is "its log is the same" "$("$program" journal verify --db "$db")" "${before%%，检查点*}*"
        that "its tables follow from it" "$program" rebuild --check --db "$db"
        is "the gate stands in the database" "$(python3 -c 'import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute("SELECT COUNT(*) FROM sqlite_master WHERE type = \"trigger\" AND name LIKE \"case_%\"").fetchone()[0])' "$work/$release.db")" 8
        is "the backup of the old one can be restored" "$(out restore "$work/old-$release" --drill --db "$db")" '*"ok":true*rc 0'
        [ -n "$pg" ] || continue
        engine="$release PostgreSQL" old=${pg%/*}/operate_${release#*-}
        psql -qX "$pg" -c "CREATE DATABASE operate_${release#*-}" && xz -dc "$from/site.sql.xz" | psql -qX "$old" > "$work/psql" 2>&1
        cp "$from/pg.keys" "$work/pg.keys"; chmod 600 "$work/pg.keys"; export MINGJING_KEYS=$work/pg.keys
        is "upgraded" "$(out upgrade --db "$old" --blobs "$work/none" --backup "$work/old-pg-$release")" '*已由*升级到*rc 0'
        that "its log verifies" "$program" journal verify --db "$old"
        that "its tables follow from it" "$program" rebuild --check --db "$old"
        is "its backup can be restored" "$(out restore "$work/old-pg-$release" --drill --db "$old")" '*"ok":true*rc 0'
        psql -qX "$pg" -c "DROP DATABASE operate_${release#*-}"
        unset MINGJING_KEYS
done < "$work/releases"
engine=''
newest=sqlite:$work/$(tail -n 1 "$work/releases").db
is "a case of the newest still answers" "$("$program" view cases --as zhao --db "$newest" --now 2026-11-24T10:00 --format json | head -c 2000)" '*"number"*'
python3 -c 'import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute("UPDATE journal_schema SET program = \"9.0.0\", digest = \"x\""); c.commit()' "${newest#sqlite:}"
is "a database of a newer release is left alone" "$(out upgrade --db "$newest" --no-backup)" '*"code":"SCHEMA_NEW"*rc 2'

# ---- the gate and the clock ----
python3 -c 'import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute("DROP TRIGGER case_decision_made"); c.commit()' "$work/new.db"
is "doctor sees a gate that was taken away" "$(out doctor --db "sqlite:$work/new.db")" '*故障*触发器*case_decision_made*'
python3 - "$work/other.db" <<-'EOF'
	import sqlite3, sys
	c = sqlite3.connect(sys.argv[1]); c.execute("UPDATE site SET clock = 'real'"); c.commit()
EOF
printf 'a first word for him\n' > "$work/first"
"$program" act user.password user=1 password=@"$work/first" --as admin --db "sqlite:$work/other.db" > "$work/made" 2>&1
python3 - "$work/other.db" <<-'EOF'
	import sqlite3, sys
	c = sqlite3.connect(sys.argv[1]); s = c.execute("SELECT MAX(seq) FROM journal_act").fetchone()[0]
	c.execute("UPDATE journal_act SET at = '2099' || substr(at, 5) WHERE seq = ?", (s,)); c.commit()
EOF
is "a clock far behind the newest act holds every act" "$(out act user.password user=1 password=@"$work/first" --as admin --db "sqlite:$work/other.db")" '*"code":"CLOCK_BACK"*rc 2'
is "and doctor says by how much" "$(out doctor --db "sqlite:$work/other.db")" '*故障*机器时钟被拨回*NTP*'
kill -TERM "${servers[0]}"; wait "${servers[0]}"; is "the server stops cleanly" $? 0
servers=()
finished
