#!/usr/bin/env bash
# run.sh: the forger's book.  A site is made, a case is played to its end, heads are signed and kept elsewhere; then every way we know
# of changing the record behind the program's back is tried on a copy, and each must be caught and named.  What is not caught is said
# as well ("known limit"), so that nobody relies on it.  On SQLite, and on PostgreSQL when $MINGJING_TEST_PG is set.
# MINGJING: the program (default build/mingjing), from the build folder it stands in.  Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.."
program=${MINGJING:-build/mingjing}
work=$(mktemp -d "${TMPDIR:-/tmp}/mingjing-forger.XXXXXX")
passed=0 failed=0 engine='' databases=()

. tests/forger/play.sh
. tests/forger/recordings.sh

finish() {
        local d
        for d in "${databases[@]}"; do
                psql -qX "$MINGJING_TEST_PG" -c "DROP DATABASE IF EXISTS $d WITH (FORCE)" > /dev/null 2>&1
        done
        rm -rf "$work"
}
trap finish EXIT
trap 'exit 143' INT TERM

tests/forger/make.sh "$(dirname "$program")" "$work/forge" || { echo "0 passed, 1 failed"; exit 1; }
# a build that goes on meanwhile is not our business
cp "$program" "$work/mingjing" && cp "$(dirname "$program")/mingjing-media" "$work/" && program=$work/mingjing

# ---- copies ----

# use NAME: the site that all that follows speaks of.
use() {
        name=$1
        if [ "$engine" = sqlite ]; then
                export MINGJING_DB=sqlite:$work/$1.db
                keys=$work/$1.db.keys
        else
                export MINGJING_DB=${MINGJING_TEST_PG%/*}/forger_$$_$1 MINGJING_KEYS=$work/$1.keys
                keys=$MINGJING_KEYS
        fi
}

# copy FROM TO: a site, with its keys.
copy() {
        if [ "$engine" = sqlite ]; then
                rm -f "$work/$2.db"*
                sqlite3 "$work/$1.db" ".backup '$work/$2.db'"
                cp "$work/$1.db.keys" "$work/$2.db.keys"
        else
                psql -qX "$MINGJING_TEST_PG" -c "DROP DATABASE IF EXISTS forger_$$_$2 WITH (FORCE)" -c "CREATE DATABASE forger_$$_$2 TEMPLATE forger_$$_$1" 2>&1 | grep -v NOTICE
                databases+=("forger_$$_$2")
                cp "$work/$1.keys" "$work/$2.keys"
        fi
}

sql() {
        if [ "$engine" = sqlite ]; then sqlite3 "$work/$name.db" "$1"; else psql -qAtX -v ON_ERROR_STOP=1 "$MINGJING_DB" -c "$1"; fi || exit 1
}
forge() { "$work/forge" "$MINGJING_DB" "$@" || exit 1; }
fresh() { copy lawful forged; use forged; }

# ---- what must be said ----

tell() {        # tell WELL SENTENCE [DETAIL]
        if [ "$1" = yes ]; then
                passed=$((passed + 1)); echo "ok - $engine: $2"
        else
                failed=$((failed + 1)); echo "not ok - $engine: $2"
        fi
        printf '%s\n' "${3:-}" | cut -c1-300 | sed '/^$/d; s/^/#   /'
}

# caught SENTENCE WORDS COMMAND…: the command must refuse (exit 2) and say WORDS (a pattern).
caught() {
        local sentence=$1 words=$2 said code=0
        shift 2
        said=$("$@" 2>&1 < /dev/null) || code=$?
        if [ "$code" -eq 2 ] && [[ "$said" == *$words* ]]; then
                tell yes "$sentence" "$(sed -E 's/.*"detail":"([^"]*)".*/\1/' <<< "$said" | grep -v '^有 .* 处不同' | head -n 3)"
        else
                tell no "$sentence" "wanted “$words”, exit $code: $said"
        fi
}

# passes SENTENCE COMMAND…: where nothing can be seen from here, that is said too.
passes() {
        local sentence=$1 said code=0
        shift
        said=$("$@" 2>&1 < /dev/null) || code=$?
        if [ "$code" -eq 0 ]; then tell yes "$sentence"; else tell no "$sentence" "exit $code: $said"; fi
}

verify() { "$program" journal verify; }
verify_kept_keys() { "$program" journal verify "${kept_keys[@]}"; }
check() { "$program" rebuild --check; }
rebuild() { "$program" rebuild > /dev/null || exit 1; }

# What an auditor does who kept heads elsewhere: puts them back into a copy and verifies under the keys he kept.
verify_kept() {
        local note
        sql "DELETE FROM journal_checkpoint"
        for note in "$work/kept/$engine"/*.note; do forge note "$note"; done
        verify_kept_keys
}

proof_of() { "$program" journal prove "$1" > "$work/proof.json" 2>&1 < /dev/null; "$program" proof check "$work/proof.json" "${kept_keys[@]}"; }
grown() { "$program" journal consistency "$1" "$2" > "$work/proof.json" 2>&1 < /dev/null && "$program" proof check "$work/proof.json" "${kept_keys[@]}"; }
asked_grown() { "$program" journal consistency "$1" "$2"; }
sign() { "$program" journal checkpoint; }
new_keys() {    # the forger has no key of the site: he makes a site of the same name elsewhere and takes its keys
        rm -f "$work"/other.db*
        MINGJING_DB=sqlite:$work/other.db "$program" init --pack packs/daying > /dev/null
        cp "$work/other.db.keys" "$keys"
}

keep() {        # keep SIZE: signs the head and keeps it elsewhere
        sign > "$work/kept/$engine/$(printf %06d "$1").note" || exit 1
        [ "$(sed -n 2p "$work/kept/$engine/$(printf %06d "$1").note")" = "$1" ] || { echo "the head is not of size $1" >&2; exit 1; }
}

lawful_site() {
        mkdir -p "$work/kept/$engine"
        clock=0
        if [ "$engine" = postgresql ]; then
                psql -qX "$MINGJING_TEST_PG" -c "CREATE DATABASE forger_$$_lawful" || exit 1
                databases+=("forger_$$_lawful")
        fi
        use lawful
        make_site
        people
        keep 8
        on_the_spot
        keep 13
        copy lawful old
        published
        keep 15
        forge grow 600 2024-09-02T12:00
        keep 615
        kept_keys=()
        while read -r key; do kept_keys+=(--key "$key"); done < <("$program" journal vkey)
        "$program" journal prove "$decide_seq" --disclose fine --disclose party > "$work/kept/$engine/decision.json"
}

# ---- the book ----

book_untouched() {
        fresh
        passes "an untouched copy verifies" verify
        passes "an untouched copy verifies under heads and keys kept elsewhere" verify_kept
        passes "the tables of an untouched copy are those of its log" check
        passes "a proof made long ago still holds" "$program" proof check "$work/kept/$engine/decision.json" "${kept_keys[@]}"
        passes "the newest head has grown out of the oldest" grown 8 615
}

book_tables() {
        local table
        fresh; sql "UPDATE case_file SET fine = 100 WHERE id = $case_id"
        caught "a fine changed in the table of cases is named with row, column and both values" "case_file $case_id：*（fine）现为“100”，按日志应为“15000”" check
        passes "while the log itself stays sound" verify
        fresh; sql "UPDATE pub_record SET result = '罚款 1.00 元' WHERE id = $case_id"
        caught "a published value is named" "（result）现为“罚款 1.00 元”" check
        fresh; sql "UPDATE pub_record SET state = 'withdrawn' WHERE id = $case_id"
        caught "a publication taken down behind our back is named" "（state）现为“withdrawn”，按日志应为“shown”" check
        fresh; sql "UPDATE org_user SET roles = 'admin,head' WHERE login = 'li'"
        caught "a person who gave himself an office is named" "org_user li：" check
        fresh; sql "UPDATE org_user SET secret = '' WHERE login = 'li'"
        caught "a password changed in the table is named" "（secret）" check
        fresh; sql "UPDATE org_certificate SET until = '2039-12-31' WHERE login = 'li'"
        caught "a certificate made to last longer is named" "（until）现为“2039-12-31”，按日志应为“2029-12-31”" check
        fresh; sql "UPDATE case_clock SET due = '2039-12-31' WHERE case_id = $case_id AND clock = 'pay'"
        caught "a due date moved is named" "（due）现为“2039-12-31”" check
        fresh; sql "DELETE FROM case_material WHERE case_id = $case_id"
        caught "papers taken out of a case are named" "case_material" check
        fresh; sql "INSERT INTO case_person (case_id, login) VALUES ($case_id, 'zhao')"
        caught "a person slipped into a case is named" "case_person $case_id/zhao：多出这一行，日志中没有" check
        fresh
        for table in $(tables_with_rows); do
                fresh; sql "DELETE FROM $table"
                caught "all rows of $table gone are named" "$table " check
        done
}

tables_with_rows() {
        local t
        for t in $(sed -nE 's/^CREATE TABLE ([a-z_0-9]+).*/\1/p' src/*/*.sql | grep -vE '^(journal_|site$)'); do
                [ "$(sql "SELECT COUNT(*) FROM $t")" -eq 0 ] || echo "$t"
        done
}

book_one_act() {
        fresh; forge fields "$decide_seq" fine 100
        caught "a stored value that no longer fits its act text is named" "第 $decide_seq 条（summary.decide）：内容与动作文本不符" verify
        fresh; forge body "$decide_seq" fine 100
        caught "an act text that no longer fits its values is named" "第 $decide_seq 条（summary.decide）：内容与动作文本不符" verify
        caught "no proof of it holds" "PROOF" proof_of "$decide_seq"
        fresh; forge salt "$decide_seq" party
        caught "one bit of a salt is named" "第 $decide_seq 条（summary.decide）：内容与动作文本不符" verify
        fresh; sql "UPDATE journal_act SET at = '2024-01-02T01:01:00.000Z' WHERE seq = $decide_seq"
        caught "a time put back in its column is named" "第 $decide_seq 条" verify
        fresh; forge at "$decide_seq" 2024-01-02T09:00
        caught "an act dated before the one before it is named, though text and column agree" "第 $decide_seq 条：时间早于前一条" verify
        fresh; forge at "$decide_seq" 2024-09-02T09:11:30
        caught "an act dated a little earlier within its order falls to the next signed head" "第 13 条以前的内容与当时签名的树头不符" verify
        fresh; sql "UPDATE journal_act SET subject = 7 WHERE seq = $decide_seq"
        caught "an act hung on another case is named" "第 $decide_seq 条（summary.decide）：内容与动作文本不符" verify
        fresh; sql "UPDATE journal_act SET verb = 'case.dismiss' WHERE seq = $decide_seq"
        caught "an act renamed is named" "第 $decide_seq 条（case.dismiss）：内容与动作文本不符" verify
        fresh; sql "UPDATE journal_act SET fields = (SELECT fields FROM journal_act WHERE seq = 3) WHERE seq = $decide_seq"
        caught "the values of another act are named" "第 $decide_seq 条（summary.decide）：内容与动作文本不符" verify
        fresh; sql "UPDATE journal_act SET fields = (SELECT root FROM journal_tile WHERE level = 0 AND n = 0) WHERE seq = $decide_seq"
        caught "values that are no values are named" "第 $decide_seq 条：内容无法读取" verify
}

# The forger knows the source: text, values, tiles and tables agree again.  Only signed heads stand in his way.
book_well_made() {
        fresh; forge both "$decide_seq" fine 10000
        caught "a well-made change falls to the next signed head" "第 13 条以前的内容与当时签名的树头不符，历史被改写过" verify
        forge retree; rebuild
        passes "with tiles and tables made to fit, the tables say nothing" check
        caught "but the signed head still does" "第 13 条以前的内容与当时签名的树头不符，历史被改写过" verify
        caught "no new head is signed over it" "不再签发新的检查点" sign
        caught "no proof of it holds" "PROOF" proof_of "$decide_seq"
        caught "the heads no longer grow out of each other" "PROOF" grown 13 615
        sql "DELETE FROM journal_checkpoint WHERE size < 615"
        caught "with the older heads gone, the newest one catches it" "第 615 条以前的内容与当时签名的树头不符" verify
        caught "an older head asked for is missed" "没有大小为 13 的检查点" asked_grown 13 615
        sql "DELETE FROM journal_checkpoint"
        passes "known limit: with all stored heads gone the site agrees with itself" verify
        caught "a head kept elsewhere catches it" "第 13 条以前的内容与当时签名的树头不符，历史被改写过" verify_kept
        fresh; forge both "$decide_seq" fine 10000; forge retree; rebuild; sql "DELETE FROM journal_checkpoint"; sign > /dev/null
        passes "known limit: who has database and keys can sign the new story" verify_kept_keys
        caught "a head kept elsewhere catches even him" "第 13 条以前的内容与当时签名的树头不符，历史被改写过" verify_kept
        fresh; forge both 600 place 别处
        caught "an act behind the last full tile falls to the head too" "第 615 条以前的内容与当时签名的树头不符" verify
        fresh; forge grow 1 2024-09-02T13:00; forge both 615 place 别处; rebuild
        passes "known limit: an act that no signed head covers yet can be rewritten well enough" verify
}

book_order() {
        fresh; sql "DELETE FROM journal_act WHERE seq = 12"
        caught "an act dropped in the middle is named" "第 12 条缺失（下一条是第 13 条）" verify
        fresh; sql "DELETE FROM journal_act WHERE seq = 0"
        caught "the first act dropped is named" "第 0 条缺失（下一条是第 1 条）" verify
        fresh; sql "DELETE FROM journal_act WHERE seq = 12"; forge renumber 12
        caught "an act dropped and the rest moved up falls to the signed head" "历史被改写过" verify
        forge retree
        caught "the same with tiles made to fit" "历史被改写过" verify
        fresh; sql "UPDATE journal_act SET seq = -1 WHERE seq = 10"; sql "UPDATE journal_act SET seq = 10 WHERE seq = 11"; sql "UPDATE journal_act SET seq = 11 WHERE seq = -1"
        caught "two acts that changed places are named" "第 10 条（summary.inform）：内容与动作文本不符" verify
        fresh; forge swap 10 11; forge retree
        caught "two acts that changed places and fit again fall to the signed head" "第 13 条以前的内容与当时签名的树头不符" verify
        fresh; sql "INSERT INTO journal_act SELECT -1, at, verb, noun, subject, body, fields FROM journal_act WHERE seq = 3"
        caught "an act before the first is named" "第 0 条缺失（下一条是第 -1 条）" verify
        fresh; sql "INSERT INTO journal_act SELECT 615, at, verb, noun, subject, body, fields FROM journal_act WHERE seq = 614"
        caught "a copy of an act put at the end is named" "第 615 条（source.register）：内容与动作文本不符" verify
        fresh; forge insert 8
        caught "an act made well and put at the end is missed by the tables" "缺少这一行，日志中有" check
        rebuild
        passes "known limit: who may write to the database can append an act that no rule has seen" verify
}

book_cut() {
        fresh; sql "DELETE FROM journal_act WHERE seq >= 600"; rebuild
        caught "a log cut at its end is betrayed by the signed head" "日志只有 600 条，但已签名的树头有 615 条：日志被截短，或被换成旧的副本" verify
        caught "no head is signed over it" "日志只有 600 条，而已签发的检查点有 615 条" sign
        sql "DELETE FROM journal_checkpoint WHERE size > 600"
        passes "known limit: cut together with the heads above it, the site agrees with itself" verify
        caught "the head asked for is missed" "没有大小为 615 的检查点" asked_grown 15 615
        caught "a head kept elsewhere catches it" "日志只有 600 条，但已签名的树头有 615 条" verify_kept
        fresh; sql "DELETE FROM journal_act WHERE seq >= 500"; sql "DELETE FROM journal_checkpoint WHERE size > 500"; rebuild
        caught "a tile left behind betrays a deeper cut" "存证树有第 500 条以后的节点：日志被截短" verify
        fresh; sql "DELETE FROM journal_act"; sql "DELETE FROM journal_tile"; rebuild
        caught "an emptied log is betrayed by its heads" "日志被截短" verify
}

book_tree() {
        fresh; forge tile 0 1
        caught "one bit of a tile is named" "存证树第 0 层第 1 块与日志不符" verify
        fresh; sql "DELETE FROM journal_tile WHERE level = 0 AND n = 1"
        caught "a tile gone is named" "存证树第 0 层第 1 块缺失" verify
        fresh; sql "UPDATE journal_tile SET root = (SELECT root FROM journal_tile WHERE n = 0) WHERE n = 1"
        caught "the root of a tile changed is named" "存证树第 0 层第 1 块与日志不符" verify
        fresh; sql "INSERT INTO journal_tile SELECT 0, 2, hashes, root FROM journal_tile WHERE n = 1"
        caught "a tile of acts that are not there is named" "存证树有第 615 条以后的节点" verify
        fresh; sql "UPDATE journal_checkpoint SET note = (SELECT note FROM journal_checkpoint WHERE size = 8) WHERE size = 13"
        caught "a head put in the place of another is named" "第 13 条处的签名树头不属于本日志" verify
        fresh; sql "UPDATE journal_checkpoint SET note = replace(note, 'hash sm3', 'hash sha256') WHERE size = 13"
        caught "a head whose text was changed is named" "第 13 条处的签名树头没有通过核验" verify
        fresh; sql "UPDATE journal_checkpoint SET size = 700 WHERE size = 615"
        caught "a head said to be of another size is named" "日志只有 615 条，但已签名的树头有 700 条" verify
        fresh; sql "UPDATE site SET origin = 'elsewhere.example/log'"
        caught "another name for the log is named" "第 0 条" verify
        fresh; sql "UPDATE site SET hash = 'sha256'"
        caught "another hash for the log is named" "第 0 条" verify
}

book_keys_and_copies() {
        fresh; new_keys
        caught "heads do not open under swapped keys" "第 8 条处的签名树头没有通过核验" verify
        caught "and no head is signed with them beside the old ones" "已存的最新检查点没有通过本站密钥核验" sign
        sql "DELETE FROM journal_checkpoint"; sign > /dev/null
        passes "known limit: all heads signed anew with swapped keys agree with themselves" verify
        caught "under the keys kept elsewhere they do not open" "第 615 条处的签名树头没有通过核验" verify_kept_keys
        caught "nor does a proof made with them" "PROOF" proof_of "$decide_seq"

        copy old forged; use forged
        passes "known limit: an old copy of the database agrees with itself" verify
        caught "a head kept elsewhere knows it as an old copy" "日志只有 13 条，但已签名的树头有 15 条：日志被截短，或被换成旧的副本" verify_kept
        copy old forged; use forged; forge grow 700 2024-09-02T12:00; sign > /dev/null
        passes "known limit: an old copy that went on by itself agrees with itself" verify
        caught "a head kept elsewhere knows it as another history" "第 15 条以前的内容与当时签名的树头不符，历史被改写过" verify_kept

        book_fork
}

# Both branches go on and are signed with the true keys: two heads of one size with two roots are the evidence.
book_fork() {
        copy lawful left; copy lawful right
        use left; forge grow 1 2024-09-02T13:00; sign > "$work/left.note"
        use right; forge grow 1 2024-09-02T14:00; sign > "$work/right.note"
        if [ "$(sed -n 2p "$work/left.note")" = "$(sed -n 2p "$work/right.note")" ] && [ "$(sed -n 3p "$work/left.note")" != "$(sed -n 3p "$work/right.note")" ]; then
                tell yes "two branches sign two heads of the same size with different roots"
        else
                tell no "two branches sign two heads of the same size with different roots" "$(cat "$work"/left.note "$work"/right.note)"
        fi
        forge note "$work/left.note"
        caught "the head of one branch does not fit the other" "第 616 条以前的内容与当时签名的树头不符，历史被改写过" verify_kept_keys
}

book_not_covered() {
        fresh; forge erase "$decide_seq" fine
        caught "a value erased is missed by the tables" "（fine）现为“15000”" check
        rebuild
        passes "known limit: a value erased and the tables rebuilt looks like one erased by law" verify
        fresh; sql "INSERT INTO journal_key (key, digest, seq) VALUES ('k', 'd', 3)"
        passes "known limit: keys against double sending are not part of the log (verify)" verify
        passes "known limit: keys against double sending are not part of the log (rebuild)" check
        fresh; sql "UPDATE site SET clock = 'real'"
        passes "known limit: which clock a site runs on is not part of the log" verify
        fresh; sql "UPDATE site SET pack = '{}'"
        passes "known limit: the pack init was given is not compared; the one in force is in the log" verify
}

book() {
        engine=$1
        lawful_site
        book_untouched; book_tables; book_one_act; book_well_made; book_order; book_cut; book_tree; book_keys_and_copies; book_not_covered; book_recordings
}

book sqlite
[ -z "${MINGJING_TEST_PG:-}" ] || book postgresql
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
