/* handbook.c - the enforcement handbook of an agency (执法工作手册), compiled from the pack that is in force: posts, powers list, procedures
 * with flowcharts, periods, legal review, recording duties, documents, what a dossier must hold.  It adds no rule of its own, so that what
 * officers read is what the program does. */
#include "law/procedure.h"
#include "org/org.h"
#include "paper/paper_inner.h"
#include "ui/flow.h"
#include <string.h>

struct book { struct ctx *c; struct doc *d; const struct pack *p; const struct pack_agency *agency; const struct pages *before; size_t chapter; };

/* ---- parts ---- */

static const char *chapter_title(size_t i);
static void chapter(struct book *b)
{
        const char *title = chapter_title(b->chapter++);

        doc_break(b->d);
        doc_mark(b->d, 1, title);
        doc_text(b->d, PARA_HEADING, title);
}

static void section(struct book *b, const char *title)
{
        doc_mark(b->d, 2, title);
        doc_text(b->d, PARA_KAI, title);
}

struct columns { const char *const *heads; const double *share; size_t n; };
static void table_begin(struct book *b, const struct columns *k)
{
        struct doc_cell *head = TAKE_N(b->c->mem, struct doc_cell, k->n);

        for (size_t i = 0; i < k->n; i++)
                head[i] = (struct doc_cell){ .text = k->heads[i], .label = true };
        doc_table(b->d, &(struct doc_table){ .share = k->share, .columns = k->n, .compact = true });
        doc_row(b->d, true, head, k->n);
}

static void row(struct book *b, const char *const *texts, size_t n)
{
        struct doc_cell *cells = TAKE_N(b->c->mem, struct doc_cell, n);

        for (size_t i = 0; i < n; i++)
                cells[i] = (struct doc_cell){ .text = texts[i] ? texts[i] : "" };
        doc_row(b->d, false, cells, n);
}
#define ROW(b, ...) row((b), (const char *const[]){ __VA_ARGS__ }, sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *))
#define COLUMNS(var, heads_, shares_) \
        static const char *const var##_heads[] = heads_; \
        static const double var##_share[] = shares_; \
        static const struct columns var = { var##_heads, var##_share, sizeof var##_heads / sizeof *var##_heads }
#define LIST(...) { __VA_ARGS__ }

static const char *words(struct book *b, const struct names *n, const char *(*label)(struct book *b, const char *word))
{
        struct buffer out = { .mem = b->c->mem };

        for (size_t i = 0; i < n->n; i++)
                buffer_make(&out, "%s%s", i ? "、" : "", label(b, n->at[i]));
        return buffer_done(&out);
}

static const char *role_word(struct book *b, const char *word)
{
        const struct pack_role *r = pack_role(b->p, word);

        return r ? r->label : word;
}

static const char *penalty_word(struct book *b, const char *word)
{
        const struct penalty *k = penalty_find(word);

        return k ? k->label : word;
}

static const char *need_word(struct book *b, const char *word)
{
        const struct condition *k = condition_find(word);

        return k ? k->label : word;
}

static const char *medium_word(struct book *b, const char *word)
{
        return medium_label(word);
}

static const char *verb_word(const char *verb)
{
        const struct command *k = command_find(verb);

        return k ? k->label : verb;
}

static bool mine(const struct book *b, const char *agency) { return !strcmp(agency, b->agency->id); }

/* ---- chapters ---- */

static void posts(struct book *b)
{
        COLUMNS(facts, LIST("项目", "内容"), LIST(3, 9));
        COLUMNS(units, LIST("机构", "上级机构"), LIST(6, 6));
        COLUMNS(roles, LIST("岗位", "可以办理"), LIST(3, 9));
        const struct pack_agency *g = b->agency;

        chapter(b);
        table_begin(b, &facts);
        ROW(b, "机关名称", g->name);
        ROW(b, "统一社会信用代码", g->uscc);
        ROW(b, "行政复议机关", g->superior);
        ROW(b, "管辖法院", g->court);
        ROW(b, "电话", g->phone);
        doc_table_end(b->d);
        section(b, "（一）机构");
        table_begin(b, &units);
        for (size_t i = 0; i < b->p->n_units; i++) {
                const struct pack_unit *u = &b->p->units[i], *above = pack_unit(b->p, u->above);

                if (mine(b, u->agency))
                        ROW(b, u->name, above ? above->name : g->name);
        }
        doc_table_end(b->d);
        section(b, "（二）岗位与权限");
        table_begin(b, &roles);
        for (size_t i = 0; i < b->p->n_roles; i++) {
                struct buffer may = { .mem = b->c->mem }, seen = { .mem = b->c->mem };

                for (size_t j = 0; j < b->p->n_procedures; j++)
                        for (size_t s = 0; s < b->p->procedures[j].n_steps; s++) {
                                const struct pack_step *step = &b->p->procedures[j].steps[s];

                                if (!names_have(&step->by, b->p->roles[i].id) || text_in(step->verb, buffer_done(&seen), '|'))
                                        continue;
                                buffer_make(&seen, "%s|", step->verb);
                                buffer_make(&may, "%s%s", may.n ? "、" : "", verb_word(step->verb));
                        }
                ROW(b, b->p->roles[i].label, may.n ? buffer_done(&may) : "不直接办理案件");
        }
        doc_table_end(b->d);
}

static const char *range_text(struct book *b, int64_t least, int64_t most)
{
        if (!least && !most)
                return NULL;
        return text_make(b->c->mem, "%s 元至 %s 元", money_text(b->c->mem, least), money_text(b->c->mem, most));
}

static const char *fine_text(struct book *b, const struct pack_item *i)
{
        struct buffer out = { .mem = b->c->mem };
        const char *citizen = range_text(b, i->citizen_min, i->citizen_max), *body = range_text(b, i->body_min, i->body_max);

        if (citizen)
                buffer_make(&out, "公民：%s", citizen);
        if (body)
                buffer_make(&out, "%s单位：%s", out.n ? "；" : "", body);
        if (*i->rate_base)
                buffer_make(&out, "%s%s的 %.2f%%至 %.2f%%", out.n ? "；" : "", i->rate_base, (double)i->rate_min / 100, (double)i->rate_max / 100);
        return out.n ? buffer_done(&out) : "—";
}

static void items(struct book *b)
{
        COLUMNS(columns, LIST("编码", "事项", "依据", "处罚种类", "罚款幅度"), LIST(2, 4, 4, 2.2, 3));

        chapter(b);
        table_begin(b, &columns);
        for (size_t i = 0; i < b->p->n_items; i++) {
                const struct pack_item *k = &b->p->items[i];

                if (mine(b, k->agency))
                        ROW(b, k->code, k->name, k->basis, k->penalties.n ? words(b, &k->penalties, penalty_word) : "行政许可", fine_text(b, k));
        }
        doc_table_end(b->d);
}

static const char *from_text(struct book *b, const struct pack_procedure *p, const struct pack_step *s)
{
        struct buffer out = { .mem = b->c->mem };

        for (size_t i = 0; i < s->from.n; i++) {
                const struct pack_stage *k = pack_stage(p, s->from.at[i]);

                buffer_make(&out, "%s%s", i ? "、" : "", k ? k->label : s->from.at[i]);
        }
        return out.n ? buffer_done(&out) : "开始";
}

static void records(struct book *b, const struct pack_procedure *p)
{
        COLUMNS(columns, LIST("步骤", "文字记录（文书）", "音像记录", "依据"), LIST(2.4, 4.6, 2.6, 3));
        struct flow_records l = flow_records(b->c->mem, b->p, p);

        doc_text(b->d, PARA_KAI, "记录点");
        table_begin(b, &columns);
        for (size_t i = 0; i < l.n; i++)
                ROW(b, l.at[i].label, *l.at[i].papers ? l.at[i].papers : "—", *l.at[i].media ? l.at[i].media : "—", l.at[i].law);
        doc_table_end(b->d);
}

static void procedures(struct book *b)
{
        COLUMNS(columns, LIST("步骤", "在哪个环节", "由谁", "条件", "依据"), LIST(2.4, 3, 2.4, 3.4, 2.4));

        chapter(b);
        for (size_t i = 0; i < b->p->n_procedures; i++) {
                const struct pack_procedure *p = &b->p->procedures[i];
                const struct flow *f = flow_make(b->c->mem, b->p, p);

                if (i)
                        doc_break(b->d);
                section(b, text_make(b->c->mem, "（%zu）%s", i + 1, p->label));
                doc_text(b->d, PARA_SMALL, text_make(b->c->mem, "依据：%s。【录】：这一步必须音像记录；虚线：退回。", p->law));
                doc_drawing(b->d, f->w, f->h, f->strokes, f->n);
                doc_break(b->d);
                table_begin(b, &columns);
                for (size_t s = 0; s < p->n_steps; s++) {
                        const struct pack_step *k = &p->steps[s];

                        ROW(b, verb_word(k->verb), from_text(b, p, k), words(b, &k->by, role_word), words(b, &k->needs, need_word), k->law);
                }
                doc_table_end(b->d);
                records(b, p);
        }
}

static void periods(struct book *b)
{
        COLUMNS(columns, LIST("期限", "谁的", "多长", "依据"), LIST(4, 1.6, 2.4, 5));

        chapter(b);
        table_begin(b, &columns);
        for (size_t i = 0; i < b->p->n_clocks; i++) {
                const struct pack_clock *k = &b->p->clocks[i];

                ROW(b, k->label, *k->who == 'p' ? "当事人" : "行政机关", flow_length(b->c->mem, k), k->law);
        }
        doc_table_end(b->d);
}

static void review(struct book *b)
{
        COLUMNS(catalogue, LIST("情形", "依据"), LIST(7, 5));
        COLUMNS(materials, LIST("送审材料", "何时需要"), LIST(7, 5));

        chapter(b);
        doc_text(b->d, PARA_BODY, text_make(b->c->mem, "审核机构：%s。未经法制审核或者审核未通过的，不得作出决定。", b->p->review.body));
        section(b, "（一）审核目录");
        table_begin(b, &catalogue);
        for (size_t i = 0; i < b->p->review.n_catalogue; i++)
                ROW(b, b->p->review.catalogue[i].label, b->p->review.catalogue[i].law);
        doc_table_end(b->d);
        section(b, "（二）送审材料");
        table_begin(b, &materials);
        for (size_t i = 0; i < b->p->review.n_materials; i++)
                ROW(b, b->p->review.materials[i].label, *b->p->review.materials[i].when ? "有此情形的" : "都要");
        doc_table_end(b->d);
        section(b, "（三）审核要点");
        for (size_t i = 0; i < b->p->review.n_points; i++)
                doc_text(b->d, PARA_BODY, text_make(b->c->mem, "%zu．%s。", i + 1, b->p->review.points[i]));
}

static void duties(struct book *b)
{
        COLUMNS(columns, LIST("环节", "形式", "范围", "能否免录", "依据"), LIST(4, 2, 2, 2, 4));

        chapter(b);
        table_begin(b, &columns);
        for (size_t i = 0; i < b->p->n_duties; i++) {
                const struct pack_duty *k = &b->p->duties[i];

                ROW(b, k->label, words(b, &k->kinds, medium_word), k->full ? "全程" : "关键环节", k->waiver ? "说明理由后可以" : "不可以", k->law);
        }
        doc_table_end(b->d);
}

static void documents(struct book *b)
{
        COLUMNS(columns, LIST("文书", "送达", "盖章", "依据"), LIST(6, 1.6, 1.6, 4));

        chapter(b);
        table_begin(b, &columns);
        for (size_t i = 0; i < b->p->n_papers; i++) {
                const struct pack_paper *k = &b->p->papers[i];

                ROW(b, k->name, k->served ? "送达" : "—", k->seal ? "盖章" : "—", k->law);
        }
        doc_table_end(b->d);
}

static void dossier(struct book *b)
{
        COLUMNS(columns, LIST("材料", "何时必须有"), LIST(7, 5));

        chapter(b);
        doc_text(b->d, PARA_BODY, "一案一卷。下列材料不齐的，不能结案。");
        table_begin(b, &columns);
        for (size_t i = 0; i < b->p->n_dossier; i++)
                ROW(b, b->p->dossier[i].label, *b->p->dossier[i].when ? "有此情形的" : "每案");
        doc_table_end(b->d);
}

/* ---- the book ---- */

static const struct { const char *title; void (*write)(struct book *b); } chapters[] = {
        { "一、机关与岗位", posts },       { "二、权责清单", items },         { "三、执法程序", procedures }, { "四、期限", periods },
        { "五、重大执法决定法制审核", review }, { "六、音像记录事项", duties }, { "七、执法文书", documents },   { "八、案卷", dossier },
};
#define CHAPTERS (sizeof chapters / sizeof *chapters)

static const char *chapter_title(size_t i) { return chapters[i].title; }

static void contents(struct book *b)
{
        COLUMNS(columns, LIST("章", "页"), LIST(10, 2));

        doc_break(b->d);
        doc_text(b->d, PARA_CENTER, "目　录");
        table_begin(b, &columns);
        for (size_t i = 0; i < CHAPTERS; i++)
                ROW(b, chapters[i].title, b->before ? text_make(b->c->mem, "%zu", pages_mark(b->before, chapters[i].title)) : " ");
        doc_table_end(b->d);
}

static struct doc *book_make(struct ctx *c, const struct pack_agency *g, const struct pages *before)
{
        struct book b = { .c = c, .p = c->pack, .agency = g, .before = before };

        b.d = doc_new(c->mem, &(struct doc_head){ .form = DOC_PLAIN, .org = g->name, .title = "行政执法工作手册", .number = "", .addressee = "",
                .subject = c->pack->title, .keywords = text_make(c->mem, "%s %s", c->pack->name, c->pack->version), .made = c->now, .qr = "", .qr_note = "",
                .foot = text_make(c->mem, "%s　策略包 %s %s", g->name, c->pack->name, c->pack->version) });
        doc_text(b.d, PARA_SMALL, text_make(c->mem, "本手册由正在使用的策略包（%s %s，摘要 %s）生成，与系统的办理规则一致。", c->pack->name, c->pack->version, c->pack->digest));
        contents(&b);
        for (size_t i = 0; i < CHAPTERS; i++)
                chapters[i].write(&b);
        return b.d;
}

bool handbook_pdf(struct ctx *c, const char *agency, int fd)
{
        const struct pack_agency *g = pack_agency(c->pack, agency);
        struct typesetter *t;
        struct pages *first, *p = NULL;
        bool good;

        if (!g)
                return refuse(&c->why, R_PAGE_UNKNOWN, "agency", "没有这个执法机关");
        t = paper__typesetter(c, c->pack);
        if (!t)
                return false;
        first = typeset_pages(t, book_make(c, g, NULL), &c->why);       /* once to learn the page numbers, once with them */
        if (first)
                p = typeset_pages(t, book_make(c, g, first), &c->why);
        good = p && pdf_write(p, fd, NULL, NULL, &c->why);
        pages_free(p);
        pages_free(first);
        return good;
}
