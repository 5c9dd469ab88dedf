/* admin_entrust.c - /desk/entrustments: who acts in whose name, until when (行政处罚法 20, 21); and the pages of the folder.  Pages show. */
#include "admin/admin_inner.h"
#include <stdlib.h>

#define WARN_DAYS 30

static void row_put(struct ctx *c, struct html *h, const struct entrustment *e)
{
        struct day today = day_of(c->now);
        const char *kind = "ok", *state = "有效";

        if (day_is(e->ended) && day_compare(e->ended, today) <= 0)
                kind = "bad", state = text_make(c->mem, "%s 终止", day_text(c->mem, e->ended));
        else if (day_compare(e->until, today) < 0)
                kind = "bad", state = "已届满";
        else if (day_compare(today, e->since) < 0)
                kind = "note", state = "尚未开始";
        else if (day_compare(e->until, day_plus(today, WARN_DAYS)) <= 0)
                kind = "warn", state = "将届满";
        ui_card_begin(h, &(struct ui_card){ .title = e->number, .note = text_make(c->mem, "%s → %s", admin__name(c->pack, e->giver), admin__name(c->pack, e->taker)) });
        ui_kv_begin(h, KV_WIDE);
        ui_kv_open(h, "状态");
        ui_tag(h, kind, state);
        ui_kv_close(h);
        ui_kv(h, "期限", text_make(c->mem, "%s 至 %s", day_text(c->mem, e->since), day_text(c->mem, e->until)));
        ui_kv(h, "事项", *e->items ? e->items : "委托机关的全部事项");
        ui_kv(h, "权限", e->scope);
        ui_kv(h, "公布", text_make(c->mem, "%s　%s", day_text(c->mem, e->published), e->place));
        if (*e->reason)
                ui_kv(h, "终止原因", e->reason);
        ui_kv_end(h);
        if (!day_is(e->ended) && ui_may(c, "admin"))
                ui_button(h, &(struct ui_button){ "终止委托", text_make(c->mem, "/desk/act/entrustment.end?subject=%lld&back=/desk/entrustments", (long long)e->id),
                                                  NULL, BUTTON_PLAIN });
        ui_card_end(h);
}

bool admin__page_entrustments(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_button make = { "登记委托", "/desk/act/entrustment.make?back=/desk/entrustments", "plus", BUTTON_PRIMARY };
        static const struct ui_crumb crumbs[] = { { "组织机构", "/desk/organisation" } };
        const char *seq = page_query(in, "done");
        struct entrustments l;

        if (!entrustments_of(c, "", &l))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "委托执法", .lead = "以委托机关名义实施；届满或者没有公布的，当日起不得实施", .crumbs = crumbs, .n_crumbs = 1,
                                                      .buttons = &make, .n_buttons = ui_may(c, "admin") ? 1 : 0, .current = "/desk/organisation" });
        if (*seq)
                ui_done(h, "已登记", strtoll(seq, NULL, 10), NULL);
        for (size_t i = 0; i < l.n; i++)
                row_put(c, h, &l.at[i]);
        if (!l.n)
                ui_empty(h, "没有登记委托", "委托书应当载明事项、权限、期限并向社会公布（行政处罚法第二十条）。", NULL, NULL);
        page_end_desk(c, in, h);
        return true;
}

extern const struct page admin_pages[];
extern const size_t admin_pages_n;
const struct page admin_pages[] = {
        { "/desk/organisation", "组织机构", "", admin__page_tree, false }, { "/desk/organisation/{code}", "组织机构", "", admin__page_body, false },
        { "/desk/entrustments", "委托执法", "", admin__page_entrustments, false }, { "/desk/people", "人员", WHO_SEES_PEOPLE, admin__page_people, false },
        { "/desk/people/{login}", "人员", WHO_SEES_PEOPLE, admin__page_person, false },
};
const size_t admin_pages_n = sizeof admin_pages / sizeof *admin_pages;
