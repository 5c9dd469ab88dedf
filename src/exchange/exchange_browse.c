/* exchange_browse.c - /browse: every published decision by agency, year and month, as plain lists.  What the static copy of the site has
 * instead of a search, and what a reader without a script or a search engine walks through.
 */
#include "exchange/exchange_inner.h"
#include <string.h>

static const struct ui_crumb crumbs[] = { { "首页", "/" }, { "按月浏览", "/browse" } };

static bool total_of(struct ctx *c, const char *agency, struct day from, struct day to, int64_t *out)
{
        struct publication_wish w = { .agency = agency, .from = from, .to = to, .limit = 1 };
        struct publications l;

        if (!publications_find(c, &w, &l))
                return false;
        *out = l.total;
        return true;
}

static bool first_day(void *to, const struct publication *p)
{
        *(struct day *)to = p->decided_on;
        return true;
}

/* The years in which decisions were made that are or were published; false last > first when there are none. */
bool exchange__years(struct ctx *c, int *first, int *last)
{
        struct publication_range r = { .from = DAY_NONE, .to = DAY_NONE, .limit = 1 };
        struct publication_wish w = { .from = DAY_NONE, .to = DAY_NONE, .limit = 1 };
        struct publications newest;
        struct day oldest = DAY_NONE;
        int month, day;

        if (!publications_each(c, &r, first_day, &oldest) || !publications_find(c, &w, &newest))
                return false;
        *first = 1;
        *last = 0;
        if (day_is(oldest) && newest.n) {
                day_split(oldest, first, &month, &day);
                day_split(newest.at[0].decided_on, last, &month, &day);
        }
        return true;
}

static struct day month_last(int year, int month)
{
        return day_plus(month == 12 ? day_make(year + 1, 1, 1) : day_make(year, month + 1, 1), -1);
}

static bool year_put(struct ctx *c, struct html *h, const char *agency, int year)
{
        int64_t n;

        if (!total_of(c, agency, day_make(year, 1, 1), day_make(year, 12, 31), &n))
                return false;
        if (!n)
                return true;
        html(h, "<h3>%d 年 <small class=\"muted\">%lld 件</small></h3><ul class=\"chips\">", year, (long long)n);
        for (int month = 12; month >= 1; month--) {
                if (!total_of(c, agency, day_make(year, month, 1), month_last(year, month), &n))
                        return false;
                if (n)
                        html(h, "<li><a class=\"chip\" href=\"%s\">%d 月 <span class=\"muted\">%lld</span></a></li>",
                             text_make(c->mem, "/browse/%s/%04d-%02d", agency, year, month), month, (long long)n);
        }
        html(h, "</ul>");
        return true;
}

static bool years_put(struct ctx *c, struct html *h, const struct pack_agency *g)
{
        int first, last;

        if (!exchange__years(c, &first, &last))
                return false;
        ui_card_begin(h, &(struct ui_card){ .title = g->name, .more_url = url(c->mem, "/agency/%s", g->id), .more_label = "机关主页" });
        if (last < first)
                ui_empty(h, "还没有公示的执法决定", "决定作出之日起七个工作日内在这里公示。", NULL, NULL);
        for (int year = last; year >= first; year--)
                if (!year_put(c, h, g->id, year))
                        return false;
        ui_card_end(h);
        return true;
}

bool exchange__browse(struct ctx *c, const struct page_in *in, struct html *h)
{
        page_begin_public(c, in, h, &(struct ui_frame){ .title = "按月浏览", .lead = "全部公示的执法决定，按机关和作出的月份排列", .crumbs = crumbs,
                                                        .n_crumbs = 1, .current = "/search", .narrow = true });
        for (size_t i = 0; i < c->pack->n_agencies; i++)
                if (!years_put(c, h, &c->pack->agencies[i]))
                        return false;
        page_end_public(c, in, h);
        return true;
}

bool exchange__browse_agency(struct ctx *c, const struct page_in *in, struct html *h)
{
        const struct pack_agency *g = pack_agency(c->pack, in->args[0]);

        if (!g)
                return refuse(&c->why, R_PAGE_UNKNOWN, NULL, "没有这个执法机关");
        page_begin_public(c, in, h, &(struct ui_frame){ .title = text_make(c->mem, "%s：按月浏览", g->short_name), .crumbs = crumbs, .n_crumbs = 2,
                                                        .current = "/search", .narrow = true });
        if (!years_put(c, h, g))
                return false;
        page_end_public(c, in, h);
        return true;
}

/* ---- a month ---- */

struct listing { struct html *h; const char *agency; struct day day; bool open; };

static void row_put(struct html *h, const struct publication *p)
{
        html(h, "<li><a href=\"/decision/%lld\">", (long long)p->id);
        if (p->shown)
                html(h, "%s</a> <span class=\"muted\">%s · %s · %s</span></li>", p->title, p->number, p->party, p->result);
        else
                html(h, "%s</a> <span class=\"muted\">已依法撤下</span></li>", p->number);
}

static bool listed(void *to, const struct publication *p)
{
        struct listing *l = to;
        int y, m, d;

        if (strcmp(p->agency, l->agency))
                return true;
        if (!l->open || day_compare(l->day, p->decided_on)) {
                day_split(p->decided_on, &y, &m, &d);
                html_raw(l->h, l->open ? "</ul>" : "");
                html(l->h, "<h2>%d 月 %d 日</h2><ul class=\"plain-list\">", m, d);
        }
        l->open = true;
        l->day = p->decided_on;
        row_put(l->h, p);
        return true;
}

bool exchange__browse_month(struct ctx *c, const struct page_in *in, struct html *h)
{
        const struct pack_agency *g = pack_agency(c->pack, in->args[0]);
        struct publication_range r = { .state = "" };
        struct listing l = { .h = h, .agency = in->args[0] };
        const char *title;
        int year, month, day;

        if (!g || strlen(in->args[1]) != 7 || !day_parse(text_make(c->mem, "%s-01", in->args[1]), &r.from))
                return refuse(&c->why, R_PAGE_UNKNOWN, NULL, "没有这一个月");
        day_split(r.from, &year, &month, &day);
        r.to = month_last(year, month);
        title = text_make(c->mem, "%s %d 年 %d 月的执法决定", g->short_name, year, month);
        page_begin_public(c, in, h, &(struct ui_frame){ .title = title, .crumbs = crumbs, .n_crumbs = 2, .current = "/search", .narrow = true });
        ui_card_begin(h, &(struct ui_card){ .title = NULL });
        if (!publications_each(c, &r, listed, &l))
                return false;
        if (l.open)
                html_raw(h, "</ul>");
        else
                ui_empty(h, "这个月没有公示的执法决定", NULL, "按月浏览", "/browse");
        ui_card_end(h);
        page_end_public(c, in, h);
        return true;
}
