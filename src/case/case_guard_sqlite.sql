-- case_guard_sqlite.sql - the gate in the database itself: no decision without the act that made it, and no decision on a review that is not
-- there, belongs to another case, came later or has lapsed (处罚法 58).  Whoever writes: this program, an import, a script, a shell.
-- The same rules as case_guard_postgres.sql.  Deleting stays possible: rebuild empties the tables; what is missing then is named by it.

CREATE TRIGGER case_pass_made BEFORE INSERT ON case_pass
WHEN NOT EXISTS (SELECT 1 FROM journal_act a WHERE a.seq = NEW.seq AND a.noun = 'case' AND a.subject = NEW.case_id AND a.verb = NEW.verb)
BEGIN SELECT RAISE(ABORT, 'GATE: case_pass without its act in the journal'); END;

CREATE TRIGGER case_pass_fixed BEFORE UPDATE ON case_pass
WHEN NEW.seq <> OLD.seq OR NEW.case_id <> OLD.case_id OR NEW.verb <> OLD.verb OR NEW.submit IS NOT OLD.submit OR NEW.seen <> OLD.seen
     OR (OLD.lapsed IS NOT NULL AND NEW.lapsed IS NOT OLD.lapsed)
BEGIN SELECT RAISE(ABORT, 'GATE: a case_pass row can only lapse'); END;

CREATE TRIGGER case_pass_used BEFORE DELETE ON case_pass
WHEN EXISTS (SELECT 1 FROM case_decision d WHERE d.pass = OLD.seq)
BEGIN SELECT RAISE(ABORT, 'GATE: a decision rests on this case_pass row'); END;

CREATE TRIGGER case_decision_made BEFORE INSERT ON case_decision
WHEN NOT EXISTS (SELECT 1 FROM journal_act a WHERE a.seq = NEW.seq AND a.noun = 'case' AND a.subject = NEW.case_id AND a.verb = NEW.verb)
     OR NEW.verb NOT IN ('case.decide', 'case.decide_none', 'summary.decide', 'permit.grant', 'permit.refuse')
BEGIN SELECT RAISE(ABORT, 'GATE: case_decision without its act in the journal'); END;

CREATE TRIGGER case_decision_reviewed BEFORE INSERT ON case_decision
WHEN NEW.free = '' AND NOT EXISTS (SELECT 1 FROM case_pass p WHERE p.seq = NEW.pass AND p.case_id = NEW.case_id AND p.seq < NEW.seq
                                   AND (p.lapsed IS NULL OR p.lapsed > NEW.seq))
BEGIN SELECT RAISE(ABORT, 'GATE: decision without a valid legal review'); END;

CREATE TRIGGER case_decision_fixed BEFORE UPDATE ON case_decision
BEGIN SELECT RAISE(ABORT, 'GATE: a case_decision row never changes'); END;

CREATE TRIGGER case_file_decided_new BEFORE INSERT ON case_file
WHEN NEW.decide_seq IS NOT NULL OR NEW.decided_on <> '' OR NEW.decision_number <> '' OR NEW.fine IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'GATE: a case does not begin with a decision'); END;

CREATE TRIGGER case_file_decided BEFORE UPDATE OF decide_seq, decided_on, decision_number, fine, outcome ON case_file
WHEN (NEW.decide_seq IS NOT OLD.decide_seq OR NEW.decided_on <> OLD.decided_on OR NEW.decision_number <> OLD.decision_number
      OR NEW.fine IS NOT OLD.fine OR NEW.outcome <> OLD.outcome)
     AND NOT EXISTS (SELECT 1 FROM case_decision d WHERE d.case_id = NEW.id AND d.seq = NEW.decide_seq)
BEGIN SELECT RAISE(ABORT, 'GATE: decision columns without a case_decision row'); END;
