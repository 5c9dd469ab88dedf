/* inspection_pages.c - the desk's pages of draws, checks and objects.  Pages show; what may be done is asked of the commands. */
#include "inspection/inspection_inner.h"
#include "org/org.h"
#include <string.h>

static const struct ui_crumb crumbs[] = { { "检查和抽查", "/desk/inspections" } };

static bool may_do(struct ctx *c, const char *verb)
{
        return ui_may(c, command_find(verb)->roles);
}

static const char *number_text(struct arena *mem, int64_t n)
{
        return text_make(mem, "%lld", (long long)n);
}

static void done_put(const struct page_in *in, struct html *h)
{
        int64_t seq;

        if (text_int(page_query(in, "done"), 1, INT64_MAX, &seq))
                ui_done(h, "已办理", seq, text_make(h->b.mem, "/desk/act/%lld", (long long)seq));
}

/* ---- overview ---- */

static bool draws_put(struct ctx *c, struct html *h)
{
        struct table t;

        if (!view_run(c, "inspection_draws", (const struct pair[]){ { "limit", "50" } }, 1, &t))
                return false;
        ui_card_begin(h, &(struct ui_card){ .title = "双随机抽取", .note = "谁都可以按公布的方法重算", .flush = true });
        ui_table(h, &t, &(struct ui_table){ .caption = "双随机抽取", .link = "name", .link_to = "id", .link_base = "/desk/draw/", .hide = "id|agency", .sub = "item",
                .tags = "state", .empty = "还没有抽取过", .empty_when = "先公布随机抽查事项清单、登记检查对象，再抽取。" });
        ui_card_end(h);
        return true;
}

static bool checks_put(struct ctx *c, const struct page_in *in, struct html *h)
{
        const struct view *v = view_find("inspection_checks");
        struct table t;

        if (!view_run(c, "inspection_checks", in->query, in->n, &t))
                return false;
        ui_card_begin(h, &(struct ui_card){ .title = "检查结果", .note = "20 个工作日内公布", .flush = true });
        ui_filters(h, &(struct ui_filters){ .path = "/desk/inspections", .label = "筛选检查结果", .params = v->params, .query = in->query, .n = in->n,
                                            .skip = "limit|agency", .total = t.total });
        ui_table(h, &t, &(struct ui_table){ .caption = "检查结果", .link = "object", .link_to = "id", .link_base = "/desk/check/", .hide = "id|agency|draw",
                .tags = "state|result", .empty = "没有登记过这样的检查", .empty_when = "检查以后登记结果，列在这里。" });
        ui_card_end(h);
        return true;
}

bool inspection__page_desk(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct ui_button buttons[3] = { { "检查对象名录库", "/desk/inspections/objects", "building-bank", BUTTON_PLAIN } };
        size_t n = 1;

        if (may_do(c, "check.record"))
                buttons[n++] = (struct ui_button){ "登记检查结果", "/desk/act/check.record?back=/desk/inspections", "plus", BUTTON_PLAIN };
        if (may_do(c, "draw.make"))
                buttons[n++] = (struct ui_button){ "双随机抽取", "/desk/act/draw.make?back=/desk/inspections", "arrows-exchange", BUTTON_PRIMARY };
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "检查和抽查", .lead = "双随机、一公开：抽取、检查、公布", .buttons = buttons, .n_buttons = n,
                                                      .current = "/desk/inspections" });
        done_put(in, h);
        if (!draws_put(c, h) || !checks_put(c, in, h))
                return false;
        page_end_desk(c, in, h);
        return true;
}

/* ---- objects ---- */

static bool object_cell(void *to, struct html *h, const struct table *t, size_t row, size_t column)
{
        struct ctx *c = to;

        if (strcmp(t->columns[column].name, "name") || !may_do(c, "object.grade"))
                return false;
        ui_link(h, url(h->b.mem, "/desk/act/object.grade?subject=%s&back=/desk/inspections/objects", t->rows[row][0]), t->rows[row][column]);
        return true;
}

bool inspection__page_objects(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_button add = { "登记检查对象", "/desk/act/object.register?back=/desk/inspections/objects", "plus", BUTTON_PRIMARY };
        const struct view *v = view_find("inspection_objects");
        struct table t;

        if (!view_run(c, "inspection_objects", in->query, in->n, &t))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "检查对象名录库", .lead = "按种类抽取；机会按信用风险分级加权", .crumbs = crumbs, .n_crumbs = 1,
                                                      .current = "/desk/inspections", .buttons = &add, .n_buttons = may_do(c, "object.register") });
        done_put(in, h);
        ui_card_begin(h, &(struct ui_card){ .title = "名录库", .flush = true });
        ui_filters(h, &(struct ui_filters){ .path = "/desk/inspections/objects", .label = "筛选检查对象", .params = v->params, .query = in->query, .n = in->n,
                                            .skip = "limit", .total = t.total });
        ui_table(h, &t, &(struct ui_table){ .caption = "检查对象", .hide = "id|agency", .sub = "code", .tags = "state", .cell = object_cell, .to = c,
                .empty = "没有这样的检查对象", .empty_when = "登记以后列在这里，可以抽取。" });
        ui_card_end(h);
        page_end_desk(c, in, h);
        return true;
}

/* ---- one draw ---- */

static void draw_facts(struct ctx *c, struct html *h, const struct draw *d)
{
        ui_card_begin(h, &(struct ui_card){ .title = "抽取" });
        ui_kv_begin(h, KV_WIDE);
        ui_kv(h, "抽查事项", text_make(c->mem, "%s　%s", d->item, d->item_name));
        ui_kv(h, "依据", text_make(c->mem, "随机抽查事项清单第 %lld 版", (long long)d->version));
        ui_kv(h, "执法机关", inspection__agency(c, d->agency));
        ui_kv_open(h, "抽取日期");
        ui_day(h, d->on);
        ui_kv_close(h);
        ui_kv(h, "对象", text_make(c->mem, "%lld 个候选，抽取 %lld 个%s%s", (long long)d->candidates, (long long)d->drawn, *d->ratio ? "；清单比例 " : "", d->ratio));
        ui_kv(h, "检查人员", inspection__people(c, d->officers));
        ui_kv(h, "抽取人", user_name(c, d->by));
        ui_kv_end(h);
        ui_card_end(h);
}

static void drawn_row(struct ctx *c, struct html *h, const struct draw *d, const struct drawn *o, size_t n)
{
        html(h, "<tr><td data-l=\"次序\" class=\"n\">%zu</td><td data-l=\"检查对象\"><div><b>%s</b><small>%s</small></div></td><td data-l=\"检查\"><div>", n, o->name, o->code);
        if (o->check >= 0)
                ui_link(h, text_make(c->mem, "/desk/check/%lld", (long long)o->check), o->released ? "已检查，已公布" : "已检查，未公布");
        else if (may_do(c, "check.record"))
                ui_button(h, &(struct ui_button){ "登记结果", url(c->mem, "/desk/act/check.record?object=%s&draw=%s&source=draw&officers=%s&back=%s",
                        number_text(c->mem, o->object), number_text(c->mem, d->id), d->officers, text_make(c->mem, "/desk/draw/%lld", (long long)d->id)), NULL,
                        BUTTON_PLAIN });
        else
                html(h, "还没有检查");
        html(h, "</div></td></tr>\n");
}

static void drawn_put(struct ctx *c, struct html *h, const struct draw *d, const struct drawns *l)
{
        ui_card_begin(h, &(struct ui_card){ .title = "抽中的对象", .note = "按抽取的次序", .flush = true });
        html(h, "<table class=\"table cards\"><caption class=\"vh\">抽中的对象</caption><thead><tr><th scope=\"col\" class=\"n\">次序</th>"
                "<th scope=\"col\">检查对象</th><th scope=\"col\">检查</th></tr></thead><tbody>\n");
        for (size_t i = 0; i < l->n; i++)
                drawn_row(c, h, d, &l->at[i], i + 1);
        html(h, "</tbody></table>\n");
        ui_card_end(h);
}

/* Worked out anew each time the page is made. */
void inspection__recheck_put(struct ctx *c, struct html *h, const struct draw *d, const struct draw_check *k)
{
        const struct ui_check checks[] = {
                { k->seed, text_make(c->mem, "种子是存证日志前 %lld 条的根%s", (long long)d->seed_size, !strcmp(d->seed_from, "checkpoint") ? "（签名的检查点）" : "") },
                { k->objects, "按种子重算，抽中的对象相同" }, { k->officers, "按种子重算，抽中的人员相同" },
        };
        bool good = k->seed && k->objects && k->officers;

        ui_proof(h, &(struct ui_proof){ .good = good, .title = good ? "重算的结果一致" : "重算的结果不一致", .note = "由本页自动重算", .checks = checks, .n_checks = 3,
                                        .hash = strchr(d->seed, ':') + 1 });
}

bool inspection__page_draw(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct draw_check k;
        struct drawns l;
        struct draw d;
        int64_t id;

        if (!text_int(in->args[0], 0, INT64_MAX, &id))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "抽取 %s", in->args[0]);
        if (!draw_load(c, id, &d) || !inspection__may_see(c, d.agency) || !draw_objects(c, id, &l) || !draw_recheck(c, &d, &k))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = d.item_name, .crumbs = crumbs, .n_crumbs = 1, .current = "/desk/inspections", .n_tags = 1,
                .tags = &(struct ui_tag){ d.released < 0 ? "warn" : "ok", d.released < 0 ? "未公布" : "已公布", NULL } });
        done_put(in, h);
        ui_split_begin(h);
        draw_facts(c, h, &d);
        drawn_put(c, h, &d, &l);
        ui_split_aside(h);
        if (d.released < 0 && may_do(c, "draw.publish"))
                ui_button(h, &(struct ui_button){ "公布抽取", text_make(c->mem, "/desk/act/draw.publish?subject=%lld&back=/desk/draw/%lld", (long long)id, (long long)id),
                                                  "eye-check", BUTTON_PRIMARY });
        inspection__recheck_put(c, h, &d, &k);
        ui_split_end(h);
        page_end_desk(c, in, h);
        return true;
}

/* ---- one check ---- */

static void check_facts(struct ctx *c, struct html *h, const struct check *k)
{
        ui_card_begin(h, &(struct ui_card){ .title = "检查" });
        ui_kv_begin(h, KV_WIDE);
        ui_kv(h, "检查对象", k->object_name);
        ui_kv(h, "任务来源", inspection__source(c->mem, k->source));
        ui_kv_open(h, k->draw >= 0 ? "抽取" : "依据");
        ui_link(h, k->draw >= 0 ? text_make(c->mem, "/desk/draw/%lld", (long long)k->draw) : NULL, k->draw >= 0 ? text_make(c->mem, "第 %lld 号", (long long)k->draw) : k->basis);
        ui_kv_close(h);
        ui_kv_open(h, "检查日期");
        ui_day(h, k->on);
        ui_kv_close(h);
        ui_kv(h, "检查人员", inspection__people(c, k->officers));
        ui_kv_open(h, "结果");
        ui_tag(h, inspection__result_tone(k->result), inspection__result(c->mem, k->result));
        ui_kv_close(h);
        if (k->case_id >= 0) {
                ui_kv_open(h, "案件");
                ui_link(h, text_make(c->mem, "/desk/case/%lld", (long long)k->case_id), "查看案件");
                ui_kv_close(h);
        }
        ui_kv(h, "登记人", user_name(c, k->by));
        ui_kv_end(h);
        html(h, "<h3>检查情况</h3><p>%s</p>", k->findings);
        if (k->released >= 0)
                html(h, "<h3>公开的文字</h3><p>%s</p>", k->shown_text);
        ui_card_end(h);
}

/* What was written for the office stands above; what everybody will read is proposed covered, and no address carries it. */
static void release_put(struct ctx *c, const struct page_in *in, struct html *h, const struct check *k)
{
        const struct pair proposed = { "findings_public", inspection__covered(c, k->findings, k->object_name, k->person) };

        ui_card_begin(h, &(struct ui_card){ .title = "核对并公布", .note = "由登记以外的人办理" });
        ui_form(h, &(struct ui_form){ .command = command_find("check.publish"), .action = "/desk/act/check.publish", .subject = k->id, .values = &proposed, .n_values = 1,
                                      .csrf = in->csrf, .key = random_token(c->mem, 16), .expected = -1,
                                      .back = text_make(c->mem, "/desk/check/%lld", (long long)k->id) });
        ui_card_end(h);
}

bool inspection__page_check(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct check k;
        int64_t id;

        if (!text_int(in->args[0], 0, INT64_MAX, &id))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "检查 %s", in->args[0]);
        if (!check_load(c, id, &k) || !access_may_see(c, &(struct place){ k.agency, k.unit, NULL }))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = k.object_name, .crumbs = crumbs, .n_crumbs = 1, .current = "/desk/inspections", .n_tags = 1,
                .tags = &(struct ui_tag){ k.released < 0 ? "warn" : "ok", k.released < 0 ? "未公布" : "已公布", NULL } });
        done_put(in, h);
        check_facts(c, h, &k);
        if (k.released < 0 && may_do(c, "check.publish"))
                release_put(c, in, h, &k);
        page_end_desk(c, in, h);
        return true;
}

const struct page inspection_pages[] = {
        { .pattern = "/desk/inspections", .title = "检查和抽查", .roles = "", .show = inspection__page_desk },
        { .pattern = "/desk/inspections/objects", .title = "检查对象名录库", .roles = "", .show = inspection__page_objects },
        { .pattern = "/desk/draw/{id}", .title = "双随机抽取", .roles = "", .show = inspection__page_draw },
        { .pattern = "/desk/check/{id}", .title = "行政检查", .roles = "", .show = inspection__page_check },
        { .pattern = "/inspections", .title = "检查和抽查", .roles = "public", .show = inspection__portal, .keep = true },
        { .pattern = "/inspections/draw/{id}", .title = "双随机抽取", .roles = "public", .show = inspection__portal_draw, .keep = true },
        { .pattern = "/inspections/{id}", .title = "行政检查结果", .roles = "public", .show = inspection__portal_check, .keep = true },
};
const size_t inspection_pages_n = sizeof inspection_pages / sizeof *inspection_pages;
