/* work_find.c - finding by name and by number: cases, parties, people, items, statutes, pages.  Every source applies the scope itself; nothing is
 * found that could not be opened.  Works without a script: GET /desk/find?q=… */
#include "workspace/work_inner.h"
#include <string.h>

#define SHOWN 8
#define WORD_MAX 60

struct hit { const char *title, *note, *link; };
struct hits { struct arena *mem; struct hit at[SHOWN]; size_t n; bool more; };

static void hit(struct hits *l, const char *title, const char *note, const char *link)
{
        if (l->n == SHOWN)
                l->more = true;
        else
                l->at[l->n++] = (struct hit){ text_copy(l->mem, title), text_copy(l->mem, note), text_copy(l->mem, link) };
}

static bool has(const char *text, const char *q)
{
        return text && *q && strcasestr(text, q) != NULL;
}

static const char *cell_of(const struct table *t, size_t row, const char *name)
{
        for (size_t i = 0; i < t->n_columns; i++)
                if (!strcmp(t->columns[i].name, name))
                        return t->rows[row][i] ? t->rows[row][i] : "";
        return "";
}

/* Runs a view with q and puts what it gave; a view that is not there or not for this person gives nothing. */
struct by_view { const char *view, *title, *second, *note, *link, *link_from; };

static bool view_hits(struct ctx *c, const struct by_view *s, const char *q, struct hits *l)
{
        const struct pair params[] = { { "q", q }, { "limit", "9" } };
        const struct view *v = view_find(s->view);
        struct why kept = c->why;
        struct table t;

        if (!v || !ui_may(c, v->roles))
                return true;
        if (!view_run(c, s->view, params, 2, &t)) {
                if (c->why.kind == WHY_FAILED)
                        return false;
                c->why = kept;
                return true;
        }
        for (size_t i = 0; i < t.n_rows && i <= SHOWN; i++) {
                const char *title = cell_of(&t, i, s->title);

                hit(l, *title ? title : s->second ? cell_of(&t, i, s->second) : "", cell_of(&t, i, s->note),
                    text_replace(c->mem, s->link, "%s", url(c->mem, "%s", cell_of(&t, i, s->link_from))));
        }
        return true;
}

static bool find_cases(struct ctx *c, const char *q, struct hits *l)
{
        struct case_facts f;
        struct why kept = c->why;
        int64_t id;

        if (text_int(q, 0, INT64_MAX, &id) && case_facts_load(c, id, &f) && case_may_see(c, &f))
                hit(l, text_make(c->mem, "案件 %lld", (long long)id), f.title, text_make(c->mem, "/desk/case/%lld", (long long)id));
        c->why = kept;
        return view_hits(c, &(struct by_view){ "cases", "number", "source_number", "title", "/desk/case/%s", "id" }, q, l);
}

static bool find_parties(struct ctx *c, const char *q, struct hits *l)
{
        const struct pair params[] = { { "q", q }, { "limit", "30" } };
        struct table t;

        if (!view_run(c, "cases", params, 2, &t))
                return false;
        for (size_t i = 0; i < t.n_rows; i++)
                if (has(cell_of(&t, i, "party"), q))
                        hit(l, cell_of(&t, i, "party"), cell_of(&t, i, "number"), text_make(c->mem, "/desk/case/%s", cell_of(&t, i, "id")));
        return true;
}

struct person_wish { struct ctx *c; const char *q; struct hits *l; };

static void person_hit(void *to, const struct user *u, const char *certificate)
{
        struct person_wish *w = to;
        const struct pack_unit *unit = pack_unit(w->c->pack, u->unit);

        if (has(u->name, w->q) || has(u->login, w->q) || has(certificate, w->q))
                hit(w->l, u->name, text_make(w->c->mem, "%s%s%s", unit ? unit->name : "", *certificate ? "　证件 " : "", certificate),
                    url(w->c->mem, "/officers?q=%s", u->name));
}

static bool find_people(struct ctx *c, const char *q, struct hits *l)
{
        return users_list(c, c->who->agency, person_hit, &(struct person_wish){ c, q, l });
}

static bool find_items(struct ctx *c, const char *q, struct hits *l)
{
        for (size_t i = 0; i < c->pack->n_items; i++)
                if (has(c->pack->items[i].name, q) || has(c->pack->items[i].code, q))
                        hit(l, c->pack->items[i].name, c->pack->items[i].code, url(c->mem, "/desk/act/source.register?item=%s", c->pack->items[i].code));
        return true;
}

static bool find_statutes(struct ctx *c, const char *q, struct hits *l)
{
        return view_hits(c, &(struct by_view){ "statutes", "title", "name", "number", "/desk/statute/%s", "id" }, q, l);
}

static bool find_pages(struct ctx *c, const char *q, struct hits *l)
{
        const struct page *p;

        for (size_t i = 0; (p = page_at(i)); i++)
                if (text_starts(p->pattern, "/desk") && !strchr(p->pattern, '{') && has(p->title, q) && ui_may(c, p->roles))
                        hit(l, p->title, p->pattern, p->pattern);
        return true;
}

static bool find_verbs(struct ctx *c, const char *q, struct hits *l)
{
        const struct command *k;

        for (size_t i = 0; (k = command_at(i)); i++)
                if ((has(k->label, q) || has(k->verb, q)) && (!*k->roles || ui_may(c, k->roles)) && !text_in("system", k->roles, '|') && !text_in("public", k->roles, '|'))
                        hit(l, k->label, k->help, text_make(c->mem, "/desk/help/%s", k->verb));
        return true;
}

static const struct source { const char *label, *more; bool (*find)(struct ctx *c, const char *q, struct hits *l); } sources[] = {
        { "案件", "/desk/cases?q=%s", find_cases }, { "当事人", "/desk/cases?q=%s", find_parties }, { "人员", NULL, find_people },
        { "执法事项", NULL, find_items }, { "法规", "/desk/statutes?q=%s", find_statutes }, { "页面", NULL, find_pages }, { "动作和说明", NULL, find_verbs },
};

static bool source_put(struct ctx *c, struct html *h, const struct source *s, const char *q, size_t *found)
{
        struct hits l = { .mem = c->mem };

        if (!s->find(c, q, &l))
                return false;
        if (!l.n)
                return true;
        *found += l.n;
        ui_card_begin(h, &(struct ui_card){ .title = s->label, .more_label = l.more && s->more ? "全部" : NULL,
                .more_url = l.more && s->more ? text_replace(c->mem, s->more, "%s", url(c->mem, "%s", q)) : NULL, .note = l.more && !s->more ? "只列前 8 个" : NULL });
        html(h, "<ul class=\"rows\">");
        for (size_t i = 0; i < l.n; i++) {
                html(h, "<li><span>");
                ui_link(h, l.at[i].link, *l.at[i].title ? l.at[i].title : "未编号");
                html(h, " <small>%s</small></span></li>", l.at[i].note);
        }
        html(h, "</ul>");
        ui_card_end(h);
        return true;
}

bool work__page_find(struct ctx *c, const struct page_in *in, struct html *h)
{
        const char *q = text_trim(c->mem, page_query(in, "q"));
        size_t found = 0;

        if (utf8_length(q) > WORD_MAX)
                return refuse(&c->why, R_ARG_RANGE, "q", "最多 %d 个字", WORD_MAX);
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = *q ? text_make(c->mem, "查找：%s", q) : "查找",
                .lead = "案件、当事人、人员、事项、法规、页面；按名称或者编号，只列出您能打开的", .crumb = "查找" });
        html(h, "<form class=\"filters\" role=\"search\" aria-label=\"全局查找\" action=\"/desk/find\"><label class=\"vh\" for=\"q\">名称或者编号</label>"
             "<input class=\"in\" id=\"q\" name=\"q\" type=\"search\" maxlength=\"60\" value=\"%s\"><button class=\"btn primary\" type=\"submit\">查找</button></form>", q);
        for (size_t i = 0; *q && i < sizeof sources / sizeof *sources; i++)
                if (!source_put(c, h, &sources[i], q, &found))
                        return false;
        if (*q && !found)
                ui_empty(h, "没有找到", "换一个词，或者用编号查；不在您数据范围内的不会列出。", "看案件台账", "/desk/cases");
        page_end_desk(c, in, h);
        return true;
}
