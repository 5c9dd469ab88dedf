/* copy_search.c - the words of recordings, searched.  One function knows how (LIKE); what a person may not see is left out before anything is
 * shown, recording by recording.  Drafts are not searched unless asked for: nobody answers for them. */
#include "db/db.h"
#include "recording/copy_inner.h"
#include <string.h>

#define HITS_MAX 100                    /* shown */
#define LOOKED_MAX 5000                 /* looked at: those of others' cases among them */

QUERY(texts_like, "SELECT id, recording_id, case_id, engine, state, text, by_login, decided_by, at FROM copy_text"
                  " WHERE ($1 = 0 OR recording_id = $1) AND (state = 'accepted' OR ($2 = 1 AND state = 'draft'))"
                  " AND text LIKE '%' || $3 || '%' ESCAPE '\\' ORDER BY id DESC LIMIT $4");

/* % and _ are letters to those who search. */
static const char *like_words(struct arena *mem, const char *q)
{
        q = text_replace(mem, q, "\\", "\\\\");
        q = text_replace(mem, q, "%", "\\%");
        return text_replace(mem, q, "_", "\\_");
}

/* Recordings asked about before: several texts may come from one. */
struct seen { int64_t recording; bool may; };
struct searching { struct ctx *c; struct seen *seen; size_t n, room; };

static bool sees(struct searching *s, int64_t recording)
{
        struct ctx probe = *s->c;
        struct recording r;

        for (size_t i = 0; i < s->n; i++)
                if (s->seen[i].recording == recording)
                        return s->seen[i].may;
        if (s->n == s->room) {
                s->seen = arena_grow(s->c->mem, s->seen, s->room * sizeof *s->seen, (s->room * 2 + 16) * sizeof *s->seen);
                s->room = s->room * 2 + 16;
        }
        probe.why = (struct why){ .mem = s->c->mem };
        s->seen[s->n] = (struct seen){ recording, recording_find(&probe, recording, &r, NULL) };
        return s->seen[s->n++].may;
}

struct hit { int64_t id, recording, case_id; const char *engine, *state, *text, *by, *decided_by, *at; };
typedef void hit_fn(void *to, const struct hit *k);

static bool texts_search(struct ctx *c, const char *q, int64_t recording, bool drafts, hit_fn *each, void *to)
{
        struct rows r = db_ask(c->db, &c->why, &texts_like, ARGS(I(recording), I(drafts), T(like_words(c->mem, q)), I(LOOKED_MAX)));
        struct hit *found = TAKE_N(c->mem, struct hit, LOOKED_MAX);
        struct searching s = { .c = c };
        size_t n = 0, shown = 0;

        for (; n < LOOKED_MAX && db_next(&r); n++)
                found[n] = (struct hit){ db_int(&r, 0), db_int(&r, 1), db_int(&r, 2), db_text_in(c->mem, &r, 3), db_text_in(c->mem, &r, 4),
                                         db_text_in(c->mem, &r, 5), db_text_in(c->mem, &r, 6), db_text_in(c->mem, &r, 7), db_text_in(c->mem, &r, 8) };
        if (!db_done(&r))
                return false;
        for (size_t i = 0; i < n && shown < HITS_MAX; i++)
                if (sees(&s, found[i].recording)) {
                        each(to, &found[i]);
                        shown++;
                }
        return true;
}

/* ---- as a table ---- */

static const char *number(struct arena *mem, int64_t v)
{
        return text_make(mem, "%lld", (long long)v);
}

static void hit_row(void *to, const struct hit *k)
{
        struct table *t = to;

        table_row(t, (const char *[]){ number(t->mem, k->id), number(t->mem, k->recording), number(t->mem, k->case_id), k->engine, k->state, k->text,
                k->by,
                                       *k->decided_by ? k->decided_by : NULL, k->at });
}

bool copy__view_texts(struct ctx *c, const struct args *a, struct table *t)
{
        if (!texts_search(c, arg_text(a, "q"), arg_int(a, "recording"), arg_bool(a, "drafts"), hit_row, t))
                return false;
        t->total = (int64_t)t->n_rows;
        return true;
}

/* ---- as a page ---- */

struct listing { struct ctx *c; struct html *h; const char *q; size_t n; };

#define AROUND 60                       /* bytes shown at each side of what was found */

static const char *cut_before(const char *text, const char *at)
{
        const char *s = at - text > AROUND ? at - AROUND : text;

        while (((unsigned char)*s & 0xC0) == 0x80)
                s++;
        return s;
}

static void around_put(struct html *h, const char *text, const char *q)
{
        const char *at = *q ? strstr(text, q) : NULL, *from = at ? cut_before(text, at) : text;

        if (!at) {
                html(h, "<p class=\"spoken\">%s</p>", utf8_head(h->b.mem, text, 80));
                return;
        }
        html(h, "<p class=\"spoken\">%s%s<mark>%s</mark>%s</p>", from > text ? "…" : "", text_copy_n(h->b.mem, from, (size_t)(at - from)), q,
             utf8_head(h->b.mem, at + strlen(q), 60));
}

static void hit_item(void *to, const struct hit *k)
{
        struct listing *l = to;
        struct recording r;

        if (!recording_find(l->c, k->recording, &r, NULL))
                return;
        html(l->h, "<li><p><a href=\"/desk/recording/%lld/texts#text-%lld\">%s</a> ", (long long)k->recording, (long long)k->id, r.title);
        if (!strcmp(k->state, "draft"))
                ui_tag(l->h, "warn", "草稿，未经核对");
        html(l->h, "</p>");
        around_put(l->h, k->text, l->q);
        html(l->h, "<p class=\"meta\">%s　%s　%s</p></li>", copy__engine_label(k->engine), r.place, instant_local(l->c->mem, r.taken_at));
        l->n++;
}

static void box_put(struct html *h, const char *q, bool drafts)
{
        html(h, "<form method=\"get\" class=\"filters\" role=\"search\" aria-label=\"音像文字\"><div><label for=\"q\">文字中的一段</label>"
             "<input class=\"in\" id=\"q\" name=\"q\" value=\"%s\"></div>", q);
        html(h, "<label class=\"choices\"><span><input type=\"checkbox\" name=\"drafts\" value=\"true\"%s> 也查草稿</span></label>",
             drafts ? " checked" : "");
        html_raw(h, "<button class=\"btn primary\" type=\"submit\">查找</button></form>");
}

bool copy__page_search(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct listing l = { .c = c, .h = h, .q = utf8_head(c->mem, page_query(in, "q"), 60) };
        bool drafts = !strcmp(page_query(in, "drafts"), "true");

        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "在音像文字里查找", .lead = "只查经人核对、采用的文字" });
        ui_card_begin(h, &(struct ui_card){ .flush = true });
        box_put(h, l.q, drafts);
        ui_card_end(h);
        ui_card_begin(h, &(struct ui_card){ .title = "找到的" });
        html_raw(h, "<ul class=\"tl\">");
        if (*l.q && !texts_search(c, l.q, 0, drafts, hit_item, &l))
                return false;
        html_raw(h, "</ul>");
        if (!l.n)
                ui_empty(h, *l.q ? "没有找到" : "写下要找的文字", "草稿采用以后才能查到；您的数据范围以外的案件不在其中。", NULL, NULL);
        ui_card_end(h);
        page_end_desk(c, in, h);
        return true;
}
