/* custody_pages_keep.c - what expires in the coming weeks, what is proposed to go, what went.  The weekly notice is a page to print. */
#include "custody/custody_inner.h"
#include <string.h>

#define WEEKS 4
#define ROWS 200

static int64_t weeks_of(const struct page_in *in)
{
        int64_t weeks = WEEKS;

        text_int(page_query(in, "weeks"), 0, 5200, &weeks);
        return weeks;
}

static const struct column item_columns[] = {
        { "pick", "选", CELL_TEXT }, { "title", "名称", CELL_TEXT }, { "rule", "类别", CELL_TEXT }, { "since", "起算", CELL_DAY }, { "until", "保管到", CELL_DAY },
        { "size", "大小", CELL_TEXT }, { "noun", "", CELL_TEXT }, { "id", "", CELL_TEXT }, { "law", "依据", CELL_TEXT }, COLUMN_END
};
enum { PICK, TITLE, RULE, SINCE, UNTIL, SIZE, NOUN, ID };

static void item_row(struct ctx *c, const struct item *it, struct table *t)
{
        bool due = day_compare(it->until, day_of(c->now)) < 0;

        table_row(t, (const char *[]){ due ? "due" : "", it->title, it->rule, day_text(c->mem, it->since), day_text(c->mem, it->until),
                                       custody__size(c->mem, it->size), it->noun, text_make(c->mem, "%lld", (long long)it->id), it->law });
}

/* A box to tick where it is due, and the way to the thing itself. */
static bool item_cell(void *to, struct html *h, const struct table *t, size_t row, size_t column)
{
        const char **cells = t->rows[row];
        bool intake = !strcmp(cells[NOUN], "intake");

        (void)to;
        if (column == TITLE)
                html(h, "<a href=\"/desk/%s/%s\">%s</a>", cells[NOUN], cells[ID], cells[TITLE]);
        else if (column == PICK && *cells[PICK])
                html(h, "<input type=\"checkbox\" form=\"propose\" name=\"%s\" value=\"%s\" aria-label=\"选 %s\">", intake ? "intakes" : "recordings", cells[ID], cells[TITLE]);
        else if (column == PICK)
                html(h, "<span class=\"none\">—</span>");
        return column == TITLE || column == PICK;
}

static struct table items_table(struct ctx *c, const struct items *l)
{
        struct table t;

        table_start(&t, c->mem, item_columns);
        for (size_t i = 0; i < l->n; i++)
                item_row(c, &l->at[i], &t);
        return t;
}

static size_t due_of(struct ctx *c, const struct items *l)
{
        size_t n = 0;

        for (size_t i = 0; i < l->n; i++)
                n += day_compare(l->at[i].until, day_of(c->now)) < 0;
        return n;
}

/* ---- what expires ---- */

/* The boxes in the table belong to this form. */
static void propose_put(struct ctx *c, const struct page_in *in, struct html *h)
{
        ui_card_foot(h);
        html(h, "<form id=\"propose\" class=\"form\" method=\"post\" action=\"/desk/act/disposal.propose\"><input type=\"hidden\" name=\"_csrf\" value=\"%s\">"
                "<input type=\"hidden\" name=\"_key\" value=\"%s\">", in->csrf, random_token(c->mem, 16));
        html(h, "<div class=\"field\"><label for=\"reason\">鉴定意见 <span class=\"req\">（必填）</span></label><p class=\"hint\">为什么不再需要保存：是否涉及复议、诉讼、"
                "信访和国家赔偿。提出以后由另一名机关负责人逐项复核。</p><textarea class=\"in\" id=\"reason\" name=\"reason\" rows=\"3\" required></textarea></div>"
                "<button class=\"btn primary\" type=\"submit\">把所选的列入销毁清单</button></form>");
}

static bool expiring_put(struct ctx *c, const struct page_in *in, struct html *h, int64_t weeks)
{
        bool proposes = ui_may(c, command_find("disposal.propose")->roles);
        struct table t;
        struct items l;

        if (!custody__expiring(c, day_plus(day_of(c->now), (int)weeks * 7 + 1), &l))
                return false;
        t = items_table(c, &l);
        ui_filters(h, &(struct ui_filters){ .path = "/desk/retention", .label = "今后几周", .params = view_find("expiring")->params, .query = in->query, .n = in->n,
                                            .total = (int64_t)l.n });
        ui_table(h, &t, &(struct ui_table){ .caption = "保管期限届满", .hide = proposes ? "noun|id" : "noun|id|pick", .sub = "law", .cell = item_cell,
                                            .empty = text_make(c->mem, "%lld 周内没有保管期限届满的音像资料", (long long)weeks), .empty_when = "届满以后列在这里。" });
        if (proposes && due_of(c, &l))
                propose_put(c, in, h);
        return true;
}

static bool view_put(struct ctx *c, struct html *h, const char *view, const struct ui_table *look)
{
        struct table t;

        if (!view_run(c, view, NULL, 0, &t))
                return false;
        ui_table(h, &t, look);
        return true;
}

static bool list_put(struct ctx *c, const struct page_in *in, struct html *h, const char *list)
{
        if (!strcmp(list, "lists"))
                return view_put(c, h, "disposals", &(struct ui_table){ .caption = "销毁清单", .link = "id", .link_to = "id", .link_base = "/desk/disposal/",
                                .sub = "reason|note", .hide = "size", .empty = "没有销毁清单", .empty_when = "保管期限届满的，由档案员提出。" });
        if (!strcmp(list, "gone"))
                return view_put(c, h, "tombstones", &(struct ui_table){ .caption = "销毁记录", .link = "disposal", .link_to = "disposal", .link_base = "/desk/disposal/",
                                .hide = "noun|id|case|size|digest", .empty = "没有销毁过", .empty_when = "确认销毁以后，指纹、大小和依据留在这里。" });
        if (!strcmp(list, "checks"))
                return view_put(c, h, "store_checks", &(struct ui_table){ .caption = "文件库核对记录", .hide = "id", .tags = "result", .sub = "rotten",
                                .empty = "还没有读完过一轮", .empty_when = "服务运行时分次重读全部文件，读完一轮和发现损坏都记在这里。" });
        return expiring_put(c, in, h, weeks_of(in));
}

static void rules_put(struct ctx *c, struct html *h)
{
        ui_card_begin(h, &(struct ui_card){ .title = "保管期限规则", .note = "几行都适用的取最长，并且不短于案卷" });
        html(h, "<ul class=\"small\">");
        for (size_t i = 0; i < c->pack->n_retention; i++) {
                const struct pack_retention *r = &c->pack->retention[i];

                html(h, "<li><b>%s</b>：%s<br><span class=\"muted\">%s</span></li>", r->label, r->permanent ? "永久" : text_make(c->mem, "%d 个月", r->months), r->law);
        }
        html(h, "</ul>");
        ui_card_end(h);
}

bool custody__page_retention(struct ctx *c, const struct page_in *in, struct html *h)
{
        const char *list = page_query(in, "list");
        const struct ui_tab tabs[] = { { "届满", "/desk/retention", NULL }, { "销毁清单", "/desk/retention?list=lists", NULL }, { "销毁记录", "/desk/retention?list=gone", NULL },
                                         { "文件库核对", "/desk/retention?list=checks", NULL } };
        const struct ui_button buttons[] = { { "打印通知", text_make(c->mem, "/desk/retention/notice?weeks=%lld", (long long)weeks_of(in)), "printer", BUTTON_PLAIN } };
        bool ok;

        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "保管期限", .lead = "未办结案件的资料不能销毁；销毁由两个人办理", .buttons = buttons, .n_buttons = 1,
                                                      .current = "/desk/retention" });
        ui_card_begin(h, &(struct ui_card){ .flush = true });
        ui_tabs(h, "保管期限", tabs, 4, !strcmp(list, "lists") ? 1 : !strcmp(list, "gone") ? 2 : !strcmp(list, "checks") ? 3 : 0);
        ok = list_put(c, in, h, list);
        ui_card_end(h);
        rules_put(c, h);
        page_end_desk(c, in, h);
        return ok;
}

/* ---- the weekly notice ---- */

bool custody__page_notice(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_crumb crumbs[] = { { "保管期限", "/desk/retention" } };
        const struct pack_agency *g = pack_agency(c->pack, c->who->agency);
        struct day today = day_of(c->now), last = day_plus(today, (int)weeks_of(in) * 7);
        struct items l;
        struct table t;

        if (!custody__expiring(c, day_plus(last, 1), &l))
                return false;
        t = items_table(c, &l);
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "保管期限通知", .crumbs = crumbs, .n_crumbs = 1, .current = "/desk/retention" });
        ui_paper_begin(h, &(struct ui_paper){ "打印件", g ? g->name : "", "音像资料保管期限届满通知", "" });
        html(h, "<p>至 %s，以下 %zu 份音像资料保管期限届满，其中已经届满 %zu 份。请承办机构在届满以前提出是否需要继续保存（复议、诉讼、信访、国家赔偿等）。</p>",
             day_chinese(c->mem, last), l.n, due_of(c, &l));
        ui_table(h, &t, &(struct ui_table){ .caption = "届满的音像资料", .hide = "noun|id|pick|law", .empty = "没有届满的" });
        ui_paper_sign(h, g ? g->name : "", today, false);
        ui_paper_end(h);
        page_end_desk(c, in, h);
        return true;
}

/* ---- one list ---- */

static void decisions_put(struct ctx *c, struct html *h, const struct disposal *d)
{
        bool mine = !strcmp(d->proposed_by, c->who->login);

        if (!strcmp(d->state, "proposed") && !mine && ui_may(c, command_find("disposal.confirm")->roles)) {
                ui_card_begin(h, &(struct ui_card){ .title = "复核" });
                html(h, "<p class=\"small\">确认的时候再次核对每一份的保管期限和案件状态。销毁以后不能恢复。</p>");
                ui_row_begin(h);
                custody__button(h, "disposal.confirm", "disposal", d->id, "", true);
                custody__button(h, "disposal.refuse", "disposal", d->id, "", false);
                ui_row_end(h);
                ui_card_end(h);
        } else if (!strcmp(d->state, "proposed")) {
                ui_callout(h, "info", "等待确认", "由提出人以外的机关负责人逐项复核后确认；复核时再次核对每一份的保管期限和案件状态。");
        } else if (!strcmp(d->state, "confirmed")) {
                ui_callout(h, "warn", "已经销毁", "指纹、大小、依据和经手人留在这里和存证日志里；没有别的案件需要的内容随后从存储中删除。");
        }
}

static void disposal_put(struct ctx *c, struct html *h, const struct disposal *d)
{
        ui_card_begin(h, &(struct ui_card){ .title = "清单" });
        ui_kv_begin(h, KV_WIDE);
        ui_kv(h, "提出人", user_name(c, d->proposed_by));
        ui_kv_open(h, "提出时间");
        ui_instant(h, d->proposed_at);
        ui_kv_close(h);
        ui_kv(h, "份数", text_make(c->mem, "%lld", (long long)d->items));
        ui_kv(h, "大小", custody__size(c->mem, d->size));
        ui_kv(h, "鉴定意见", d->reason);
        if (*d->decided_by) {
                ui_kv(h, "复核人", user_name(c, d->decided_by));
                ui_kv_open(h, "复核时间");
                ui_instant(h, d->decided_at);
                ui_kv_close(h);
                ui_kv(h, "复核意见", d->note);
        }
        ui_kv_end(h);
        ui_card_end(h);
}

/* The fingerprint has to be readable to the last digit, on a phone too. */
static bool stone_cell(void *to, struct html *h, const struct table *t, size_t row, size_t column)
{
        (void)to;
        if (strcmp(t->columns[column].name, "title") != 0)
                return false;
        html(h, "<a href=\"%s\">%s</a>", t->rows[row][column + 2], t->rows[row][column]);
        ui_hash(h, t->rows[row][column + 1]);
        return true;
}

/* As it will stand on the tombstone, or does. */
static void items_put(struct ctx *c, struct html *h, const struct items *l)
{
        static const struct column columns[] = { { "title", "名称和指纹", CELL_TEXT }, { "digest", "", CELL_TEXT }, { "url", "", CELL_TEXT }, { "rule", "类别", CELL_TEXT },
                                                 { "law", "依据", CELL_TEXT }, { "until", "保管到", CELL_DAY }, { "size", "大小", CELL_TEXT }, COLUMN_END };
        struct table t;

        table_start(&t, c->mem, columns);
        for (size_t i = 0; i < l->n; i++) {
                const struct item *it = &l->at[i];

                table_row(&t, (const char *[]){ it->title, it->digest, text_make(c->mem, "/desk/%s/%lld", it->noun, (long long)it->id), it->rule, it->law,
                                                day_text(c->mem, it->until), custody__size(c->mem, it->size) });
        }
        ui_card_begin(h, &(struct ui_card){ .title = "逐项", .flush = true });
        ui_table(h, &t, &(struct ui_table){ .caption = "清单上的资料", .sub = "law", .hide = "digest|url", .cell = stone_cell, .today = day_of(c->now) });
        ui_card_end(h);
}

bool custody__page_disposal(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_crumb crumbs[] = { { "保管期限", "/desk/retention" } };
        struct place p = { .unit = "" };
        struct disposal d;
        struct items l;
        int64_t id;

        if (!custody__number(c, in, &id) || !custody__disposal(c, id, &d))
                return false;
        p.agency = d.agency;
        if ((strcmp(d.proposed_by, c->who->login) != 0 && !access_may_see(c, &p)) || !custody__items(c, id, ROWS * 100, &l))
                return false;
        const struct ui_tag tags[] = { { !strcmp(d.state, "proposed") ? "warn" : "", custody__state_label(d.state), NULL } };

        page_begin_desk(c, in, h, &(struct ui_frame){ .title = text_make(c->mem, "销毁清单 %lld", (long long)id), .crumbs = crumbs, .n_crumbs = 1, .tags = tags, .n_tags = 1,
                                                      .current = "/desk/retention" });
        custody__done(c, in, h);
        ui_split_begin(h);
        disposal_put(c, h, &d);
        items_put(c, h, &l);
        ui_split_aside(h);
        decisions_put(c, h, &d);
        ui_split_end(h);
        page_end_desk(c, in, h);
        return true;
}
