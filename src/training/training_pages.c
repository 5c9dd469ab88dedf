/* training_pages.c - officers and their certificates, one's own page, registers, the census; what the pages of training share.  Pages show; what may
 * be done is asked of the commands. */
#include "training/training_inner.h"
#include <string.h>

#define LOOK "admin|trainer|head|supervisor|team_leader"        /* who reads the list of officers */

#define SOON 90

bool training__keeper(const struct ctx *c)
{
        return who_has_role(c->who, "trainer") || who_has_role(c->who, "head") || who_has_role(c->who, "supervisor");
}

void training__begin(struct ctx *c, const struct page_in *in, struct html *h, const struct ui_frame *f)
{
        int64_t seq;

        page_begin_desk(c, in, h, f);
        if (text_int(page_query(in, "done"), 1, INT64_MAX, &seq))
                ui_done(h, f->title, seq, text_make(c->mem, "/desk/journal/%lld", (long long)seq));
}

struct pair *training__query(struct ctx *c, const struct page_in *in, size_t *n)
{
        struct pair *out = TAKE_N(c->mem, struct pair, in->n + 1);

        *n = 0;
        for (size_t i = 0; i < in->n; i++)
                if (strcmp(in->query[i].name, "done") && *in->query[i].value)
                        out[(*n)++] = in->query[i];
        return out;
}

bool training__list(struct ctx *c, struct html *h, const struct listed *l)
{
        struct table t;

        if (!view_run(c, l->view, l->pairs, l->n, &t))
                return false;
        ui_card_begin(h, &(struct ui_card){ .title = l->title, .note = l->note, .flush = true });
        ui_table(h, &t, &(struct ui_table){ .caption = l->title, .hide = l->hide, .tags = l->tags, .link = l->link, .link_to = l->link_to, .link_base = l->link_base,
                                            .sub = l->sub, .today = day_of(c->now), .calendar = c->pack->calendar, .empty = l->empty, .empty_when = l->empty_when });
        ui_card_end(h);
        return true;
}

bool training__button(struct ctx *c, const char *verb, int64_t subject, const char *more, const char *back, const char *icon, struct ui_button *out)
{
        const struct command *cmd = command_find(verb);
        const char *path = url(c->mem, "/desk/act/%s", verb), *to = url(c->mem, "%s", back);

        if (!ui_may(c, cmd->roles))
                return false;
        *out = (struct ui_button){ cmd->label, subject < 0 ? text_make(c->mem, "%s?%s%sback=%s", path, more, *more ? "&" : "", to)
                                   : text_make(c->mem, "%s?subject=%lld&%s%sback=%s", path, (long long)subject, more, *more ? "&" : "", to), icon, BUTTON_PLAIN };
        return true;
}

const char *training__address(struct ctx *c, const char *path)
{
        struct why kept = c->why;
        struct site site;

        if (!site_load(ctx_log(c), c->mem, &site, &c->why)) {
                c->why = kept;
                return path;
        }
        return text_make(c->mem, "https://%s%s", text_copy_n(c->mem, site.origin, strcspn(site.origin, "/")), path);
}

static void qr_put(struct ctx *c, struct html *h, const char *address, const char *label)
{
        const char *qr = training__qr(c->mem, address);

        if (!qr)
                return;
        html(h, "<figure class=\"code\"><span class=\"qr\">");
        html_raw(h, qr);
        html(h, "</span><figcaption>%s</figcaption></figure>\n", label);
}

/* ---- certificates ---- */

static const char *const validity_tags[][2] = { [CERTIFICATE_VALID] = { "ok", "证件有效" }, [CERTIFICATE_EARLY] = { "info", "未生效" }, [CERTIFICATE_EXPIRED] = { "bad", "已过期" },
                                                [CERTIFICATE_REVOKED] = { "bad", "已失效" }, [CERTIFICATE_SUSPENDED] = { "bad", "暂扣中" } };

static void certificate_put(struct ctx *c, struct html *h, const struct holder *o)
{
        const struct certificate *k = &o->certificate;
        enum validity v = certificate_validity(k, day_of(c->now));

        ui_card_begin(h, &(struct ui_card){ .title = "执法证件" });
        ui_kv_begin(h, KV_WIDE);
        ui_kv(h, "证件编号", k->number);
        ui_kv_open(h, "状况");
        ui_tag(h, validity_tags[v][0], validity_tags[v][1]);
        ui_kv_close(h);
        ui_kv(h, "执法类别", k->kinds);
        ui_kv(h, "执法区域", k->area);
        ui_kv(h, "有效期起", day_text(c->mem, k->since));
        ui_kv_open(h, "有效期止");
        ui_due(h, &(struct ui_due){ .day = k->until, .today = day_of(c->now), .calendar = c->pack->calendar, .unit = UNIT_CALENDAR, .warn = SOON });
        ui_kv_close(h);
        if (day_is(k->suspended_since))
                ui_kv(h, "暂扣", text_make(c->mem, "%s 至 %s", day_text(c->mem, k->suspended_since), day_text(c->mem, k->suspended_until)));
        if (day_is(k->revoked))
                ui_kv(h, "失效日期", day_text(c->mem, k->revoked));
        ui_kv(h, "证卡", text_make(c->mem, "第 %lld 张", (long long)k->card));
        ui_kv(h, "年度审验", o->check_year ? text_make(c->mem, "%lld 年%s", (long long)o->check_year, o->check_passed ? "合格" : "不合格") : "还没有审验");
        ui_kv_end(h);
        ui_card_foot(h);
        ui_row_begin(h);
        ui_button(h, &(struct ui_button){ "证卡（打印）", text_make(c->mem, "/desk/certificate/%lld/card", (long long)k->id), "printer", BUTTON_PLAIN });
        ui_button(h, &(struct ui_button){ "公众核验页", url(c->mem, "/officer/%s", k->number), "shield-check", BUTTON_GHOST });
        ui_row_end(h);
        ui_card_end(h);
}

static bool may_see_person(struct ctx *c, const struct user *u)
{
        if (!strcmp(u->login, c->who->login))
                return true;
        return ui_may(c, "admin|trainer|head|supervisor|team_leader") && training__may_look(c, u->agency);
}

/* Newest certificate first; a person without one has none to show. */
static bool person_load(struct ctx *c, const char *login, struct user *u, struct holders *l)
{
        if (!user_load(c, login, u))
                return false;
        if (!may_see_person(c, u))
                return refuse(&c->why, R_SCOPE, NULL, "%s", u->name);
        return certificates_list(c, "", login, l);
}

static void offers_put(struct ctx *c, struct html *h, const struct holder *o, const char *here)
{
        static const char *const verbs[] = { "certificate.renew", "certificate.check", "certificate.replace", "certificate.change", "certificate.suspend", "certificate.lift",
                                             "certificate.photo", "certificate.revoke" };
        struct ui_action list[sizeof verbs / sizeof *verbs];
        enum validity v = certificate_validity(&o->certificate, day_of(c->now));
        size_t n = 0;

        for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
                const struct command *cmd = command_find(verbs[i]);
                struct ui_button b;
                bool lift = !strcmp(verbs[i], "certificate.lift");

                if (v == CERTIFICATE_REVOKED || v == CERTIFICATE_EXPIRED || lift != (v == CERTIFICATE_SUSPENDED && lift) ||
                    !training__button(c, verbs[i], o->certificate.id, "", here, NULL, &b))
                        continue;
                list[n++] = (struct ui_action){ .title = cmd->label, .help = cmd->help, .button = cmd->label, .url = b.url, .primary = !n };
        }
        if (!n)
                return;
        ui_card_begin(h, &(struct ui_card){ .title = "办理", .flush = true });
        ui_actions(h, list, n);
        ui_card_end(h);
}

/* Seats in the reviewing body, asked by the name of its view: whoever may not read it sees nothing of it. */
static void seats_put(struct ctx *c, struct html *h, const char *name)
{
        struct why kept = c->why;
        struct table t, mine;

        if (!view_find("body_members") || !view_run(c, "body_members", NULL, 0, &t)) {
                c->why = kept;
                return;
        }
        table_start(&mine, c->mem, t.columns);
        for (size_t i = 0; i < t.n_rows; i++)
                for (size_t k = 0; k < t.n_columns; k++)
                        if (text_in(t.columns[k].name, "name|login", '|') && text_same(t.rows[i][k], name))
                                table_row(&mine, t.rows[i]);
        if (!mine.n_rows)
                return;
        ui_card_begin(h, &(struct ui_card){ .title = "法制审核岗位", .note = "席位、任期和法律职业资格", .flush = true });
        ui_table(h, &mine, &(struct ui_table){ .caption = "法制审核岗位", .hide = "id|agency|agency_name|login|name|firm|contract" });
        ui_card_end(h);
}

static bool hours_put(struct ctx *c, struct html *h, const struct user *u)
{
        struct short_rows l;
        struct lessons done;

        if (!training__short(c, u->agency, training__year(c), u->login, &l) || !training__lessons(c, u->login, training__year(c), &done))
                return false;
        ui_card_begin(h, &(struct ui_card){ .title = text_make(c->mem, "%d 年学时", training__year(c)) });
        for (size_t i = 0; i < l.n; i++) {
                html(h, "<h3>%s</h3>", l.at[i].rule->label);
                ui_meter(h, text_make(c->mem, "%lld / %d 学时", (long long)l.at[i].hours, l.at[i].rule->hours), l.at[i].hours, l.at[i].rule->hours, l.at[i].missing ? "warn" : "ok");
                html(h, "<p class=\"small muted\">依据：%s</p>", l.at[i].rule->law);
        }
        if (!l.n)
                html(h, "<p>策略包没有给这个岗位规定学时。</p>");
        if (done.n) {
                html(h, "<h3>参加过的</h3><ul class=\"checks\">");
                for (size_t i = 0; i < done.n; i++)
                        html(h, "<li><span>%s　%s　%lld 学时（%s）</span></li>", day_text(c->mem, day_of(done.at[i].starts)), done.at[i].title, (long long)done.at[i].hours,
                             !strcmp(done.at[i].way, "code") ? "扫码" : "登记");
                html(h, "</ul>");
        }
        ui_card_end(h);
        return true;
}

/* ---- one's own ---- */

static bool my_exams_put(struct ctx *c, struct html *h)
{
        struct exams l;

        if (!training__exams(c, "", c->who->login, &l))
                return false;
        ui_card_begin(h, &(struct ui_card){ .title = "我的考试", .flush = false });
        for (size_t i = 0; i < l.n; i++) {
                struct sittings s;

                if (!training__sittings(c, &(struct sitting_wish){ l.at[i].id, c->who->login, "", false }, &s))
                        return false;
                html(h, "<p><a href=\"%s\">%s</a>　%s 至 %s　", s.n ? text_make(c->mem, "/desk/sitting/%lld", (long long)s.at[0].id)
                     : text_make(c->mem, "/desk/exam/%lld", (long long)l.at[i].id), l.at[i].title, instant_local(c->mem, l.at[i].opens), instant_local(c->mem, l.at[i].closes));
                if (s.n && s.at[0].ended.ms)
                        ui_tag(h, s.at[0].passed ? "ok" : "bad", text_make(c->mem, "%lld 分，%s", (long long)s.at[0].mark, s.at[0].passed ? "合格" : "不合格"));
                else if (*l.at[i].cancelled)
                        ui_tag(h, "", "已取消");
                else
                        ui_tag(h, s.n ? "warn" : "info", s.n ? "正在作答" : c->now.ms < l.at[i].opens.ms ? "未开始" : c->now.ms < l.at[i].closes.ms ? "可以开始" : "没有参加");
                html(h, "</p>");
        }
        if (!l.n)
                ui_empty(h, "没有列入名单的考试", "人事教育安排考试并把您列入名单以后，出现在这里。", NULL, NULL);
        ui_card_end(h);
        return true;
}

bool training__page_me(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct holders l;
        struct user u;

        if (!person_load(c, c->who->login, &u, &l))
                return false;
        training__begin(c, in, h, &(struct ui_frame){ .title = "我的证件、学时和考试", .current = "/desk/my" });
        ui_split_begin(h);
        if (l.n)
                certificate_put(c, h, &l.at[0]);
        else
                ui_callout(h, "info", "没有执法证件", "通过资格考试以后由人事教育登记；没有有效证件的，不得从事执法活动（行政处罚法第四十二条）。");
        if (!my_exams_put(c, h))
                return false;
        seats_put(c, h, u.name);
        ui_split_aside(h);
        if (!hours_put(c, h, &u))
                return false;
        ui_split_end(h);
        if (!training__list(c, h, &(struct listed){ .title = "我的保险", .view = "covers", .hide = "id|login|name", .tags = "state", .empty = "没有登记保险",
                                                    .empty_when = "由人事教育登记，只有本人和人事教育、负责人能看。" }) ||
            !training__list(c, h, &(struct listed){ .title = "我的体检", .view = "medicals", .hide = "id|login|name", .tags = "state", .empty = "没有登记体检",
                                                    .empty_when = "只登记日期和结论的类别，不登记病情。" }))
                return false;
        page_end_desk(c, in, h);
        return true;
}

/* ---- everybody's ---- */

static bool count_view(struct ctx *c, const char *view, const struct pair *p, size_t n, const char *column, const char *value, int64_t *out)
{
        struct table t;
        size_t at = 0;

        *out = 0;
        if (!view_run(c, view, p, n, &t))
                return false;
        while (at < t.n_columns && strcmp(t.columns[at].name, column))
                at++;
        for (size_t i = 0; at < t.n_columns && i < t.n_rows; i++)
                *out += !*value || (t.rows[i][at] && strstr(t.rows[i][at], value));
        return true;
}

static bool certificate_stats(struct ctx *c, struct html *h)
{
        static const struct pair in30[] = { { "days", "30" } }, in90[] = { { "days", "90" } }, unchecked[] = { { "unchecked", "true" } };
        int64_t valid, held, soon, later, due;

        if (!count_view(c, "certificates", NULL, 0, "state", "ok:", &valid) || !count_view(c, "certificates", NULL, 0, "state", "暂扣", &held) ||
            !count_view(c, "certificates", in30, 1, "id", "", &soon) || !count_view(c, "certificates", in90, 1, "id", "", &later) ||
            !count_view(c, "certificates", unchecked, 1, "id", "", &due))
                return false;
        ui_stats(h, "证件概况", (struct ui_stat[]){
                { text_make(c->mem, "%lld", (long long)valid), "有效", NULL, "/desk/certificates", "ok" },
                { text_make(c->mem, "%lld", (long long)held), "暂扣中", NULL, NULL, held ? "bad" : "" },
                { text_make(c->mem, "%lld", (long long)soon), "30 天内到期", "到期前办理延期", "/desk/certificates?days=30", soon ? "bad" : "" },
                { text_make(c->mem, "%lld", (long long)later), "90 天内到期", NULL, "/desk/certificates?days=90", later ? "warn" : "" },
                { text_make(c->mem, "%lld", (long long)due), "今年没有审验", NULL, "/desk/certificates?unchecked=true", due ? "warn" : "" } }, 5);
        return true;
}

bool training__page_officers(struct ctx *c, const struct page_in *in, struct html *h)
{
        const struct view *v = view_find("certificates");
        struct ui_button issue;
        struct table t;
        size_t n;
        struct pair *q = training__query(c, in, &n);

        if (!view_run(c, "certificates", q, n, &t))
                return false;
        training__begin(c, in, h, &(struct ui_frame){ .title = "执法人员和证件", .lead = "证件是否有效按办理的那一天核对：没有有效证件的，不得从事执法活动",
                .current = "/desk/certificates", .buttons = &issue,
                .n_buttons = training__button(c, "certificate.issue", -1, "", "/desk/certificates", "plus", &issue) ? (issue.kind = BUTTON_PRIMARY, 1) : 0 });
        if (!certificate_stats(c, h))
                return false;
        ui_card_begin(h, &(struct ui_card){ .title = "证件", .flush = true, .more_url = "/api/views/certificates?format=csv", .more_label = "导出" });
        ui_filters(h, &(struct ui_filters){ .path = "/desk/certificates", .label = "筛选证件", .params = v->params, .query = q, .n = n, .total = t.total });
        ui_table(h, &t, &(struct ui_table){ .caption = "执法证件", .hide = "id|login|since", .tags = "state", .link = "name", .link_to = "login", .link_base = "/desk/officer/",
                                            .sub = "area", .empty = "没有符合条件的证件" });
        ui_card_end(h);
        page_end_desk(c, in, h);
        return true;
}

/* Up to the list of officers for those who may read it, to one's own page for the others. */
static const struct ui_crumb *crumb_up(struct ctx *c)
{
        static const struct ui_crumb list[] = { { "执法人员和证件", "/desk/certificates" } }, own[] = { { "我的证件和学时", "/desk/my" } };

        return ui_may(c, LOOK) ? list : own;
}

bool training__page_officer(struct ctx *c, const struct page_in *in, struct html *h)
{
        const char *here = url(c->mem, "/desk/officer/%s", in->args[0]);
        struct holders l;
        struct user u;

        if (!person_load(c, in->args[0], &u, &l))
                return false;
        training__begin(c, in, h, &(struct ui_frame){ .title = u.name, .lead = training__place(c->pack, u.agency, u.unit), .crumbs = crumb_up(c), .n_crumbs = 1,
                                                      .current = "/desk/certificates" });
        ui_split_begin(h);
        for (size_t i = 0; i < l.n; i++)
                certificate_put(c, h, &l.at[i]);
        if (!l.n)
                ui_callout(h, "info", "没有执法证件", "通过资格考试以后登记。");
        seats_put(c, h, u.name);
        ui_split_aside(h);
        if (l.n)
                offers_put(c, h, &l.at[0], here);
        if (!hours_put(c, h, &u))
                return false;
        ui_split_end(h);
        page_end_desk(c, in, h);
        return true;
}

/* The card as it is printed: 105 × 74 mm (A7), with the code of this very card. */
bool training__page_card(struct ctx *c, const struct page_in *in, struct html *h)
{
        const struct holder *o = NULL;
        struct holders l;
        struct officer of;
        struct user u;
        int64_t id;
        bool found;

        if (!text_int(in->args[0], 0, INT64_MAX, &id) || !certificates_list(c, "", "", &l))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "%s", in->args[0]);
        for (size_t i = 0; i < l.n; i++)
                if (l.at[i].certificate.id == id)
                        o = &l.at[i];
        if (!o)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "证件 %s", in->args[0]);
        if (!user_load(c, o->login, &u) || !officer_by_number(c, o->certificate.number, &of, &found))
                return false;
        if (!may_see_person(c, &u))
                return refuse(&c->why, R_SCOPE, NULL, "%s", u.name);
        training__begin(c, in, h, &(struct ui_frame){ .title = text_make(c->mem, "%s 的证卡", o->name), .crumbs = crumb_up(c), .n_crumbs = 1, .crumb = "证卡", .current = "/desk/certificates" });
        ui_callout(h, "info", "打印这一页", "用浏览器的打印功能，纸张 A7（105 × 74 毫米）；导航和这段话不会印出来。二维码对应这一张卡，补发以后旧卡扫码会显示作废。");
        html(h, "<section class=\"a7\" aria-label=\"证卡\"><header><b>行政执法证</b><span>%s</span></header><div class=\"face-row\">", training__place(c->pack, o->agency, ""));
        if (found && !text_empty(of.photo))
                html(h, "<img src=\"%s\" alt=\"照片：%s\" width=\"104\" height=\"130\">",
                     url(c->mem, "/officer/%s/%s", o->certificate.number, strcmp(of.photo, "image/png") ? "photo.jpg" : "photo.png"), o->name);
        else
                html(h, "<span class=\"no-photo\">没有登记照片</span>");
        html(h, "<dl><div><dt>姓名</dt><dd>%s</dd></div><div><dt>编号</dt><dd>%s</dd></div><div><dt>类别</dt><dd>%s</dd></div><div><dt>区域</dt><dd>%s</dd></div>"
             "<div><dt>有效期</dt><dd>%s 至 %s</dd></div></dl>", o->name, o->certificate.number, o->certificate.kinds, o->certificate.area,
             day_text(c->mem, o->certificate.since), day_text(c->mem, o->certificate.until));
        qr_put(c, h, training__address(c, text_make(c->mem, "%s?card=%lld", url(c->mem, "/officer/%s", o->certificate.number), (long long)o->certificate.card)), "扫码核验");
        html(h, "</div><footer>第 %lld 张卡　遗失、损坏请立即报告</footer></section>\n", (long long)o->certificate.card);
        page_end_desk(c, in, h);
        return true;
}

/* ---- registers, census ---- */

bool training__page_register(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct ui_button b[2];
        size_t n = 0;

        n += training__button(c, "cover.add", -1, "", "/desk/insurance", "plus", &b[n]);
        n += training__button(c, "medical.add", -1, "", "/desk/insurance", "plus", &b[n]);
        training__begin(c, in, h, &(struct ui_frame){ .title = "保险和体检", .lead = "个人信息：本人看本人的，人事教育和负责人看本机关的", .buttons = b, .n_buttons = n });
        if (!training__list(c, h, &(struct listed){ .title = "保险", .view = "covers", .hide = "id|login", .tags = "state", .empty = "没有登记保险" }) ||
            !training__list(c, h, &(struct listed){ .title = "体检", .note = "只有日期和结论的类别", .view = "medicals", .hide = "id|login", .tags = "state", .empty = "没有登记体检" }))
                return false;
        page_end_desk(c, in, h);
        return true;
}

bool training__page_census(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct pair p = { "census", page_query(in, "census") };
        struct ui_button freeze;
        struct censuses l;

        if (!training__censuses(c, training__scope(c), &l))
                return false;
        training__begin(c, in, h, &(struct ui_frame){ .title = "摸底调查", .lead = "执法类别、执法人员、审核人员、装备和平台，一张表",
                .buttons = &freeze, .n_buttons = training__button(c, "census.freeze", -1, "", "/desk/census", "lock", &freeze) ? 1 : 0 });
        if (l.n) {
                ui_card_begin(h, &(struct ui_card){ .title = "定稿", .note = "定稿以后数据不变" });
                html(h, "<p><a href=\"/desk/census\">现在的数据</a>");
                for (size_t i = 0; i < l.n; i++)
                        html(h, "　<a href=\"/desk/census?census=%lld\">%s 定稿</a>", (long long)l.at[i].id, day_text(c->mem, l.at[i].taken));
                html(h, "</p>");
                ui_card_end(h);
        }
        if (!training__list(c, h, &(struct listed){ .title = *p.value ? "定稿的数据" : "现在的数据", .view = "census", .pairs = &p, .n = *p.value ? 1 : 0, .empty = "没有数据" }))
                return false;
        page_end_desk(c, in, h);
        return true;
}

/* ---- the desk ---- */

static void desk_certificate(struct ctx *c, struct html *h, const struct holders *l)
{
        struct day today = day_of(c->now);

        for (size_t i = 0; i < l->n; i++) {
                const struct certificate *k = &l->at[i].certificate;
                enum validity v = certificate_validity(k, today);

                if (v == CERTIFICATE_SUSPENDED)
                        ui_callout(h, "bad", "证件正在暂扣", text_make(c->mem, "%s 至 %s 不得从事执法活动。", day_text(c->mem, k->suspended_since), day_text(c->mem, k->suspended_until)));
                if (v == CERTIFICATE_VALID && day_compare(k->until, day_plus(today, SOON)) <= 0)
                        ui_callout(h, "warn", text_make(c->mem, "执法证件 %s 到期", day_text(c->mem, k->until)), "到期以前请人事教育办理延期；过期的要重新考试、登记。");
                if (v == CERTIFICATE_VALID || v == CERTIFICATE_SUSPENDED)
                        return;
        }
}

static bool desk_exam(struct ctx *c, struct html *h)
{
        struct exams l;

        if (!training__exams(c, "", c->who->login, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                struct sittings s;

                if (*l.at[i].cancelled || c->now.ms >= l.at[i].closes.ms)
                        continue;
                if (!training__sittings(c, &(struct sitting_wish){ l.at[i].id, c->who->login, "", false }, &s))
                        return false;
                if (s.n && s.at[0].ended.ms)
                        continue;
                ui_callout_begin(h, "info", l.at[i].title);
                html(h, "<p>%s 至 %s。<a href=\"%s\">%s</a></p>", instant_local(c->mem, l.at[i].opens), instant_local(c->mem, l.at[i].closes),
                     s.n ? text_make(c->mem, "/desk/sitting/%lld", (long long)s.at[0].id) : text_make(c->mem, "/desk/exam/%lld", (long long)l.at[i].id), s.n ? "继续作答" : "查看考试");
                ui_callout_end(h);
        }
        return true;
}

static bool desk_notice(struct ctx *c, struct html *h)
{
        struct notices l;

        if (!training__notices(c, "", c->who->login, &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                if (!l.at[i].read_at.ms && !*l.at[i].closed) {
                        ui_callout_begin(h, "warn", text_make(c->mem, "学时通知：%s 前补训", day_text(c->mem, l.at[i].until)));
                        html(h, "<p>%s <a href=\"/desk/shortfall/%lld\">查看并确认</a></p>", l.at[i].content, (long long)l.at[i].id);
                        ui_callout_end(h);
                }
        return true;
}

static bool desk_expiring(struct ctx *c, struct html *h)
{
        static const struct pair in90[] = { { "days", "90" } };
        int64_t n;

        if (!who_has_role(c->who, "trainer"))
                return true;
        if (!count_view(c, "certificates", in90, 1, "id", "", &n))
                return false;
        if (n) {
                ui_callout_begin(h, "warn", text_make(c->mem, "%lld 张执法证件 90 天内到期", (long long)n));
                html(h, "<p>到期以前办理延期。<a href=\"/desk/certificates?days=90\">查看名单</a></p>");
                ui_callout_end(h);
        }
        return true;
}

bool training_desk_card(struct ctx *c, struct html *h)
{
        struct holders l;

        if (!certificates_list(c, "", c->who->login, &l))
                return false;
        desk_certificate(c, h, &l);
        return desk_exam(c, h) && desk_notice(c, h) && desk_expiring(c, h);
}

const struct page training_pages[] = {
        { .pattern = "/desk/my", .title = "我的证件、学时和考试", .roles = "", .show = training__page_me },
        { .pattern = "/desk/exams", .title = "考试", .roles = "", .show = training__page_exams },
        { .pattern = "/desk/exam/{id}", .title = "考试", .roles = "", .show = training__page_exam },
        { .pattern = "/desk/questions", .title = "题库", .roles = "trainer", .show = training__page_bank },
        { .pattern = "/desk/sitting/{id}", .title = "试卷", .roles = "", .show = training__page_sitting },
        { .pattern = "/desk/training", .title = "培训", .roles = "", .show = training__page_training },
        { .pattern = "/desk/class/{id}", .title = "培训班次", .roles = "", .show = training__page_class },
        { .pattern = "/desk/class/{id}/code", .title = "签到码", .roles = "", .show = training__page_code },
        { .pattern = "/desk/attend/{id}/{code}", .title = "签到", .roles = "", .show = training__page_attend },
        { .pattern = "/desk/shortfall", .title = "学时", .roles = "trainer|head|supervisor|team_leader", .show = training__page_shortfall },
        { .pattern = "/desk/shortfall/{id}", .title = "学时通知", .roles = "", .show = training__page_notice },
        { .pattern = "/desk/certificates", .title = "执法人员和证件", .roles = LOOK, .show = training__page_officers },
        { .pattern = "/desk/officer/{login}", .title = "执法人员", .roles = LOOK, .show = training__page_officer },
        { .pattern = "/desk/certificate/{id}/card", .title = "证卡", .roles = "", .show = training__page_card },
        { .pattern = "/desk/insurance", .title = "保险和体检", .roles = "trainer|head", .show = training__page_register },
        { .pattern = "/desk/census", .title = "摸底调查", .roles = "trainer|supervisor|head", .show = training__page_census },
};
const size_t training_pages_n = sizeof training_pages / sizeof *training_pages;
