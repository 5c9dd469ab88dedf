/* case_order.c - decisions against the review they rest on, by the numbers of the acts: what was approved first and reviewed afterwards (先批后审)
 * is found, whatever the dates say.  Reads only.  A site with its guards (case_guard_*.sql) has none; one that was put together by other means
 * may. */
#include "case/case.h"
#include "db/db.h"

/* before: the newest review that held when the decision was made; after: the first one that came later. */
QUERY(order_get, "SELECT f.id, f.decide_seq, COALESCE(d.pass, -1), COALESCE(d.free, ''), COALESCE(d.verb, ''), f.number, f.decided_on,"
                 " COALESCE((SELECT MAX(p.seq) FROM case_pass p WHERE p.case_id = f.id AND p.seq < f.decide_seq AND (p.lapsed IS NULL OR p.lapsed > f.decide_seq)), -1),"
                 " COALESCE((SELECT MIN(p.seq) FROM case_pass p WHERE p.case_id = f.id AND p.seq > f.decide_seq), -1), d.seq"
                 " FROM case_file f LEFT JOIN case_decision d ON d.seq = f.decide_seq WHERE f.decide_seq IS NOT NULL AND (" SEES_PLACE("$1", "f.agency", "f.unit")
                 " OR EXISTS (SELECT 1 FROM case_person o WHERE o.case_id = f.id AND " SEES_PERSON("$2", "o.login") ")) ORDER BY f.decide_seq DESC");

bool case_order_each(struct ctx *c, case_order_fn *each, void *to)
{
        struct narrowing n = access_narrowing(c);
        struct rows r = db_ask(c->db, &c->why, &order_get, ARGS(T(n.places), T(n.people)));

        while (db_next(&r)) {
                int64_t before = db_int(&r, 7), after = db_int(&r, 8);
                const char *free = db_text(&r, 3);
                struct case_order o = { .case_id = db_int(&r, 0), .decide = db_int(&r, 1), .pass = before >= 0 ? before : after, .number = db_text(&r, 5),
                                        .verb = db_text(&r, 4), .decided_on = db_text(&r, 6), .free = free };

                o.late = db_null(&r, 9) || (before < 0 && (!*free || after >= 0));
                each(to, &o);
        }
        return db_done(&r);
}
