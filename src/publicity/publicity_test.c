/* publicity_test.c - the public version, its mask, its second person; acts become records, are found, and vanish when withdrawn. */
#include "base/test.h"
#include "db/db.h"
#include "publicity/publicity.h"

extern const char publicity_sql[];
apply_fn publicity_apply_prepare, publicity_apply_release, publicity_apply_withdraw;

#define FACTS "经查，当事人将建筑垃圾约 46 立方米倾倒于蓬莱镇某村空地。"

static const struct field decision_fields[] = {
        { .name = "decision_number", .value = "英综执罚决〔2024〕12号" }, { .name = "decided_on", .value = "2024-10-29" },
        { .name = "agency", .value = "zfj" }, { .name = "cause", .value = "擅自倾倒建筑垃圾" }, { .name = "party_kind", .value = "body" },
        { .name = "party_public", .value = "四川某建筑工程有限公司" }, { .name = "facts_public", .value = FACTS },
        { .name = "basis", .value = "《固体废物污染环境防治法》第一百一十一条" }, { .name = "result", .value = "罚款 180,000.00 元，责令改正" },
        { .name = "fine", .value = "18000000" },
};

static struct act decision(void)
{
        return (struct act){ .seq = 40, .verb = "case.decide", .subject = { "case", 7 }, .fields = decision_fields,
                             .n = sizeof decision_fields / sizeof *decision_fields };
}

TEST(publicity, takes_the_words_of_the_decision)
{
        struct act a = decision();
        struct public_version v = public_version_of(t->mem, &a, "", "");

        CHECK_TEXT(v.title, "四川某建筑工程有限公司擅自倾倒建筑垃圾案");
        CHECK_TEXT(v.facts, FACTS);
        CHECK_TEXT(v.manual, "");
        CHECK_INT(v.fine, 18000000);
}

TEST(publicity, says_what_was_masked_by_hand)
{
        struct act a = decision();
        struct public_version v = public_version_of(t->mem, &a, "事实另写。", "");

        CHECK_TEXT(v.facts, "事实另写。");
        CHECK_TEXT(v.manual, "facts");
        CHECK_TEXT(public_version_of(t->mem, &a, "一", "二").manual, "facts,result");
        CHECK_TEXT(public_version_of(t->mem, &a, "", "二").manual, "result");
}

TEST(publicity, text_reads_as_a_decision_with_remedies)
{
        struct act a = decision();
        struct public_version v = public_version_of(t->mem, &a, "", "");
        const char *text;

        v.kind = "penalty";
        v.review_body = "大英县人民政府";
        v.court = "大英县人民法院";
        text = public_version_text(t->mem, &v);
        CHECK(strstr(text, "当事人：四川某建筑工程有限公司\n"));
        CHECK(strstr(text, "依据《固体废物污染环境防治法》第一百一十一条，本机关决定：罚款 180,000.00 元，责令改正。\n"));
        CHECK(strstr(text, "六十日内向大英县人民政府申请行政复议") && strstr(text, "六个月内向大英县人民法院提起行政诉讼"));
        CHECK(!strstr(text, "。。"));
}

TEST(publicity, names_the_paper_by_what_was_decided)
{
        CHECK_TEXT(public_paper_title("penalty", "罚款 100.00 元"), "行政处罚决定书");
        CHECK_TEXT(public_paper_title("penalty", "不予行政处罚"), "不予行政处罚决定书");
        CHECK_TEXT(public_paper_title("permit", "不予行政许可"), "不予行政许可决定书");
        CHECK_TEXT(public_paper_title("permit", "准予行政许可"), "行政许可决定书");
}

TEST(publicity, wants_a_second_person_where_the_pack_does)
{
        CHECK_REFUSED(rule_second_person(&t->why, true, "zhou", "zhou"), R_SAME_PERSON);
        CHECK(rule_second_person(&t->why, true, "zhou", "qian"));
        CHECK(rule_second_person(&t->why, false, "zhou", "zhou"));
}

TEST(publicity, shows_the_public_only_some_steps)
{
        struct field on = { .name = "decided_on", .value = "2024-10-29" };
        struct act a = { .verb = "case.decide", .fields = &on, .n = 1 }, other = { .verb = "evidence.add" },
                filed = { .verb = "case.file" };

        filed.at = instant_at(day_make(2024, 9, 12), 9, 0);
        CHECK_TEXT(public_step_of(t->mem, &a), "2024-10-29 作出决定");
        CHECK_TEXT(public_step_of(t->mem, &filed), "2024-09-12 立案");
        CHECK(!public_step_of(t->mem, &other));
}

/* ---- acts become rows ---- */

struct stage { struct ctx c; struct db *db; struct db_write *w; };

static bool stage_open(struct test *t, struct stage *s)
{
        *s = (struct stage){ .c = { .mem = t->mem, .why = { .mem = t->mem } } };
        s->db = db_open("sqlite::memory:", DB_WRITE, &t->why);
        s->w = s->db ? db_begin(s->db, &t->why) : NULL;
        if (!s->w || !db_script(s->w, publicity_sql))
                return false;
        s->c.db = db_reader(s->w);
        return true;
}

static void stage_close(struct stage *s)
{
        db_end(s->w, false);
        db_close(s->db);
}

static bool released(struct stage *s, int64_t id, int64_t seq, const char *title, const char *day)
{
        struct field f[] = {
                { .name = "public.kind", .value = "penalty" }, { .name = "public.agency", .value = "zfj" },
                { .name = "public.agency_name", .value = "大英县综合行政执法局" }, { .name = "public.number", .value = "英综执罚决〔2024〕12号" },
                { .name = "public.title", .value = title }, { .name = "public.party", .value = "某公司" },
                { .name = "public.facts", .value = FACTS }, { .name = "public.decided_on", .value = day },
                { .name = "public.released_on", .value = "2024-11-01" }, { .name = "public.decide_seq", .value = "40" },
                { .name = "public.prepare_seq", .value = "41" }, { .name = "public.text", .value = FACTS },
                        { .name = "actor", .value = "qian" },
        };
        struct act a = { .seq = seq, .verb = "publish.release", .subject = { "case", id }, .fields = f,
                .n = sizeof f / sizeof *f };

        a.at = instant_at(day_make(2024, 11, 1), 9, 0);
        return publicity_apply_release(s->w, &a);
}

static int64_t found(struct stage *s, const char *words)
{
        struct publication_wish w = { .words = words, .from = DAY_NONE, .to = DAY_NONE, .limit = 10 };
        struct publications l = { 0 };

        return publications_find(&s->c, &w, &l) ? l.total : -1;
}

TEST(publicity, finds_words_exactly_and_takes_no_pattern_for_one)
{
        struct stage s;

        if (!stage_open(t, &s) || !released(&s, 7, 50, "甲公司倾倒ABC垃圾100%案", "2024-10-29") ||
                !released(&s, 8, 51, "乙公司占道案", "2024-10-30")) {
                CHECK(!"the tables are there");
                return;
        }
        CHECK_INT(found(&s, ""), 2);
        CHECK_INT(found(&s, "倾倒 甲公司"), 1);
        CHECK_INT(found(&s, "占道　乙"), 1);
        CHECK_INT(found(&s, "aBc"), 1);
        CHECK_INT(found(&s, "%"), 1);
        CHECK_INT(found(&s, "_"), 0);
        CHECK_INT(found(&s, "倾占"), 0);
        CHECK_INT(found(&s, "'; DROP TABLE pub_record --"), 0);
        CHECK_INT(found(&s, "建筑垃圾"), 2);
        stage_close(&s);
}

TEST(publicity, orders_by_the_day_of_the_decision_and_narrows_by_it)
{
        struct publication_wish w = { .words = "", .from = day_make(2024, 10, 29), .to = day_make(2024, 10, 30), .limit = 10 };
        struct publications l = { 0 };
        struct stage s;

        CHECK(stage_open(t, &s));
        CHECK(released(&s, 7, 50, "先", "2024-10-29") && released(&s, 8, 51, "后", "2024-10-30") &&
                released(&s, 9, 52, "外", "2024-10-31"));
        CHECK(publications_find(&s.c, &w, &l));
        CHECK_INT(l.total, 2);
        CHECK_TEXT(l.at[0].title, "后");
        CHECK_TEXT(l.at[1].title, "先");
        stage_close(&s);
}

TEST(publicity, a_withdrawn_record_keeps_its_number_and_loses_its_party)
{
        struct field f[] = {
                { .name = "reason", .value = "行政复议决定撤销" }, { .name = "law", .value = "行政处罚法 第四十八条第二款" },
                { .name = "public.withdrawn_on", .value = "2025-01-24" }, { .name = "public.number", .value = "英综执罚决〔2024〕12号" },
        };
        struct act a = { .seq = 60, .verb = "publish.withdraw", .subject = { "case", 7 }, .fields = f,
                .n = sizeof f / sizeof *f };
        struct publication p;
        const char *const *names;
        struct stage s;
        size_t n;

        CHECK(stage_open(t, &s));
        CHECK(released(&s, 7, 50, "某公司倾倒案", "2024-10-29") && publicity_apply_withdraw(s.w, &a));
        CHECK(publication_load(&s.c, 7, &p));
        CHECK(!p.shown);
        CHECK_TEXT(p.number, "英综执罚决〔2024〕12号");
        CHECK_TEXT(p.party, "");
        CHECK_TEXT(p.facts, "");
        CHECK_TEXT(p.text, "");
        CHECK_TEXT(p.withdrawn_reason, "行政复议决定撤销");
        CHECK_INT(p.withdraw_seq, 60);
        CHECK_INT(found(&s, "倾倒"), 0);
        CHECK_INT(found(&s, "2024〕12"), 1);
        CHECK(!public_disclosure(&s.c, 40, &names, &n) && s.c.why.code == R_SUBJECT_UNKNOWN);
        why_clear(&s.c.why);
        CHECK(!public_disclosure(&s.c, 50, &names, &n) && s.c.why.code == R_SUBJECT_UNKNOWN);
        stage_close(&s);
}

TEST(publicity, an_entry_waits_until_it_is_released)
{
        struct field f[] = { { .name = "public.decide_seq", .value = "40" }, { .name = "entered_by", .value = "zhou" },
                             { .name = "facts_public", .value = "另写" } };
        struct act a = { .seq = 41, .verb = "publish.prepare", .subject = { "case", 7 }, .fields = f, .n = 3 };
        struct publication_draft d;
        struct stage s;

        CHECK(stage_open(t, &s));
        CHECK(!publication_draft_load(&s.c, 7, &d) && s.c.why.code == R_SUBJECT_UNKNOWN);
        why_clear(&s.c.why);
        CHECK(publicity_apply_prepare(s.w, &a) && publication_draft_load(&s.c, 7, &d));
        CHECK_INT(d.released, -1);
        CHECK_TEXT(d.facts, "另写");
        CHECK_TEXT(d.entered_by, "zhou");
        CHECK(released(&s, 7, 50, "题", "2024-10-29") && publication_draft_load(&s.c, 7, &d));
        CHECK_INT(d.released, 50);
        stage_close(&s);
}

/* D23: since 2024 a penalty made on the spot goes to reconsideration first. */
TEST(publicity, a_penalty_on_the_spot_offers_no_suit_before_reconsideration)
{
        struct field fields[] = { { .name = "decided_on", .value = "2024-03-01" }, { .name = "result", .value = "罚款 100.00 元" } };
        struct act a = { .verb = "summary.decide", .fields = fields, .n = 2 };
        struct public_version v = public_version_of(t->mem, &a, "", "");

        v.review_body = "示例县人民政府";
        v.court = "";
        CHECK(v.review_first);
        CHECK(strstr(public_version_text(t->mem, &v), "先向示例县人民政府申请行政复议") && !strstr(public_version_text(t->mem, &v), "六个月"));
        fields[0].value = "2023-12-29";
        CHECK(!public_version_of(t->mem, &a, "", "").review_first);
}
