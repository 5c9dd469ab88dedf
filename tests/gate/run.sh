#!/usr/bin/env bash
# run.sh: the gate in the database itself (case_guard_*.sql), on SQLite and - with MINGJING_TEST_PG - PostgreSQL: raw statements of a shell or a
# script that make a decision without its review are refused; what the program writes is not; rebuild works with the guards in place; and a
# scratch copy whose guards were torn out, with a decision before its review in it, is told apart by the order of the acts.
set -uo pipefail
cd "$(dirname "$0")/../.."
part=gate; . tests/lib.sh
export XDG_STATE_HOME=$work/state

ask() { case "$db" in sqlite:*) sqlite3 -bail "${db#sqlite:}" "$1" ;; *) psql -qAtX -v ON_ERROR_STOP=1 "$db" -c "$1" ;; esac; }
refused() {     # refused SENTENCE SQL: the database says GATE, and nothing has changed
        local before after
        before=$(ask "$rows")
        ask "$2" > "$work/out" 2>&1
        local code=$?
        after=$(ask "$rows")
        [ $code -ne 0 ] && grep -q 'GATE:' "$work/out" && [ "$before" = "$after" ]
        tell $? "$1" "$work/out"
}
rows="SELECT count(*), sum(seq), sum(coalesce(pass, -1)), max(free) FROM case_decision UNION ALL SELECT count(*), sum(seq), sum(coalesce(lapsed, -1)), max(verb) FROM case_pass
      UNION ALL SELECT count(decide_seq), sum(coalesce(fine, 0)), sum(length(decision_number)), max(outcome) FROM case_file"

gate() {
        "$program" story tests/stories/review.story --db "$db" --via direct --blobs "$work/$engine.blobs" > "$work/story" 2>&1
        local told=$?
        tell $told "a case goes its whole way with the guards in place" "$work/story"
        [ $told -eq 0 ] || return
        local c=$(ask "SELECT case_id FROM case_decision LIMIT 1") d=$(ask "SELECT seq FROM case_decision LIMIT 1") p=$(ask "SELECT pass FROM case_decision LIMIT 1")
        local other=$(ask "SELECT seq FROM journal_act WHERE verb = 'case.deliberate' LIMIT 1")
        is "the decision rests on the pass before it" "$([ "$p" -lt "$d" ] && echo yes)" yes

        refused "a decision of no act" "INSERT INTO case_decision (seq, case_id, verb, pass, free) VALUES (999999, $c, 'case.decide', $p, '')"
        refused "a decision of no act that says it needs no review" "INSERT INTO case_decision (seq, case_id, verb, pass, free) VALUES (999999, $c, 'case.decide', NULL, 'not_catalogued')"
        refused "an act that was something else, taken for a decision" "INSERT INTO case_decision (seq, case_id, verb, pass, free) VALUES ($other, $c, 'case.deliberate', $p, '')"
        refused "another review under the decision" "UPDATE case_decision SET pass = $p - 1"
        refused "the decision without its review" "UPDATE case_decision SET pass = NULL, free = 'not_catalogued'"
        refused "the decision again, without a review" "BEGIN; DELETE FROM case_decision; INSERT INTO case_decision (seq, case_id, verb, pass, free) VALUES ($d, $c, 'case.decide', $p + 1, ''); COMMIT"
        local lapsed=$(ask "SELECT min(seq) FROM case_pass WHERE lapsed IS NOT NULL")
        refused "the decision again, on a review that had lapsed" "BEGIN; DELETE FROM case_decision; INSERT INTO case_decision (seq, case_id, verb, pass, free) VALUES ($d, $c, 'case.decide', $lapsed, ''); COMMIT"
        refused "a review that has lapsed brought back" "UPDATE case_pass SET lapsed = NULL WHERE seq = $lapsed"
        refused "a review of no act" "INSERT INTO case_pass (seq, case_id, verb, submit, seen, lapsed) VALUES (999998, $c, 'review.pass', NULL, '', NULL)"
        refused "a review under the number of another act" "INSERT INTO case_pass (seq, case_id, verb, submit, seen, lapsed) VALUES ($other, $c, 'review.pass', NULL, '', NULL)"
        refused "a review that moves to another case" "UPDATE case_pass SET case_id = case_id + 1"
        refused "the review gone from under its decision" "DELETE FROM case_pass WHERE seq = $p"
        refused "a case that begins decided" "INSERT INTO case_file (id, kind, procedure, agency, unit, owner, registered_at, decide_seq) VALUES
                (999999, 'penalty', 'ordinary', 'bureau', 'team1', 'li', '2024-01-01T00:00:00.000Z', 999999)"
        ask "INSERT INTO case_file (id, kind, procedure, agency, unit, owner, registered_at) VALUES
                (999999, 'penalty', 'ordinary', 'bureau', 'team1', 'li', '2024-01-01T00:00:00.000Z')" > "$work/out" 2>&1
        refused "an imported case that gets a decision number" "UPDATE case_file SET decision_number = '英综执罚决〔2024〕99号' WHERE id = 999999"
        refused "an imported case that gets a day of decision" "UPDATE case_file SET decided_on = '2024-01-02' WHERE id = 999999"
        refused "an imported case that gets a fine" "UPDATE case_file SET fine = 100, outcome = 'penalty' WHERE id = 999999"
        refused "an imported case that gets the decision of another" "UPDATE case_file SET decide_seq = $d WHERE id = 999999"
        ask "DELETE FROM case_file WHERE id = 999999"
        that "what lapsed stays lapsed, and only lapsing is written" ask "UPDATE case_pass SET lapsed = lapsed"
        "$program" rebuild --check --db "$db" > "$work/out" 2>&1
        tell $? "the tables are those of the log" "$work/out"
        "$program" rebuild --db "$db" > "$work/out" 2>&1
        tell $? "they can be made anew with the guards in place" "$work/out"
        "$program" rebuild --check --db "$db" > "$work/out" 2>&1
        tell $? "and are the same" "$work/out"
        is "nobody was decided before review" "$("$program" view review_order --as jian --db "$db" --format csv 2>&1 | grep -c ',true,\|,是,')" 0
        forge "$c" "$d" "$p"
}

forge() {       # a scratch copy as an import would leave it: no guards, the pass after the decision, the dates as they should be
        local c=$1 d=$2 p=$3
        case "$db" in
        sqlite:*) for t in case_pass_made case_pass_fixed case_pass_used case_decision_made case_decision_reviewed case_decision_fixed case_file_decided_new case_file_decided; do ask "DROP TRIGGER $t"; done ;;
        *) for t in case_pass case_decision case_file; do ask "ALTER TABLE $t DISABLE TRIGGER ALL"; done ;;
        esac
        local late=$(ask "SELECT min(seq) FROM journal_act WHERE seq > $d")
        ask "UPDATE case_decision SET pass = NULL, free = 'imported' WHERE seq = $d; UPDATE case_pass SET submit = NULL, seq = $late WHERE seq = $p"
        "$program" view review_order --as jian --db "$db" --format csv > "$work/out" 2>&1
        grep -q "第 $d 条作出决定，第 $late 条才审核" "$work/out"
        tell $? "approved first and reviewed afterwards is named by the acts' numbers" "$work/out"
        "$program" rebuild --check --db "$db" > "$work/out" 2>&1
        [ $? -ne 0 ] && grep -q case_decision "$work/out" && grep -q case_pass "$work/out"
        tell $? "and the log says that these rows are not its own" "$work/out"
}

engine=SQLite db=sqlite:$work/site.db
gate
if [ -n "${MINGJING_TEST_PG:-}" ]; then
        engine=PostgreSQL db=$MINGJING_TEST_PG
        gate
fi
engine=
finished
