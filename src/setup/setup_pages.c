/* setup_pages.c - /setup: for a stranger with the code while no administrator can sign in; afterwards the administrator's list of steps.
 * Pages show; each step is a form of an ordinary command that leads back here. */
#include "setup/setup_inner.h"
#include "ui/ui.h"
#include "ui/assets.h"
#include <stdlib.h>
#include <string.h>

/* ---- the first form ---- */

static void token_put(void *to, struct html *h)
{
        const struct page_door *d = to;

        html(h, "<input type=\"hidden\" name=\"_token\" value=\"%s\"><input type=\"hidden\" name=\"_work\" value=\"\">"
             "<div class=\"field\" data-work=\"%d\"><label for=\"ask-answer\">%s？<span class=\"req\">（必填）</span></label>"
             "<p class=\"hint\" id=\"ask-answer-h\">为了挡住机器批量提交，请算一算。</p><input class=\"in short\" id=\"ask-answer\" name=\"_answer\" autocomplete=\"off\""
             " aria-describedby=\"ask-answer-h\"></div>\n", d->token, d->work, d->question);
}

static bool show_begin(struct ctx *c, const struct page_in *in, struct html *h)
{
        const struct page_door *d = in->door;

        page_begin_public(c, in, h, &(struct ui_frame){ .title = "开通系统", .lead = "第一次启动：先设置系统管理员", .narrow = true });
        if (d->id >= 0) {
                ui_callout(h, "ok", "系统管理员已经设置", "请用登录名 admin 和刚才的密码登录，按步骤完成开通。开通码从现在起不再有用。");
                ui_button(h, &(struct ui_button){ "登录，继续开通", "/login?next=/setup", "arrow-right", BUTTON_PRIMARY });
        } else {
                ui_card_begin(h, &(struct ui_card){ .title = "设置系统管理员", .note = "有管理员能登录以后，这一页不再对外开放" });
                ui_form(h, &(struct ui_form){ .command = command_find("setup.begin"), .action = "/setup", .subject = SUBJECT_NEW, .values = d->typed,
                                              .n_values = d->n_typed, .why = d->why, .expected = -1, .button = "设置", .more = token_put,
                                              .more_to = (void *)(uintptr_t)d, .beside = "密码只保存摘要" });
                ui_card_end(h);
                html(h, "<script src=\"%s\" defer></script>", asset_path("ask.js"));
        }
        page_end_public(c, in, h);
        return true;
}

/* ---- the steps ---- */

static void step_begin(struct ctx *c, struct html *h, int n, const char *title, const char *note)
{
        ui_card_begin(h, &(struct ui_card){ .title = text_make(c->mem, "%d　%s", n, title), .note = note, .id = text_make(c->mem, "step-%d", n) });
}

static void pack_step(struct ctx *c, struct html *h, bool alone)
{
        const char *const *names;
        size_t n;

        step_begin(c, h, 1, "策略包", "本地的程序、期限、权限和文书");
        ui_kv_begin(h, 0);
        ui_kv(h, "现在用的", text_make(c->mem, "%s　%s（%s）", c->pack->title, c->pack->version, c->pack->name));
        ui_kv_end(h);
        names = setup__packs(&n);
        if (alone && n) {
                html(h, "<p>还没有登记其他人员，可以换用：</p>\n");
                ui_row_begin(h);
                for (size_t i = 0; i < n; i++)
                        if (strcmp(names[i], c->pack->name))
                                ui_button(h, &(struct ui_button){ names[i], text_make(c->mem, "/desk/act/setup.pack?pack=%s&back=/setup", names[i]), NULL, BUTTON_PLAIN });
                ui_row_end(h);
        } else if (!alone) {
                html(h, "<p class=\"muted small\">已经登记了人员，策略包的名称不再变；新的版本用“采用策略包”。</p>\n");
        }
        ui_card_end(h);
}

static void agencies_step(struct ctx *c, struct html *h)
{
        step_begin(c, h, 2, "机关和机构", "全称与印章一致；复议机关和法院用于告知救济途径");
        ui_kv_begin(h, 0);
        for (size_t i = 0; i < c->pack->n_agencies; i++) {
                const struct pack_agency *g = &c->pack->agencies[i];

                ui_kv_open(h, g->name);
                html(h, "<a href=\"%s\">更名</a>　<a href=\"%s\">改电话、地址、复议机关和法院</a>　<a href=\"%s\">增加机构</a>",
                     url(c->mem, "/desk/act/agency.rename?code=%s&back=/setup", g->id), url(c->mem, "/desk/act/agency.change?code=%s&back=/setup", g->id),
                     url(c->mem, "/desk/act/unit.add?agency=%s&back=/setup", g->id));
                ui_kv_close(h);
        }
        ui_kv_end(h);
        ui_row_begin(h);
        ui_button(h, &(struct ui_button){ "设立机关", "/desk/act/agency.add?back=/setup", "plus", BUTTON_PLAIN });
        ui_button(h, &(struct ui_button){ "看整个组织机构", "/desk/organisation", NULL, BUTTON_GHOST });
        ui_row_end(h);
        ui_card_end(h);
}

static void people_step(struct ctx *c, struct html *h, int64_t total)
{
        const char *args[4];

        step_begin(c, h, 3, "人员", text_make(c->mem, "已登记 %lld 人", (long long)total));
        html(h, "<p>几十个人的，下载模板填好一次导入；先全部核对，有错的逐行写明，改好再来。个别的人可以一个一个登记。</p>\n");
        ui_row_begin(h);
        if (page_find(c->mem, "/desk/admin/import", args)) {
                ui_button(h, &(struct ui_button){ "下载模板", "/desk/admin/import/template/users", NULL, BUTTON_PLAIN });
                ui_button(h, &(struct ui_button){ "从表格导入", "/desk/act/sheet.import?what=users&back=/setup", NULL, BUTTON_PRIMARY });
        }
        ui_button(h, &(struct ui_button){ "增加一个人", "/desk/act/user.add?back=/setup", "plus", BUTTON_PLAIN });
        ui_button(h, &(struct ui_button){ "登记执法证件", "/desk/act/certificate.issue?back=/setup", NULL, BUTTON_PLAIN });
        ui_button(h, &(struct ui_button){ "人员名册", "/desk/people", NULL, BUTTON_GHOST });
        ui_row_end(h);
        ui_card_end(h);
}

static void three_step(struct ctx *c, struct html *h)
{
        step_begin(c, h, 4, "三名管理员", "由三个人分别担任，互相制约（GB/T 22239）");
        ui_kv_begin(h, 0);
        ui_kv(h, "系统管理员", "机构、账号、参数和任务");
        ui_kv(h, "安全管理员", "岗位、权限、登录规则和解锁");
        ui_kv(h, "审计管理员", "只看日志");
        ui_kv_end(h);
        html(h, "<p>先登记人员和审计管理员，最后增加安全管理员：从那以后，岗位和权限由安全管理员管理。</p>\n");
        ui_row_begin(h);
        ui_button(h, &(struct ui_button){ "增加审计管理员", "/desk/act/user.add?roles=auditor&back=/setup", NULL, BUTTON_PLAIN });
        ui_button(h, &(struct ui_button){ "增加安全管理员", "/desk/act/user.add?roles=security&back=/setup", NULL, BUTTON_PLAIN });
        ui_row_end(h);
        ui_card_end(h);
}

static void check_step(struct ctx *c, struct html *h, const struct setup_checks *l)
{
        static const char *const kinds[] = { "ok", "warn", "bad" }, *const words[] = { "齐", "稍后", "缺" };

        step_begin(c, h, 6, "检查", l->open ? text_make(c->mem, "还缺 %zu 项", l->open) : "可以开始办案");
        ui_kv_begin(h, 0);
        for (size_t i = 0; i < l->n; i++) {
                const struct setup_check *k = &l->at[i];

                ui_kv_open(h, k->what);
                ui_tag(h, kinds[k->need], words[k->need]);
                html(h, " %s ", k->detail);
                if (k->url)
                        ui_link(h, k->url, k->label);
                ui_kv_close(h);
        }
        ui_kv_end(h);
        ui_card_end(h);
}

static void progress_put(struct html *h, const struct setup_checks *l, bool alone, int64_t total)
{
        struct ui_step s[] = {
                { "管理员", NULL, STEP_DONE }, { "策略包", NULL, alone ? STEP_NOW : STEP_DONE }, { "机关和机构", NULL, alone ? STEP_TODO : STEP_DONE },
                { "人员", NULL, total > 1 ? STEP_DONE : STEP_TODO }, { "三名管理员", NULL, total > 1 && !l->open ? STEP_DONE : alone ? STEP_TODO : STEP_NOW },
                { "检查", NULL, l->open ? STEP_TODO : STEP_DONE },
        };

        ui_stepper(h, "开通进度", s, sizeof s / sizeof *s);
}

static bool show_steps(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct setup_checks *l = TAKE(c->mem, struct setup_checks);
        const char *seq = page_query(in, "done");
        struct people all;

        if (!setup__check(c, l) || !people_find(c, &(struct people_wish){ "", "", "", "", 1, 1, 0 }, &all))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "开通向导", .lead = "按步骤做完就能办第一个案件；随时可以离开，做过的都在" });
        if (*seq)
                ui_done(h, "这一步已经记下", strtoll(seq, NULL, 10), NULL);
        progress_put(h, l, all.total <= 1, all.total);
        pack_step(c, h, all.total <= 1);
        agencies_step(c, h);
        people_step(c, h, all.total);
        three_step(c, h);
        step_begin(c, h, 5, "密钥和备份", "日志由站点的密钥签名");
        setup__keys_step(c, h);
        ui_card_end(h);
        check_step(c, h, l);
        step_begin(c, h, 7, "体检", "机器和数据是不是好的");
        setup__doctor_step(c, h, page_query(in, "doctor"));
        ui_card_end(h);
        page_end_desk(c, in, h);
        return true;
}

static bool show(struct ctx *c, const struct page_in *in, struct html *h)
{
        bool done;

        if (!org_administered(c, &done))
                return false;
        if (!done && in->door)
                return show_begin(c, in, h);
        if (in->door && in->door->id >= 0)
                return show_begin(c, in, h);
        return access_may_use(c, "admin") && show_steps(c, in, h);
}

const struct page setup_pages[] = { { "/setup", "开通系统", "public", show, false } };
const size_t setup_pages_n = sizeof setup_pages / sizeof *setup_pages;
