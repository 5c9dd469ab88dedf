/* What tests of packs share; the table says the same as the commands' rows. */
#include "law/pack_fixture.h"
#include <unistd.h>

static const struct { const char *verb, *sets, *clears; } rows[] = {
        { "source.register", "", "" },
        { "source.decline", "", "" },
        { "source.transfer", "", "" },
        { "recording.add", "", "" },
        { "recording.classify", "", "" },
        { "review.ask_recusal", "", "" },
        { "review.decide_recusal", "", "" },
        { "review.ask_adviser", "", "" },
        { "review.advise", "", "" },
        { "material.add", "", "" },
        { "case.assign", "officers", "" },
        { "inspection.record", "inspected|evidence", "reviewed|deliberated" },
        { "case.file", "filed|officers", "" },
        { "evidence.add", "evidence", "reviewed|deliberated" },
        { "interview.record", "interviewed|evidence", "reviewed|deliberated" },
        { "preserve.impose", "preserved", "" },
        { "preserve.resolve", "", "preserved" },
        { "rectify.order", "rectify", "" },
        { "investigation.conclude", "investigated", "reviewed|deliberated" },
        { "notice.give", "notified|hearing_told", "waived|reviewed|deliberated" },
        { "defence.record", "defence_open", "reviewed|deliberated" },
        { "defence.answer", "", "defence_open" },
        { "defence.waive", "waived", "" },
        { "hearing.request", "hearing_open", "waived" },
        { "hearing.withdraw", "", "hearing_open" },
        { "hearing.schedule", "", "" },
        { "hearing.hold", "heard|evidence", "hearing_open|reviewed|deliberated" },
        { "review.submit", "review_open", "reviewed|deliberated|outside|crime|exempted" },
        { "review.return", "returned|points_open", "review_open|reviewed|deliberated|consulted" },
        { "review.outside", "returned|points_open|outside", "review_open|reviewed|deliberated|consulted" },
        { "review.crime", "returned|points_open|crime", "review_open|reviewed|deliberated|consulted" },
        { "review.exempt", "reviewed|exempted", "" },
        { "review.check", "", "" },
        { "review.take", "", "" },
        { "review.answer", "", "points_open" },
        { "review.pass", "reviewed", "review_open|points_open" },
        { "review.object", "objected", "" },
        { "review.recheck", "rechecked", "" },
        { "review.consult", "consulted", "" },
        { "review.resolve", "reviewed", "points_open" },
        { "case.deliberate", "deliberated", "" },
        { "case.decide", "decided|penalised", "" },
        { "case.decide_none", "decided", "" },
        { "case.transfer_crime", "", "" },
        { "decision.serve", "served", "" },
        { "payment.record", "paid", "" },
        { "payment.part", "", "" },
        { "payment.defer", "", "" },
        { "demand.serve", "demanded", "" },
        { "court.apply", "court", "" },
        { "decision.revoke", "revoked", "" },
        { "draw.make", "", "" }, { "draw.publish", "", "" }, { "check.record", "", "" }, { "check.publish", "", "" },
        { "publish.prepare", "prepared", "" },
        { "publish.release", "published", "withdrawn" },
        { "publish.withdraw", "withdrawn", "published" },
        { "case.suspend", "suspended", "" },
        { "case.resume", "", "suspended" },
        { "case.dismiss", "", "" },
        { "case.close", "closed", "" },
        { "case.archive", "archived", "" },
        { "case.reopen", "", "closed|archived" },
        { "archive.transfer", "", "" },
        { "case.return", "", "investigated|reviewed|deliberated" },
        { "approval.ask", "", "" },
        { "approval.revise", "", "" },
        { "approval.withdraw", "", "" },
        { "approval.read", "", "" },
        { "approval.agree", "", "" },
        { "approval.refuse", "", "" },
        { "approval.return", "", "" },
        { "approval.hand_over", "", "" },
        { "approval.add_signer", "", "" },
        { "approval.countersign", "", "" },
        { "approval.urge", "", "" },
        { "approval.circulate", "", "" },
        { "approval.close", "", "" },
        { "summary.inform", "informed|notified", "" },
        { "summary.decide", "decided|penalised|served", "" },
        { "permit.apply", "", "" },
        { "permit.gaps", "gaps_told", "" },
        { "permit.accept", "accepted", "" },
        { "permit.extend", "", "" },
        { "permit.grant", "decided|granted", "" },
        { "permit.refuse", "decided", "" },
        { "permit.issue", "", "" },
        { "paper.make", "", "" },
        { "paper.seal", "", "" },
        { "paper.sign", "", "" },
        { "paper.sign_party", "", "" },
        { "paper.refused", "", "" },
        { "paper.void", "", "" },
        { "dossier.bind", "", "" },
        { "publish.amend", "", "" },
        { "publish.correct", "", "" },
        { "publish.update", "", "" },
        { "correction.ask", "", "" },
        { "correction.accept", "", "" },
        { "correction.reject", "", "" },
        { "repair.ask", "", "" },
        { "repair.grant", "", "" },
        { "repair.refuse", "", "" },
        { "list.reviewed", "", "" },
        { "list.revise", "", "" },
        { "list.publish", "", "" },
        { "list.revoke", "", "" },
};
_Static_assert(sizeof rows / sizeof rows[0] == FIXTURE_VERBS, "count the verbs in pack_fixture.h");

const struct verb_effect *fixture_verbs(struct arena *mem)
{
        struct verb_effect *v = TAKE_N(mem, struct verb_effect, FIXTURE_VERBS);

        for (size_t i = 0; i < FIXTURE_VERBS; i++) {
                v[i].verb = rows[i].verb;
                must(flags_parse(rows[i].sets, '|', &v[i].sets, NULL) && flags_parse(rows[i].clears, '|', &v[i].clears, NULL));
        }
        return v;
}

/* The tests run from the top of the tree or from a build folder in it. */
const char *fixture_path(struct test *t, const char *path)
{
        const char *up[] = { "", "../", "../../", "../../../" };

        for (size_t i = 0; i < 4; i++)
                if (!access(text_make(t->mem, "%spacks/national/pack.yaml", up[i]), R_OK))
                        return text_make(t->mem, "%s%s", up[i], path);
        return path;
}

struct pack *fixture_pack(struct test *t, const char *path)
{
        struct findings found = { .mem = t->mem };
        struct pack *p = pack_load(fixture_path(t, path), fixture_verbs(t->mem), FIXTURE_VERBS, &found);

        for (size_t i = 0; i < found.n; i++)
                test_failed(t, __FILE__, __LINE__, "%s", finding_text(t->mem, &found.at[i]));
        return p;
}
