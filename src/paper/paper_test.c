/* paper_test.c - papers from acts made up here and the pack of Daying: what a word finds, which papers there are, who has signed, what is
 * out of date.  Nothing is read from a log; people and certificates stand in a small database. */
#include "paper/paper_inner.h"
#include "db/db.h"
#include "law/facts.h"
#include "law/pack_fixture.h"

void bind_all(void);
extern const char org_sql[], rights_sql[];

struct desk { struct test *t; struct ctx c; struct paper_case pc; struct act acts[32]; size_t n; };

static const char people[] =
        "INSERT INTO org_user (login, id, name, agency, unit, roles, post, secret, enabled) VALUES ('li', 1, '李立夏', 'bureau', 'team1', 'officer', '', '', 1);"
        "INSERT INTO org_user (login, id, name, agency, unit, roles, post, secret, enabled) VALUES ('chen', 2, '陈处暑', 'bureau', 'team1', 'officer', '', '', 1);"
        "INSERT INTO org_certificate (id, number, login, kinds, area, since, until, revoked) VALUES (1, '51-0001', 'li', '综合', '大英县', '2024-01-01', '2025-12-31', '')";

/* Fields are name, value, …, NULL. */
static void act_add(struct desk *d, const char *verb, const char *const *fields)
{
        struct field *f = TAKE_N(d->t->mem, struct field, 32);
        struct act *a = &d->acts[d->n];

        *a = (struct act){ .seq = 1000 + (int64_t)d->n, .at = instant_at(day_plus(day_make(2024, 9, 9), (int)d->n), 9, 0), .verb = verb, .subject = { "case", 1000 }, .fields = f };
        for (; *fields; fields += 2)
                f[a->n++] = (struct field){ .name = fields[0], .value = fields[1] };
        d->n++;
}
#define ACT(d, verb, ...) act_add((d), (verb), (const char *const[]){ __VA_ARGS__, NULL })

static void desk_new(struct test *t, struct desk *d)
{
        const char *url = text_make(t->mem, "sqlite:%s/p.db", test_dir(t));
        struct db *db = db_open(url, DB_WRITE, &t->why);
        struct db_write *w = db ? db_begin(db, &t->why) : NULL;

        must(w && db_script(w, org_sql) && db_script(w, rights_sql) && db_script(w, people) && db_end(w, true));
        db_close(db);
        if (!command_find("session.open"))
                bind_all();
        *d = (struct desk){ .t = t };
        d->c = (struct ctx){ .mem = t->mem, .why = { .mem = t->mem }, .now = instant_at(day_make(2024, 11, 1), 9, 0), .pack = fixture_pack(t, "packs/daying") };
        d->c.db = db_open(url, DB_READ, &t->why);
        must(d->c.db && d->c.pack);
        ACT(d, "source.register", "agency", "bureau", "procedure", "ordinary", "unit", "team1", "place", "示范路", "channel", "hotline", "party", "某公司",
            "source_facts", "夜间倾倒", "source_number", "英综执案源〔2024〕1号", "actor", "li", "actor_name", "李立夏");
        ACT(d, "case.file", "agency", "bureau", "item", "GF-111-4", "cause", "倾倒建筑垃圾", "party", "示例公司", "party_kind", "body", "officers", "li,chen",
            "number", "英综执立〔2024〕1号", "series_number", "英综执立〔2024〕{n}号", "actor", "zhao");
        ACT(d, "evidence.add", "officers", "wu", "place", "仓库", "evidence_title", "照片", "evidence_kind", "physical");
}

static struct paper_case *as_of(struct desk *d, size_t n)
{
        d->pc = (struct paper_case){ .c = &d->c, .id = 1000, .pack = d->c.pack, .acts = d->acts, .n = n, .all = d->n };
        return &d->pc;
}

static void desk_end(struct desk *d)
{
        db_close(d->c.db);
        pack_free((struct pack *)(uintptr_t)d->c.pack);
}

static const char *look(struct desk *d, const char *word)
{
        struct value v = paper_look(&d->pc, word);

        return v.kind == VALUE_NONE ? "（无）" : v.label ? v.label : v.text;
}

TEST(paper, a_word_finds_the_newest_act_that_says_it_and_none_later_than_its_own)
{
        struct desk d;

        desk_new(t, &d);
        as_of(&d, 1);
        CHECK_TEXT(look(&d, "party.name"), "某公司");
        CHECK_TEXT(look(&d, "case.number"), "（无）");
        as_of(&d, 3);
        CHECK_TEXT(look(&d, "party.name"), "示例公司");
        CHECK_TEXT(look(&d, "case.number"), "英综执立〔2024〕1号");
        CHECK_TEXT(look(&d, "source.register.party"), "某公司");
        CHECK_TEXT(look(&d, "source.register.channel"), "热线举报");
        CHECK_TEXT(look(&d, "act.evidence_kind"), "物证");
        CHECK_TEXT(look(&d, "agency.superior"), "大英县人民政府");
        CHECK_TEXT(look(&d, "item.violates"), "《中华人民共和国固体废物污染环境防治法》第六十三条第三款");
        CHECK_TEXT(look(&d, "unit.name"), "执法一大队");
        CHECK_TEXT(look(&d, "case.file.at"), "2024-09-10T01:00:00.000Z");
        CHECK_TEXT(look(&d, "nothing.at_all.x"), "（无）");
        CHECK_TEXT(look(&d, "act"), "（无）");
        desk_end(&d);
}

TEST(paper, a_place_or_an_officer_named_for_one_piece_of_evidence_is_not_the_cases)
{
        struct desk d;

        desk_new(t, &d);
        as_of(&d, 3);
        CHECK_TEXT(look(&d, "case.place"), "示范路");
        CHECK_TEXT(look(&d, "case.officers"), "li,chen");
        CHECK(!fact_lasts("evidence.add", "officers") && !fact_lasts("paper.make", "fine") && fact_lasts("case.decide", "fine"));
        as_of(&d, 2);
        CHECK_TEXT(look(&d, "officers.both"), "李立夏（执法证号 51-0001）、陈处暑");
        CHECK_TEXT(look(&d, "officers.certificates"), "51-0001");
        desk_end(&d);
}

TEST(paper, a_period_is_the_one_counted_last_and_an_undetermined_one_is_none)
{
        struct desk d;

        desk_new(t, &d);
        ACT(&d, "notice.give", "clocks", "[{\"clock\":\"defence\",\"due\":\"2024-10-15\"},{\"clock\":\"hearing_request\",\"due\":\"\"}]");
        ACT(&d, "case.resume", "clocks_moved", "[{\"clock\":\"defence\",\"due\":\"2024-10-20\"}]");
        as_of(&d, 4);
        CHECK_TEXT(look(&d, "clock.defence"), "2024-10-15");
        CHECK_TEXT(look(&d, "clock.hearing_request"), "（无）");
        as_of(&d, 5);
        CHECK_TEXT(look(&d, "clock.defence"), "2024-10-20");
        desk_end(&d);
}

static const struct pack_paper *made(struct desk *d, size_t n, size_t i)
{
        return paper__made(as_of(d, n), i);
}

TEST(paper, an_act_makes_the_papers_whose_condition_holds)
{
        struct desk d;

        desk_new(t, &d);
        ACT(&d, "decision.serve", "method", "direct", "served_on", "2024-10-31");
        ACT(&d, "decision.serve", "method", "post", "served_on", "2024-10-31");
        ACT(&d, "paper.make", "paper", "seizure");
        CHECK_TEXT(made(&d, 2, 0)->id, "filing");
        CHECK(!made(&d, 2, 1));
        CHECK_TEXT(made(&d, 4, 0)->id, "receipt");
        CHECK(!made(&d, 4, 1));
        CHECK_TEXT(made(&d, 5, 0)->id, "receipt_other");
        CHECK_TEXT(made(&d, 6, 0)->id, "seizure");
        CHECK(!made(&d, 6, 1));
        desk_end(&d);
}

TEST(paper, its_number_is_the_one_the_act_took)
{
        struct desk d;

        desk_new(t, &d);
        ACT(&d, "preserve.impose", "number_preserve", "英综执登〔2024〕3号", "items", "[\"车辆\"]");
        CHECK_TEXT(paper__number(&d.acts[1], pack_paper(d.c.pack, "filing")), "英综执立〔2024〕1号");
        CHECK_TEXT(paper__number(&d.acts[3], pack_paper(d.c.pack, "preserve")), "英综执登〔2024〕3号");
        CHECK_TEXT(paper__number(&d.acts[3], pack_paper(d.c.pack, "decision")), "");
        desk_end(&d);
}

TEST(paper, mandatory_words_that_are_empty_are_named_with_their_labels)
{
        static const char *needs[] = { "party.name", "party.person", "act.fine", "act.opinion" };
        struct pack_paper p = { .id = "x", .name = "某文书", .needs = { needs, 4 }, .number = "", .remedy = "" };
        struct names missing;
        struct desk d;

        desk_new(t, &d);
        ACT(&d, "case.decide", "fine", "0", "opinion", "");
        missing = paper_missing(&d.c, &p, as_of(&d, 4));
        CHECK_INT(missing.n, 3);
        CHECK_TEXT(missing.at[0], "法定代表人（party.person）");
        CHECK_TEXT(missing.at[1], "罚款数额（元）（act.fine）");
        desk_end(&d);
}

TEST(paper, what_is_false_nothing_or_empty_has_no_value)
{
        static const struct value none[] = { { VALUE_NONE, "", NULL, 0 }, { VALUE_TEXT, "false", "否", 0 }, { VALUE_MONEY, "0", NULL, 0 },
                                             { VALUE_POINTS, "[]", NULL, 0 }, { VALUE_TEXT, "", NULL, 0 } };
        static const struct value some[] = { { VALUE_TEXT, "true", "是", 0 }, { VALUE_MONEY, "1", NULL, 0 }, { VALUE_NUMBER, "0", NULL, 0 } };

        for (size_t i = 0; i < sizeof none / sizeof *none; i++)
                CHECK(!paper__there(&none[i]));
        for (size_t i = 0; i < sizeof some / sizeof *some; i++)
                CHECK(paper__there(&some[i]));
}

TEST(paper, the_same_act_gives_the_same_bytes_whatever_was_done_since)
{
        const struct pack_paper *p;
        struct bytes first, again;
        struct desk d;
        struct doc *doc;

        desk_new(t, &d);
        p = pack_paper(d.c.pack, "filing");
        CHECK(p && paper_compose(&d.c, p, as_of(&d, 2), &doc, NULL) && paper__typeset(&d.c, d.c.pack, doc, PAPER_PDF, &first, NULL));
        ACT(&d, "evidence.add", "party", "另一家公司", "officers", "wu");
        CHECK(paper_compose(&d.c, p, as_of(&d, 2), &doc, NULL) && paper__typeset(&d.c, d.c.pack, doc, PAPER_PDF, &again, NULL));
        CHECK(first.n > 1000 && first.n == again.n && !memcmp(first.p, again.p, first.n));
        desk_end(&d);
}

TEST(paper, each_line_tells_where_its_words_come_from)
{
        const struct pack_paper *p;
        struct paper_lines lines;
        bool found = false;
        struct desk d;
        struct doc *doc;

        desk_new(t, &d);
        p = pack_paper(d.c.pack, "filing");
        CHECK(paper_compose(&d.c, p, as_of(&d, 2), &doc, &lines));
        for (size_t i = 0; i < lines.n; i++)
                for (size_t k = 0; k < lines.at[i].pieces.n; k++) {
                        const struct template_piece *piece = &lines.at[i].pieces.at[k];

                        CHECK(piece->from <= piece->to && piece->to <= strlen(lines.at[i].text));
                        found = found || (!strcmp(piece->word, "act.cause") && piece->value.seq == 1001 &&
                                          !strncmp(lines.at[i].text + piece->from, "倾倒建筑垃圾", piece->to - piece->from));
                }
        CHECK(found);
        desk_end(&d);
}

TEST(paper, the_screen_escapes_what_people_wrote)
{
        const struct pack_paper *p;
        struct html *h = html_new(t->mem);
        struct desk d;
        struct bytes b;

        desk_new(t, &d);
        ACT(&d, "case.file", "party", "<script>x</script>", "cause", "甲\n\"乙\"", "actor", "zhao", "number", "1", "agency", "bureau");
        p = pack_paper(d.c.pack, "filing");
        paper__html(&d.c, p, as_of(&d, 4), h);
        b = html_done(h);
        CHECK(!memmem(b.p, b.n, "<script>", 8) && memmem(b.p, b.n, "&lt;script&gt;", 14));
        CHECK(memmem(b.p, b.n, "<span class=\"from\"", 18) != NULL);
        desk_end(&d);
}
