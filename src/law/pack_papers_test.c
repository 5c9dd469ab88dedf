/* Papers of a pack: what is read arrives whole, parts belong to the pack's record, overlays change single blocks. */
#include "law/pack_fixture.h"
#include "law/template_inner.h"
#include <stdio.h>
#include <sys/stat.h>

static struct pack *papers_pack(struct test *t) { return fixture_pack(t, "tests/packs/broken/papers"); }

TEST(papers, a_paper_is_read_with_all_that_it_says)
{
        struct pack *p = papers_pack(t);
        const struct pack_paper *d = p ? pack_paper(p, "decision") : NULL;

        CHECK(d && p->n_papers == 4 && p->n_remedies == 2);
        if (!d)
                return;
        CHECK_TEXT(d->name, "行政处罚决定书");
        CHECK(d->served && d->seal && d->decides && d->to && d->n_body == 10 && names_have(&d->signs, "head"));
        CHECK_TEXT(d->form, "letter");
        CHECK_TEXT(d->volume, "principal");
        CHECK_TEXT(d->heading, "测试局");
        CHECK_TEXT(d->number, "decision");
        CHECK(d->body[1].style == STYLE_HEADING && d->body[9].style == STYLE_SMALL && d->body[8].kind == BLOCK_BREAK);
        CHECK_TEXT(template_word(pack_remedy(p, d->remedy)->text, 0), "agency.superior");
        CHECK_TEXT(p->face_body, "FangSong");
        CHECK_TEXT(p->face_kai, "");
        CHECK(!pack_paper(p, "none") && !pack_remedy(p, "none"));
        CHECK(strstr(d->pos.file, "papers/papers.yaml") && d->pos.line == 46);
        pack_free(p);
}

TEST(papers, rows_come_with_labels_spans_and_shares)
{
        struct pack *p = papers_pack(t);
        const struct paper_block *b = p ? &pack_paper(p, "filing")->body[0] : NULL;

        if (!b)
                return;
        CHECK(b->kind == BLOCK_ROWS && b->n_rows == 4 && b->columns == 4 && b->share[1] == 5);
        CHECK(b->rows[0].n == 4 && b->rows[0].cells[0].label && !b->rows[0].cells[1].label && b->rows[0].cells[2].label);
        CHECK(b->rows[1].n == 2 && b->rows[1].cells[1].span == 3);
        CHECK(b->rows[2].n == 2 && b->rows[2].cells[0].label && b->rows[2].cells[1].span == 3 && b->rows[2].cells[1].lines == 4);
        CHECK_TEXT(b->rows[2].cells[1].sign, "officers");
        CHECK(!b->rows[3].cells[1].text);
        CHECK_TEXT(b->rows[3].cells[1].sign, "head");
        pack_free(p);
}

TEST(papers, a_list_has_its_head_its_row_and_a_guess_at_the_widths)
{
        struct pack *p = papers_pack(t);
        const struct pack_paper *s = p ? pack_paper(p, "sealing") : NULL;
        const struct paper_block *b = s ? &s->body[1] : NULL;

        if (!b)
                return;
        CHECK(b->kind == BLOCK_LIST && b->columns == 2 && b->share && b->n_rows == 1 && b->row.n == 2);
        CHECK_TEXT(b->over, "act.things");
        CHECK_TEXT(template_word(b->row.cells[1].text, 0), "item");
        CHECK(b->rows[0].cells[0].label && !b->row.cells[0].label);
        CHECK(s->n_asks == 2 && s->asks[0].required && !s->asks[1].required && s->decides);
        CHECK_TEXT(s->asks[1].type, "day");
        pack_free(p);
}

TEST(papers, when_keeps_its_not_apart_in_blocks)
{
        struct pack *p = papers_pack(t);
        const struct pack_paper *n = p ? pack_paper(p, "notice") : NULL;

        if (!n)
                return;
        CHECK_TEXT(n->body[2].when, "act.hearing");
        CHECK(!n->body[2].when_not && n->body[3].style == STYLE_FLUSH);
        pack_free(p);
}

TEST(papers, a_verb_makes_its_papers_in_the_packs_order)
{
        struct pack *p = papers_pack(t);

        if (!p)
                return;
        CHECK(pack_paper_of(p, "case.decide", "ordinary", 0) == pack_paper(p, "decision"));
        CHECK(!pack_paper_of(p, "case.decide", "ordinary", 1) && !pack_paper_of(p, "case.decide", "permit", 0));
        CHECK(pack_paper_of(p, "case.file", "anything", 0) == pack_paper(p, "filing"));
        CHECK(!pack_paper_of(p, "paper.make", "ordinary", 0));
        pack_free(p);
}

/* ---- parts and overlays ---- */

static void file_write(struct test *t, const char *name, const char *file, const char *text)
{
        const char *dir = text_make(t->mem, "%s/%s", test_dir(t), name);
        FILE *f;

        mkdir(dir, 0700);
        f = fopen(text_make(t->mem, "%s/%s", dir, file), "w");
        must(f);
        fputs(text, f);
        fclose(f);
}

static const char *file_copy(struct test *t, const char *path)
{
        FILE *f = fopen(fixture_path(t, text_make(t->mem, "tests/packs/broken/%s", path)), "r");
        char *text = arena_take(t->mem, 1 << 16);

        must(f);
        text[fread(text, 1, (1 << 16) - 1, f)] = 0;
        fclose(f);
        return text;
}

static void packs_write(struct test *t, const char *overlay, const char *part)
{
        file_write(t, "sound", "pack.yaml", file_copy(t, "sound/pack.yaml"));
        file_write(t, "sound", "workdays.csv", file_copy(t, "sound/workdays.csv"));
        file_write(t, "papers", "pack.yaml", file_copy(t, "papers/pack.yaml"));
        file_write(t, "papers", "papers.yaml", file_copy(t, "papers/papers.yaml"));
        file_write(t, "top", "pack.yaml", text_make(t->mem, "name: top\nextends: papers\n%s", overlay));
        file_write(t, "top", "local.yaml", part);
}

static struct pack *top_load(struct test *t, struct findings *found)
{
        *found = (struct findings){ .mem = t->mem };
        return pack_load(text_make(t->mem, "%s/top", test_dir(t)), fixture_verbs(t->mem), FIXTURE_VERBS, found);
}

TEST(papers, an_overlay_changes_one_block_the_heading_and_the_number)
{
        struct findings found;
        struct pack *p;
        const struct pack_paper *d;

        packs_write(t, "parts: [local.yaml]\nnumbering: { decision: \"乙罚〔{year}〕{n}号\" }\n",
                    "papers:\n  decision:\n    heading: 乙局\n    body:\n      told: ~\n      facts: { text: \"经查：{act.found_facts}\" }\n"
                    "  notice: ~\n");
        p = top_load(t, &found);
        for (size_t i = 0; i < found.n; i++)
                test_failed(t, __FILE__, __LINE__, "%s", finding_text(t->mem, &found.at[i]));
        CHECK(p != NULL);
        if (!p)
                return;
        d = pack_paper(p, "decision");
        CHECK_TEXT(d->heading, "乙局");
        CHECK_TEXT(pack_numbering(p, "decision"), "乙罚〔{year}〕{n}号");
        CHECK(d->n_body == 9 && !pack_paper(p, "notice"));
        CHECK(strstr(d->body[2].pos.file, "top/local.yaml") && d->body[2].pos.line == 6);
        CHECK(strstr(d->body[0].pos.file, "papers/papers.yaml"));
        pack_free(p);
}

TEST(papers, parts_are_in_the_record_and_load_again_to_the_same_digest)
{
        struct findings found, again = { .mem = t->mem };
        struct pack *p, *q;

        packs_write(t, "parts: [local.yaml]\n", "papers: { notice: { served: false } }\n");
        p = top_load(t, &found);
        q = p ? pack_load_sources(p->sources, fixture_verbs(t->mem), FIXTURE_VERBS, &again) : NULL;
        CHECK(q && strstr(p->sources, "\"top/local.yaml\"") && strstr(p->sources, "\"papers/papers.yaml\""));
        if (q) {
                CHECK_TEXT(q->digest, p->digest);
                CHECK(!pack_paper(q, "notice")->served);
                CHECK_TEXT(pack_paper(q, "notice")->pos.file, "top/local.yaml");
        }
        pack_free(p);
        pack_free(q);
}

TEST(papers, a_part_that_is_missing_in_the_record_is_refused)
{
        struct pack *p = papers_pack(t);
        struct findings found = { .mem = t->mem };

        CHECK(p && !pack_load_sources(text_replace(t->mem, p->sources, "papers/papers.yaml", "papers/other.yaml"), fixture_verbs(t->mem),
                                      FIXTURE_VERBS, &found));
        CHECK(found.errors == 1 && strstr(found.at[0].text, "记录里没有这个文件"));
        pack_free(p);
}

/* ---- the law's terms, read clause by clause ---- */

static const struct { const char *text, *first; } clauses[] = {
        { "可以自收到本决定书之日起60日内向测试区人民政府申请行政复议，也可以在6个月以内向人民法院起诉。", NULL },
        { "请自收到本催告书之日起十日内履行；在法定期限内不申请行政复议或者提起行政诉讼，又不履行的，三个月内申请人民法院强制执行。", NULL },
        { "对复议决定不服的，可以在收到之日起十五日内向人民法院起诉。", NULL },
        { "逾期不缴纳的，每日加处百分之三的罚款，十五日内缴纳；可以在六个月内提起行政诉讼。", NULL },
        { "五个工作日内可以要求听证，一百二十日内申请行政复议。", NULL },
        { "可以在30日内申请行政复议。", "“30日”" },
        { "可以在 三十 日内申请复议。", "“三十 日”" },
        { "不服的可以在十五日以内向人民法院起诉。", "“十五日”" },
        { "不服的可以在三个月内提起诉讼。", "“三个月”" },
        { "不服的可以在六十日内提起诉讼。", "“六十日”" },
        { "可以在一个月内申请行政复议。", "“一个月”" },
};

TEST(papers, terms_are_told_apart_by_what_may_be_done_in_them)
{
        for (size_t i = 0; i < sizeof clauses / sizeof *clauses; i++) {
                struct findings found;
                struct pack *p;

                packs_write(t, "parts: [local.yaml]\n", text_make(t->mem, "papers: { notice: { to: \"%s\" } }\n", clauses[i].text));
                p = top_load(t, &found);
                if (!p != (clauses[i].first != NULL) || (!p && !strstr(found.at[0].text, clauses[i].first)))
                        test_failed(t, __FILE__, __LINE__, "%s: %s", clauses[i].text, found.n ? found.at[0].text : "accepted");
                t->checks++;
                pack_free(p);
        }
}
