/* work_admin.c - parameters, value lists and jobs, with what became of them; help on every field.  Whoever works here may look; who may change is
 * said by the rows themselves. */
#include "workspace/work_inner.h"
#include <string.h>

/* ---- parameters ---- */

static const char *source_words(struct arena *mem, const struct parameter_now *n)
{
        if (!strcmp(n->from, "pack"))
                return text_make(mem, "策略包规定（%s），不能在这里改", n->law);
        return !strcmp(n->from, "set") ? text_make(mem, "%s 起", day_text(mem, n->since)) : "默认值";
}

static void parameter_row(struct ctx *c, struct html *h, const struct parameter_now *n)
{
        const struct parameter *p = n->row;

        html(h, "<tr><td data-l=\"参数\"><div><a href=\"/desk/admin/parameter/%s\">%s</a><small>%s</small></div></td><td data-l=\"现在\"><div><b>%s</b><small>%s</small>"
             "</div></td><td data-l=\"以后\"><div>%s</div></td><td data-l=\"办理\" class=\"n\"><div>", p->name, p->label, p->help, parameter_shown(c->mem, p, n->value),
             source_words(c->mem, n), n->next ? text_make(c->mem, "%s，%s 起", parameter_shown(c->mem, p, n->next), day_text(c->mem, n->next_since)) : "—");
        if (strcmp(n->from, "pack") && ui_may(c, p->roles))
                ui_button(h, &(struct ui_button){ "改", text_make(c->mem, "%s&name=%s", work__act_url(c->mem, "parameter.set", -1, "/desk/admin/parameters"), p->name),
                        NULL, BUTTON_PLAIN });
        html(h, "</div></td></tr>\n");
}

bool work__page_parameters(struct ctx *c, const struct page_in *in, struct html *h)
{
        const struct parameter *p;

        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "参数", .lead = "单位可以自己定的数；每次改变都写明从哪天起、为什么", .current = "/desk/admin/parameters",
                .buttons = (const struct ui_button[]){ { "字典", "/desk/admin/dictionaries", "list", BUTTON_PLAIN } }, .n_buttons = 1 });
        work__done(in, h);
        ui_card_begin(h, &(struct ui_card){ .title = "全部参数", .flush = true });
        html(h, "<div class=\"scroll\" role=\"region\" aria-label=\"参数\" tabindex=\"0\"><table class=\"table cards\"><caption class=\"vh\">参数</caption><thead><tr>"
             "<th scope=\"col\">参数</th><th scope=\"col\">现在</th><th scope=\"col\">以后</th><th scope=\"col\" class=\"n\">办理</th></tr></thead><tbody>\n");
        for (size_t i = 0; (p = parameter_at(i)); i++) {
                struct parameter_now n;

                if (!parameter_now(c, p, &n))
                        return false;
                parameter_row(c, h, &n);
        }
        html(h, "</tbody></table></div>\n");
        ui_card_end(h);
        page_end_desk(c, in, h);
        return true;
}

static const char *bounds(struct arena *mem, const struct parameter *p)
{
        switch (p->type) {
        case PARAMETER_INT: return text_make(mem, "%lld 到 %lld%s%s", (long long)p->min, (long long)p->max, *p->unit ? " " : "", p->unit);
        case PARAMETER_TEXT: return text_make(mem, "%lld 到 %lld 个字", (long long)p->min, (long long)p->max);
        case PARAMETER_BOOL: return "是、否";
        case PARAMETER_TIME: return "几点几分，如 22:00";
        default: return p->choices;
        }
}

static const struct column change_columns[] = {
        { "id", "日志", CELL_INT }, { "at", "什么时候", CELL_INSTANT }, { "actor", "谁", CELL_TEXT }, { "value", "改为", CELL_TEXT }, { "since", "从哪天起", CELL_DAY },
        { "reason", "为什么", CELL_TEXT }, COLUMN_END
};

static bool changes_put(struct ctx *c, struct html *h, const struct parameter *p)
{
        struct parameter_changes l;
        struct table t;

        if (!parameter_changes(c, p->name, 200, &l))
                return false;
        table_start(&t, c->mem, change_columns);
        for (size_t i = 0; i < l.n; i++)
                table_row(&t, (const char *[]){ text_make(c->mem, "%lld", (long long)l.at[i].id), instant_text(c->mem, l.at[i].at), user_name(c, l.at[i].actor),
                        parameter_shown(c->mem, p, l.at[i].value), day_text(c->mem, l.at[i].since), l.at[i].reason });
        ui_card_begin(h, &(struct ui_card){ .title = "历史", .flush = true });
        ui_table(h, &t, &(struct ui_table){ .caption = "历史", .link = "id", .link_to = "id", .link_base = "/desk/act/", .empty = "没有改过", .empty_when = "现在用的是默认值。" });
        ui_card_end(h);
        return true;
}

bool work__page_parameter(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_crumb crumbs[] = { { "参数", "/desk/admin/parameters" } };
        const struct parameter *p = parameter_find(in->args[0]);
        struct parameter_now n;

        if (!p)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "没有名为“%s”的参数", utf8_head(c->mem, in->args[0], 40));
        if (!parameter_now(c, p, &n))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = p->label, .lead = p->help, .crumbs = crumbs, .n_crumbs = 1, .current = "/desk/admin/parameters" });
        work__done(in, h);
        ui_card_begin(h, &(struct ui_card){ .title = "现在" });
        ui_kv_begin(h, KV_WIDE);
        ui_kv(h, "值", parameter_shown(c->mem, p, n.value));
        ui_kv(h, "来自", source_words(c->mem, &n));
        ui_kv(h, "可以是", bounds(c->mem, p));
        ui_kv(h, "默认", parameter_shown(c->mem, p, p->fallback));
        ui_kv(h, "依据", p->law);
        ui_kv(h, "名称", p->name);
        ui_kv_end(h);
        ui_card_end(h);
        if (!changes_put(c, h, p))
                return false;
        page_end_desk(c, in, h);
        return true;
}

/* ---- value lists ---- */

static void words_put(struct ctx *c, struct html *h, const struct dictionary *d, const struct entries *own)
{
        const char *choices = dictionary_choices(d);
        size_t n;
        char **at = text_split(c->mem, choices, '|', &n);

        html(h, "<ul class=\"names\">");
        for (size_t i = 0; i < n; i++)
                html(h, "<li>%s<small>程序自带</small></li>", strchr(at[i], '=') ? strchr(at[i], '=') + 1 : at[i]);
        for (size_t i = 0; i < own->n; i++)
                html(h, "<li>%s<small>%s</small></li>", own->at[i].word, own->at[i].used ? "本机关添加" : "已停用");
        html(h, "</ul>");
}

bool work__page_dictionaries(struct ctx *c, const struct page_in *in, struct html *h)
{
        const struct dictionary *d;

        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "字典", .lead = "表单里的选项；程序自带的不能去掉，本机关可以添加", .current = "/desk/admin/parameters" });
        work__done(in, h);
        for (size_t i = 0; (d = dictionary_at(i)); i++) {
                struct entries own;
                struct entry_changes l;

                if (!dictionary_entries(c, d->name, true, &own) || !dictionary_changes(c, d->name, 100, &l))
                        return false;
                ui_card_begin(h, &(struct ui_card){ .title = d->label, .note = d->help });
                words_put(c, h, d, &own);
                if (l.n) {
                        ui_details_begin(h, "历史", false);
                        for (size_t k = 0; k < l.n; k++)
                                html(h, "<p>%s　%s%s“%s”：%s</p>", instant_local(c->mem, l.at[k].at), user_name(c, l.at[k].actor), l.at[k].used ? "添加" : "停用",
                                     l.at[k].word, l.at[k].reason);
                        ui_details_end(h);
                }
                if (ui_may(c, "admin"))
                        ui_button(h, &(struct ui_button){ "增减词条", text_make(c->mem, "%s&list=%s", work__act_url(c->mem, "dictionary.set", -1, "/desk/admin/dictionaries"),
                                d->name), "edit", BUTTON_PLAIN });
                ui_card_end(h);
        }
        page_end_desk(c, in, h);
        return true;
}

/* ---- jobs ---- */

static void job_row(struct ctx *c, const struct page_in *in, struct html *h, const struct job *j, const struct job_kept *k)
{
        html(h, "<tr><td data-l=\"任务\"><div><b>%s</b><small>%s</small><small>%s　每 %d 分钟</small></div></td><td data-l=\"上次\" class=\"nb\"><div>", j->label, j->help, j->name, j->minutes);
        ui_instant(h, k->at);
        if (k->at.ms)
                html(h, "<small>用时 %s</small>", k->ms < 1000 ? text_make(c->mem, "%lld 毫秒", (long long)k->ms) : text_make(c->mem, "%lld 秒", (long long)(k->ms / 1000)));
        html(h, "</div></td><td data-l=\"结果\"><div>");
        if (!k->at.ms)
                ui_tag(h, "", "还没有运行过");
        else
                ui_tag(h, *k->trouble ? "bad" : "ok", *k->trouble ? "没有做完" : text_make(c->mem, "办理 %lld 件", (long long)k->done));
        if (*k->trouble)
                html(h, "<small>%s</small>", k->trouble);
        html(h, "</div></td><td data-l=\"下次\" class=\"nb\"><div>");
        ui_instant(h, k->next);
        html(h, "</div></td><td data-l=\"办理\" class=\"n\"><div>");
        if (ui_may(c, "admin"))
                html(h, "<form method=\"post\" action=\"/desk/act/job.run\" class=\"inline\"><input type=\"hidden\" name=\"_csrf\" value=\"%s\"><input type=\"hidden\" name=\"_back\""
                     " value=\"/desk/admin/jobs\"><input type=\"hidden\" name=\"name\" value=\"%s\"><button type=\"submit\" class=\"btn\" aria-label=\"立即运行：%s\">立即运行</button></form>",
                     in->csrf, j->name, j->label);
        html(h, "</div></td></tr>\n");
}

bool work__page_jobs(struct ctx *c, const struct page_in *in, struct html *h)
{
        const struct job *j;

        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "定时任务", .lead = "没有人点击的工作：上次、下次、结果；服务运行时按时做", .current = "/desk/admin/jobs",
                .buttons = (const struct ui_button[]){ { "导出", "/api/views/jobs?format=csv", "download", BUTTON_PLAIN } }, .n_buttons = 1 });
        work__done(in, h);
        ui_card_begin(h, &(struct ui_card){ .title = "任务", .note = "“立即运行”是一个动作，几秒内做", .flush = true });
        html(h, "<div class=\"scroll\" role=\"region\" aria-label=\"任务\" tabindex=\"0\"><table class=\"table cards\"><caption class=\"vh\">定时任务</caption><thead><tr>"
             "<th scope=\"col\">任务</th><th scope=\"col\">上次</th><th scope=\"col\">结果</th><th scope=\"col\">下次</th><th scope=\"col\" class=\"n\">办理</th></tr></thead><tbody>\n");
        for (size_t i = 0; (j = job_at(i)); i++) {
                struct job_kept k;

                if (!job_last(c, j->name, &k))
                        return false;
                job_row(c, in, h, j, &k);
        }
        html(h, "</tbody></table></div>\n");
        ui_card_end(h);
        page_end_desk(c, in, h);
        return true;
}

/* ---- help ---- */

static const char *const keys[][2] = {
        { "/", "到查找框" }, { "?", "这一页" }, { "g 然后 d", "工作台" }, { "g 然后 m", "消息" }, { "g 然后 t", "待办" }, { "g 然后 c", "案件台账" },
        { "g 然后 f", "我的收藏" }, { "j、k", "在列表里向下、向上" }, { "Enter", "打开选中的一行" }, { "Esc", "关闭菜单，离开查找框" },
};

bool work__page_keys(struct ctx *c, const struct page_in *in, struct html *h)
{
        const struct command *k;

        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "帮助和快捷键", .lead = "键盘能做的，和每个动作、每个字段的说明", .current = "/desk/help" });
        ui_card_begin(h, &(struct ui_card){ .title = "快捷键", .note = "正在输入文字时不起作用", .id = "keys" });
        ui_kv_begin(h, KV_WIDE);
        for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
                ui_kv(h, keys[i][0], keys[i][1]);
        ui_kv_end(h);
        ui_card_end(h);
        ui_card_begin(h, &(struct ui_card){ .title = "动作", .note = "点开看每个字段写什么、依据是什么", .id = "verbs" });
        html(h, "<ul class=\"columns\">");
        for (size_t i = 0; (k = command_at(i)); i++)
                if (!text_in("system", k->roles, '|') && !text_in("public", k->roles, '|'))
                        html(h, "<li><a href=\"/desk/help/%s\">%s</a></li>", k->verb, k->label);
        html(h, "</ul>");
        ui_card_end(h);
        page_end_desk(c, in, h);
        return true;
}

static void field_put(struct ctx *c, struct html *h, const struct arg *g)
{
        html(h, "<tr><td data-l=\"字段\"><div><b>%s</b><small>%s</small></div></td><td data-l=\"说明\"><div>%s", g->label, g->flags & ARG_REQUIRED ? "必填" : "可以不填",
             *g->help ? g->help : "—");
        if (g->type == ARG_CHOICE || g->type == ARG_CHOICES) {
                size_t n;
                char **at = text_split(c->mem, g->choices, '|', &n);

                html(h, "<small>");
                for (size_t i = 0; i < n; i++)
                        html(h, "%s%s", i ? "、" : "可选：", strchr(at[i], '=') ? strchr(at[i], '=') + 1 : at[i]);
                html(h, "</small>");
        }
        if (g->flags & ARG_PERSONAL)
                html(h, "<small>个人信息，不会公开。</small>");
        html(h, "</div></td></tr>\n");
}

bool work__page_fields(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_crumb crumbs[] = { { "帮助", "/desk/help" } };
        const struct command *k = command_find(in->args[0]);

        if (!k)
                return refuse(&c->why, R_VERB_UNKNOWN, NULL, "%s", utf8_head(c->mem, in->args[0], 60));
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = k->label, .lead = k->help, .crumbs = crumbs, .n_crumbs = 1, .current = "/desk/help" });
        ui_card_begin(h, &(struct ui_card){ .title = "要填什么", .note = k->verb, .flush = true });
        html(h, "<div class=\"scroll\" role=\"region\" aria-label=\"字段\" tabindex=\"0\"><table class=\"table cards\"><caption class=\"vh\">字段</caption><thead><tr>"
             "<th scope=\"col\">字段</th><th scope=\"col\">说明</th></tr></thead><tbody>\n");
        for (const struct arg *g = k->args; arg_asked(g); g++)
                field_put(c, h, g);
        html(h, "</tbody></table></div>\n");
        ui_card_end(h);
        page_end_desk(c, in, h);
        return true;
}
