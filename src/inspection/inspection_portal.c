/* inspection_portal.c - what everybody sees: released draws with all that is needed to draw again, and released results.  Names of objects that
 * were drawn and whose result is not public are not shown; nothing of what was not released is.
 */
#include "inspection/inspection_inner.h"
#include "org/org.h"
#include <string.h>

static const struct ui_crumb crumbs[] = { { "首页", "/" }, { "检查和抽查", "/inspections" } };

static bool asked(struct ctx *c, const struct page_in *in, int64_t *id)
{
        return text_int(in->args[0], 0, INT64_MAX, id) || refuse(&c->why, R_PAGE_UNKNOWN, NULL, "没有这一页");
}

bool inspection__portal(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct table draws, checks;

        if (!view_run(c, "draws", NULL, 0, &draws) || !view_run(c, "inspections", NULL, 0, &checks))
                return false;
        page_begin_public(c, in, h, &(struct ui_frame){ .title = "检查和抽查", .crumbs = crumbs, .n_crumbs = 1,
                                                        .lead = "双随机、一公开：抽查谁由公开的算法决定，结果向社会公布。" });
        ui_card_begin(h, &(struct ui_card){ .title = "双随机抽取", .note = "任何人都可以重算", .flush = true, .more_url = "/api/views/draws?format=csv", .more_label = "CSV" });
        ui_table(h, &draws, &(struct ui_table){ .caption = "双随机抽取", .link = "name", .link_to = "id", .link_base = "/inspections/draw/", .hide = "id|state|item",
                .roomy = true, .empty = "还没有公布的抽取", .empty_when = "抽取以后 20 个工作日内公布。" });
        ui_card_end(h);
        ui_card_begin(h, &(struct ui_card){ .title = "检查结果", .flush = true, .more_url = "/api/views/inspections?format=csv", .more_label = "CSV" });
        ui_table(h, &checks, &(struct ui_table){ .caption = "检查结果", .link = "object", .link_to = "id", .link_base = "/inspections/", .hide = "id|draw|findings",
                .tags = "result", .roomy = true, .empty = "还没有公布的检查结果", .empty_when = "检查以后 20 个工作日内公布。" });
        ui_card_end(h);
        page_end_public(c, in, h);
        return true;
}

/* ---- one draw ---- */

static void facts_put(struct ctx *c, struct html *h, const struct draw *d)
{
        ui_card_begin(h, &(struct ui_card){ .title = "抽取" });
        ui_kv_begin(h, 0);
        ui_kv(h, "执法机关", inspection__agency(c, d->agency));
        ui_kv_open(h, "抽查事项");
        ui_link(h, url(c->mem, "/list/%s/spotchecks/%s", d->agency, text_make(c->mem, "%lld", (long long)d->version)),
                text_make(c->mem, "%s（随机抽查事项清单第 %lld 版）", d->item, (long long)d->version));
        ui_kv_close(h);
        ui_kv_open(h, "抽取日期");
        ui_day(h, d->on);
        ui_kv_close(h);
        ui_kv(h, "候选对象", text_make(c->mem, "%lld 个", (long long)d->candidates));
        ui_kv(h, "抽取", text_make(c->mem, "%lld 个%s%s", (long long)d->drawn, *d->ratio ? "，清单规定的比例 " : "", d->ratio));
        ui_kv(h, "检查人员", inspection__people(c, d->officers));
        ui_kv(h, "执法证件", text_replace(c->mem, d->certificates, ",", "、"));
        ui_kv_end(h);
        ui_card_end(h);
}

static void objects_put(struct ctx *c, struct html *h, const struct drawns *l)
{
        ui_card_begin(h, &(struct ui_card){ .title = "抽中的对象", .note = "没有公布检查结果的只有编号，以免走漏", .flush = true });
        html(h, "<table class=\"table cards\"><caption class=\"vh\">抽中的对象</caption><thead><tr><th scope=\"col\" class=\"n\">次序</th><th scope=\"col\" class=\"n\">编号</th>"
                "<th scope=\"col\">名称</th></tr></thead><tbody>\n");
        for (size_t i = 0; i < l->n; i++) {
                const struct drawn *o = &l->at[i];

                html(h, "<tr><td data-l=\"次序\" class=\"n\">%zu</td><td data-l=\"编号\" class=\"n\">%lld</td><td data-l=\"名称\"><div>", i + 1, (long long)o->object);
                if (o->released)
                        ui_link(h, text_make(c->mem, "/inspections/%lld", (long long)o->check), o->shown);
                else
                        html(h, "<span class=\"muted\">结果公布以后显示</span>");
                html(h, "</div></td></tr>\n");
        }
        html(h, "</tbody></table>\n");
        ui_card_end(h);
}

static void how_put(struct ctx *c, struct html *h, const struct draw *d)
{
        const char *id = text_make(c->mem, "%lld", (long long)d->id);
        size_t people;

        text_split(c->mem, d->certificates, ',', &people);
        ui_card_begin(h, &(struct ui_card){ .title = "怎样重算" });
        html(h, "<p>种子是抽取以前存证日志前 %lld 条的根，不由抽取的人填写；一个事项一天只抽一次。每个候选有“权重”张签；第 t 张签的值是下面这段文字的 SM3（每行以换行结尾），取最小的一张：</p>"
             "<pre class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"签的文字\">mingjing-draw/1\n%s\n%s\nobject\n编号\nt\n</pre><p>从小到大排列，前 %lld 个抽中；人员的第四行是 officer，编号是执法证件号码，前 %zu 名抽中。</p>",
             (long long)d->seed_size, d->seed, d->item, (long long)d->drawn, people);
        ui_row_begin(h);
        ui_button(h, &(struct ui_button){ "全部候选（CSV）", url(c->mem, "/api/views/draw_bowl?draw=%s&format=csv", id), "download", BUTTON_PLAIN });
        ui_button(h, &(struct ui_button){ "JSON", url(c->mem, "/api/views/draw_bowl?draw=%s", id), NULL, BUTTON_PLAIN });
        ui_row_end(h);
        ui_card_end(h);
}

bool inspection__portal_draw(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct draw_check k;
        struct drawns l;
        struct draw d;
        int64_t id;

        if (!asked(c, in, &id) || !draw_load(c, id, &d))
                return false;
        if (d.released < 0)
                return refuse(&c->why, R_PAGE_UNKNOWN, NULL, "这次抽取还没有公布");
        if (!draw_objects(c, id, &l) || !draw_recheck(c, &d, &k))
                return false;
        page_begin_public(c, in, h, &(struct ui_frame){ .title = d.item_name, .crumbs = crumbs, .n_crumbs = 2, .current = "/inspections", .lead = "双随机抽取" });
        ui_split_begin(h);
        facts_put(c, h, &d);
        objects_put(c, h, &l);
        how_put(c, h, &d);
        ui_split_aside(h);
        inspection__recheck_put(c, h, &d, &k);
        ui_split_end(h);
        page_end_public(c, in, h);
        return true;
}

/* ---- one result ---- */

bool inspection__portal_check(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct check k;
        int64_t id;

        if (!asked(c, in, &id) || !check_load(c, id, &k))
                return false;
        if (k.released < 0)
                return refuse(&c->why, R_PAGE_UNKNOWN, NULL, "这次检查的结果还没有公布");
        page_begin_public(c, in, h, &(struct ui_frame){ .title = k.shown_name, .crumbs = crumbs, .n_crumbs = 2, .current = "/inspections", .lead = "行政检查结果",
                .n_tags = 1, .tags = &(struct ui_tag){ inspection__result_tone(k.result), inspection__result(c->mem, k.result), NULL }, .narrow = true });
        ui_card_begin(h, &(struct ui_card){ .title = "检查" });
        ui_kv_begin(h, 0);
        ui_kv(h, "执法机关", inspection__agency(c, k.agency));
        ui_kv(h, "执法类别", "行政检查");
        ui_kv_open(h, "任务来源");
        ui_link(h, k.draw >= 0 ? text_make(c->mem, "/inspections/draw/%lld", (long long)k.draw) : NULL, inspection__source(c->mem, k.source));
        ui_kv_close(h);
        ui_kv_open(h, "检查日期");
        ui_day(h, k.on);
        ui_kv_close(h);
        ui_kv(h, "检查人员", inspection__people(c, k.officers));
        ui_kv(h, "结果", inspection__result(c->mem, k.result));
        ui_kv(h, "检查情况", k.shown_text);
        ui_kv_open(h, "公布日期");
        ui_day(h, k.released_on);
        ui_kv_close(h);
        ui_kv_end(h);
        ui_card_end(h);
        page_end_public(c, in, h);
        return true;
}
