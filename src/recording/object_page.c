/* object_page.c - one party or site on one page (同一执法对象集中存储): its cases, their papers and materials, their recordings by day.  Links
 * only; a picture is fetched when it comes into view.  Legal basis: 国办发〔2018〕118号 三（九）。 */
#include "paper/paper.h"
#include "recording/copy_inner.h"
#include "recording/recording_inner.h"
#include <stdlib.h>
#include <string.h>

#define PAPERS_CASES 20                 /* of the newest cases the papers are listed; of older ones there is a link */

/* Papers and materials of several cases as one list. */
struct thing { struct instant at; int64_t id, case_id; const char *what, *title, *url; };
struct things { struct ctx *c; struct thing *at; size_t n, room; };

static void thing_add(struct things *l, struct thing t)
{
        if (l->n == l->room) {
                l->at = arena_grow(l->c->mem, l->at, l->room * sizeof *l->at, (l->room * 2 + 32) * sizeof *l->at);
                l->room = l->room * 2 + 32;
        }
        l->at[l->n++] = t;
}

static int newest(const void *a, const void *b)
{
        const struct thing *x = a, *y = b;

        return x->at.ms < y->at.ms ? 1 : x->at.ms > y->at.ms ? -1 : x->id < y->id ? 1 : x->id > y->id ? -1 : 0;
}

static bool materials_add(struct things *l, const struct object_case *k)
{
        struct case_materials m;

        if (!case_materials_load(l->c, k->id, &m))
                return false;
        for (size_t i = 0; i < m.n; i++)
                thing_add(l, (struct thing){ m.at[i].at, m.at[i].id, k->id, "材料", m.at[i].title,
                                             *m.at[i].digest ? url(l->c->mem, "/api/blobs/%s", m.at[i].digest)
                                                             : text_make(l->c->mem, "/desk/journal/%lld", (long long)m.at[i].id) });
        return true;
}

static bool papers_add(struct things *l, const struct object_case *k)
{
        struct papers p;

        if (!papers_of(l->c, k->id, &p))
                return false;
        for (size_t i = 0; i < p.n; i++)
                thing_add(l, (struct thing){ p.at[i].at, p.at[i].seq, k->id, "文书", *p.at[i].number
                        ? text_make(l->c->mem, "%s　%s", p.at[i].kind->name, p.at[i].number) : p.at[i].kind->name,
                                             url(l->c->mem, "/desk/case/%s/paper/%s/%s", text_make(l->c->mem, "%lld", (long long)k->id),
                                                 text_make(l->c->mem, "%lld", (long long)p.at[i].seq), p.at[i].kind->id) });
        return true;
}

static bool things_load(struct ctx *c, const struct object_all *all, struct things *out)
{
        struct things l = { .c = c };

        for (size_t i = 0; i < all->n_cases; i++)
                if (!materials_add(&l, &all->cases[i]) || (i < PAPERS_CASES && !papers_add(&l, &all->cases[i])))
                        return false;
        if (l.n)
                qsort(l.at, l.n, sizeof *l.at, newest);
        *out = l;
        return true;
}

/* ---- shown ---- */

static const char *case_words(const struct case_facts *f)
{
        return *f->number ? f->number : *f->source_number ? f->source_number : f->title;
}

static const struct case_facts *facts_in(const struct object_all *all, int64_t id)
{
        for (size_t i = 0; i < all->n_cases; i++)
                if (all->cases[i].id == id)
                        return &all->cases[i].facts;
        return NULL;
}

static const char *stage_words(struct ctx *c, const struct case_facts *f)
{
        const struct pack_procedure *p = pack_procedure(c->pack, f->standing.procedure);
        const struct pack_stage *s = p ? pack_stage(p, f->standing.stage) : NULL;

        return s ? s->label : f->standing.stage;
}

static void cases_put(struct ctx *c, struct html *h, const struct object_all *all)
{
        static const struct column columns[] = { { "id", "编号", CELL_INT }, { "number", "案号", CELL_TEXT }, { "title", "案件", CELL_TEXT },
                { "party", "当事人", CELL_TEXT },
                { "place", "地点", CELL_TEXT }, { "stage", "环节", CELL_TEXT }, { "at", "登记时间", CELL_INSTANT }, COLUMN_END };
        struct table t;

        table_start(&t, c->mem, columns);
        for (size_t i = 0; i < all->n_cases; i++) {
                const struct case_facts *f = &all->cases[i].facts;

                table_row(&t, (const char *[]){ text_make(c->mem, "%lld", (long long)f->id), case_words(f), f->title, f->party, all->cases[i].place,
                                                stage_words(c, f), instant_text(c->mem, f->registered_at) });
        }
        ui_card_begin(h, &(struct ui_card){ .title = "案件", .note = text_make(c->mem, "%zu 件", all->n_cases), .flush = true });
        ui_table(h, &t, &(struct ui_table){ .caption = "案件", .link = "number", .link_to = "id", .link_base = "/desk/case/", .hide = "id",
                .sub = "place",
                                            .empty = "没有这个执法对象的案件", .empty_when = "您的数据范围以外的案件不在其中。" });
        ui_card_end(h);
}

static void things_put(struct ctx *c, struct html *h, const struct object_all *all, const struct things *l)
{
        static const struct column columns[] = { { "title", "名称", CELL_LINK }, { "what", "类别", CELL_TEXT }, { "case", "案件", CELL_TEXT },
                { "at", "时间", CELL_INSTANT }, COLUMN_END };
        struct table t;

        table_start(&t, c->mem, columns);
        for (size_t i = 0; i < l->n; i++)
                table_row(&t, (const char *[]){ text_make(c->mem, "%s\t%s", l->at[i].title, l->at[i].url), l->at[i].what,
                        case_words(facts_in(all, l->at[i].case_id)),
                                                instant_text(c->mem, l->at[i].at) });
        ui_card_begin(h, &(struct ui_card){ .title = "文书和材料", .note = text_make(c->mem, "%zu 件，按时间", l->n), .flush = true });
        ui_table(h, &t, &(struct ui_table){ .caption = "文书和材料", .empty = "还没有文书和材料" });
        if (all->n_cases > PAPERS_CASES)
                html(h, "<p class=\"meta\">这里列出最近 %d 个案件的文书，更早的在各案件的“文书”里。</p>", PAPERS_CASES);
        ui_card_end(h);
}

static const char *kind_icon(const char *kind)
{
        return !strcmp(kind, "audio") ? "microphone" : !strcmp(kind, "photo") ? "photo" : "video";
}

static void still_put(struct html *h, const struct object_recording *r)
{
        size_t n;
        char **pictures = text_split(h->b.mem, r->classified ? "" : r->pictures, ',', &n);

        html_raw(h, "<span class=\"still\">");
        if (n)
                html(h, "<img src=\"%s\" alt=\"\" loading=\"lazy\" decoding=\"async\">", url(h->b.mem, "/api/blobs/%s", pictures[0]));
        else
                ui_icon(h, kind_icon(r->kind));
        if (r->length > 0)
                html(h, "<span>%s</span>", recording__length_words(h->b.mem, r->length));
        html_raw(h, "</span>");
}

static void shot_put(struct html *h, const struct object_all *all, const struct object_recording *r)
{
        html(h, "<li><a href=\"/desk/recording/%lld\">", (long long)r->id);
        still_put(h, r);
        html(h, "<b>%s</b></a><small>%s　", r->title, recording__kind_label(h->b.mem, r->kind));
        copy__time_of_day(h, r->taken_at);
        html(h, "</small><small>%s</small><small>%s</small>", r->place, case_words(facts_in(all, r->case_id)));
        if (r->classified)
                ui_tag(h, "bad", "涉密");
        html_raw(h, "</li>");
}

static void recordings_put(struct ctx *c, struct html *h, const struct object_all *all)
{
        struct day day = DAY_NONE;

        ui_card_begin(h, &(struct ui_card){ .title = "音像资料", .note = text_make(c->mem, "%zu 件，按采集时间", all->n_recordings) });
        html_raw(h, "<ul class=\"shots\">");
        for (size_t i = 0; i < all->n_recordings; i++) {
                struct day on = day_of(all->recordings[i].taken_at);

                if (day_compare(on, day))
                        html(h, "<li class=\"day\">%s</li>", day_chinese(h->b.mem, on));
                day = on;
                shot_put(h, all, &all->recordings[i]);
        }
        html_raw(h, "</ul>");
        if (!all->n_recordings)
                ui_empty(h, "还没有音像资料", "入卷以后按采集时间列在这里。", NULL, NULL);
        ui_card_end(h);
}

static void head_put(struct ctx *c, struct html *h, const struct object *o, const struct object_all *all)
{
        const struct case_facts *f = all->n_cases ? &all->cases[0].facts : NULL;

        ui_card_begin(h, &(struct ui_card){ .title = *o->place && !*o->party && !*o->party_id ? "地点" : "当事人" });
        ui_kv_begin(h, KV_WIDE);
        if (*o->party_id || *o->party) {
                ui_kv(h, "名称", f ? f->party : o->party);
                ui_kv(h, "证件号码", access_shown(c, "party_id", f ? f->party_id : o->party_id));
                ui_kv(h, "住所", access_shown(c, "party_address", f ? f->party_address : ""));
        } else {
                ui_kv(h, "地点", o->place);
        }
        ui_kv(h, "合计", text_make(c->mem, "案件 %zu 件，音像资料 %zu 件", all->n_cases, all->n_recordings));
        ui_kv_end(h);
        ui_card_end(h);
}

bool object__page(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_crumb crumbs[] = { { "案件台账", "/desk/cases" } };
        const struct object o = { page_query(in, "party_id"), page_query(in, "party"), page_query(in, "place") };
        struct object_all all;
        struct things l;

        if (!object__load(c, &o, &all) || !things_load(c, &all, &l))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "同一执法对象", .lead = "全部案件、文书、材料和音像资料", .crumbs = crumbs, .n_crumbs = 1,
                .current = "/desk/cases" });
        head_put(c, h, &o, &all);
        cases_put(c, h, &all);
        recordings_put(c, h, &all);
        things_put(c, h, &all, &l);
        page_end_desk(c, in, h);
        return true;
}

bool object__view(struct ctx *c, const struct args *a, struct table *t)
{
        const struct object o = { arg_text(a, "party_id"), arg_text(a, "party"), arg_text(a, "place") };
        struct object_all all;
        struct things l;

        if (!object__load(c, &o, &all) || !things_load(c, &all, &l))
                return false;
        for (size_t i = 0; i < all.n_recordings; i++)
                thing_add(&l, (struct thing){ all.recordings[i].taken_at, all.recordings[i].id, all.recordings[i].case_id,
                        recording__kind_label(c->mem, all.recordings[i].kind),
                                              all.recordings[i].title, "" });
        if (l.n)
                qsort(l.at, l.n, sizeof *l.at, newest);
        for (size_t i = 0; i < l.n; i++)
                table_row(t, (const char *[]){ text_make(t->mem, "%lld", (long long)l.at[i].case_id), l.at[i].what,
                        text_make(t->mem, "%lld", (long long)l.at[i].id), l.at[i].title,
                                               instant_text(t->mem, l.at[i].at) });
        t->total = (int64_t)t->n_rows;
        return true;
}
