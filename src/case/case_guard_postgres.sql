-- case_guard_postgres.sql - the gate in the database itself; see case_guard_sqlite.sql.  What looks at other tables is asked at the commit
-- (rows of one group come table by table), so these triggers are deferred; the tables stay plain for db_batch.h.

CREATE FUNCTION case_pass_made() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF NOT EXISTS (SELECT 1 FROM journal_act a WHERE a.seq = NEW.seq AND a.noun = 'case' AND a.subject = NEW.case_id AND a.verb = NEW.verb) THEN
                RAISE EXCEPTION 'GATE: case_pass without its act in the journal';
        END IF;
        RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER case_pass_made AFTER INSERT ON case_pass DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION case_pass_made();

CREATE FUNCTION case_pass_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        RAISE EXCEPTION 'GATE: a case_pass row can only lapse';
END $$;
CREATE TRIGGER case_pass_fixed BEFORE UPDATE ON case_pass FOR EACH ROW
        WHEN (NEW.seq <> OLD.seq OR NEW.case_id <> OLD.case_id OR NEW.verb <> OLD.verb OR NEW.submit IS DISTINCT FROM OLD.submit OR NEW.seen <> OLD.seen
              OR (OLD.lapsed IS NOT NULL AND NEW.lapsed IS DISTINCT FROM OLD.lapsed)) EXECUTE FUNCTION case_pass_fixed();

CREATE FUNCTION case_pass_used() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF EXISTS (SELECT 1 FROM case_decision d WHERE d.pass = OLD.seq) AND NOT EXISTS (SELECT 1 FROM case_pass p WHERE p.seq = OLD.seq) THEN
                RAISE EXCEPTION 'GATE: a decision rests on this case_pass row';
        END IF;
        RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER case_pass_used AFTER DELETE ON case_pass DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION case_pass_used();

CREATE FUNCTION case_decision_made() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF NEW.verb NOT IN ('case.decide', 'case.decide_none', 'summary.decide', 'permit.grant', 'permit.refuse') OR NOT EXISTS
           (SELECT 1 FROM journal_act a WHERE a.seq = NEW.seq AND a.noun = 'case' AND a.subject = NEW.case_id AND a.verb = NEW.verb) THEN
                RAISE EXCEPTION 'GATE: case_decision without its act in the journal';
        END IF;
        IF NEW.free = '' AND NOT EXISTS (SELECT 1 FROM case_pass p WHERE p.seq = NEW.pass AND p.case_id = NEW.case_id AND p.seq < NEW.seq
                                         AND (p.lapsed IS NULL OR p.lapsed > NEW.seq)) THEN
                RAISE EXCEPTION 'GATE: decision without a valid legal review';
        END IF;
        RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER case_decision_made AFTER INSERT ON case_decision DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION case_decision_made();

CREATE FUNCTION case_decision_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        RAISE EXCEPTION 'GATE: a case_decision row never changes';
END $$;
CREATE TRIGGER case_decision_fixed BEFORE UPDATE ON case_decision FOR EACH ROW EXECUTE FUNCTION case_decision_fixed();

CREATE FUNCTION case_file_decided() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF NOT EXISTS (SELECT 1 FROM case_decision d WHERE d.case_id = NEW.id AND d.seq = NEW.decide_seq) THEN
                RAISE EXCEPTION 'GATE: decision columns without a case_decision row';
        END IF;
        RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER case_file_decided_new AFTER INSERT ON case_file DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
        WHEN (NEW.decide_seq IS NOT NULL OR NEW.decided_on <> '' OR NEW.decision_number <> '' OR NEW.fine IS NOT NULL)
        EXECUTE FUNCTION case_file_decided();
CREATE CONSTRAINT TRIGGER case_file_decided AFTER UPDATE OF decide_seq, decided_on, decision_number, fine, outcome ON case_file
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
        WHEN (NEW.decide_seq IS DISTINCT FROM OLD.decide_seq OR NEW.decided_on <> OLD.decided_on OR NEW.decision_number <> OLD.decision_number
              OR NEW.fine IS DISTINCT FROM OLD.fine OR NEW.outcome <> OLD.outcome)
        EXECUTE FUNCTION case_file_decided();
