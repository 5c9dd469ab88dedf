/* class_pages.c - plans, classes, the code of attendance, who is short of hours and what was done about it.  The code is shown by a page that renews
 * itself without a script; whoever scans it confirms on a page of his own. */
#include "training/training_inner.h"
#include <string.h>

static const struct ui_crumb crumbs[] = { { "培训", "/desk/training" } };

bool training__page_training(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct ui_button b[3];
        struct courses l;
        size_t n = 0;

        if (!training__courses(c, training__scope(c), &l))
                return false;
        n += training__button(c, "class.plan", -1, "", "/desk/training", "plus", &b[n]);
        n += training__button(c, "course.add", -1, "", "/desk/training", "book", &b[n]);
        n += training__button(c, "training.plan", -1, "", "/desk/training", "calendar", &b[n]);
        if (n)
                b[0].kind = BUTTON_PRIMARY;
        training__begin(c, in, h, &(struct ui_frame){ .title = "培训", .lead = "年度计划、课程、班次和签到", .buttons = b, .n_buttons = n });
        if (!training__list(c, h, &(struct listed){ .title = "班次", .view = "training_classes", .hide = "id", .tags = "state", .link = "title", .link_to = "id",
                                                    .link_base = "/desk/class/", .sub = "kind", .empty = "还没有安排培训" }))
                return false;
        ui_card_begin(h, &(struct ui_card){ .title = "课程", .note = "安排班次时填课程的编号" });
        html(h, "<ul class=\"checks\">");
        for (size_t i = 0; i < l.n; i++) {
                html(h, "<li><span>%lld　%s　<small>%s，%s</small>", (long long)l.at[i].id, l.at[i].title, training__course_kind(c->mem, l.at[i].kind), l.at[i].teacher);
                if (ui_may(c, "trainer")) {
                        html(h, "　");
                        ui_link(h, text_make(c->mem, "/desk/act/class.plan?course=%lld&back=/desk/training", (long long)l.at[i].id), "安排班次");
                }
                html(h, "</span></li>");
        }
        html(h, "</ul>");
        if (!l.n)
                ui_empty(h, "还没有登记课程", NULL, NULL, NULL);
        ui_card_end(h);
        if (!training__list(c, h, &(struct listed){ .title = "年度计划", .view = "training_plans", .hide = "id", .empty = "还没有培训计划" }))
                return false;
        page_end_desk(c, in, h);
        return true;
}

static bool class_of(struct ctx *c, const struct page_in *in, struct class *k)
{
        int64_t id;

        if (!text_int(in->args[0], 0, INT64_MAX, &id))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "班次 %s", in->args[0]);
        if (!training__class(c, id, k))
                return false;
        return training__may_look(c, k->agency) || refuse(&c->why, R_SCOPE, NULL, "%s", k->title);
}

/* Those who lead the class or keep the hours show the code. */
static bool leads(const struct ctx *c, const struct class *k)
{
        return !strcmp(k->trainer, c->who->login) || who_has_role(c->who, "trainer");
}

static int code_seconds(const struct ctx *c)
{
        int seconds = pack_training(c->pack)->code_seconds;

        return seconds ? seconds : 60;
}

bool training__page_class(struct ctx *c, const struct page_in *in, struct html *h)
{
        const char *here;
        struct ui_button b[3];
        struct pair p = { "class", in->args[0] };
        struct class k;
        size_t n = 0;

        if (!class_of(c, in, &k))
                return false;
        here = text_make(c->mem, "/desk/class/%lld", (long long)k.id);
        if (leads(c, &k) && !*k.cancelled) {
                n += training__button(c, "class.enter", k.id, "", here, "user-plus", &b[n]);
                n += training__button(c, "class.cancel", k.id, "", here, "x", &b[n]);
        }
        training__begin(c, in, h, &(struct ui_frame){ .title = k.title, .crumbs = crumbs, .n_crumbs = 1, .current = "/desk/training", .buttons = b, .n_buttons = n });
        ui_card_begin(h, &(struct ui_card){ .title = "安排" });
        ui_kv_begin(h, KV_WIDE);
        ui_kv(h, "时间", text_make(c->mem, "%s 至 %s", instant_local(c->mem, k.starts), instant_local(c->mem, k.ends)));
        ui_kv(h, "地点", k.place);
        ui_kv(h, "学时", text_make(c->mem, "%lld", (long long)k.hours));
        ui_kv(h, "类别", training__course_kind(c->mem, k.kind));
        ui_kv(h, "现场负责", user_name(c, k.trainer));
        ui_kv(h, "签到", text_make(c->mem, "%lld 人", (long long)k.present));
        if (*k.cancelled)
                ui_kv(h, "已取消", k.cancelled);
        ui_kv_end(h);
        if (leads(c, &k) && !*k.cancelled) {
                ui_card_foot(h);
                html(h, "<form method=\"get\" action=\"%s/code\"><input type=\"hidden\" name=\"every\" value=\"%d\"><button class=\"btn primary\" type=\"submit\">出示签到码</button></form>", here,
                     code_seconds(c) / 2);
        }
        ui_card_end(h);
        if (ui_may(c, "trainer|head|supervisor|team_leader") &&
            !training__list(c, h, &(struct listed){ .title = "到场", .view = "training_attendance", .pairs = &p, .n = 1, .hide = "login", .empty = "还没有人签到" }))
                return false;
        page_end_desk(c, in, h);
        return true;
}

/* For the wall of the room: the code of this stretch, renewed before it ends where that was asked for (`every`): what people read must not move. */
bool training__page_code(struct ctx *c, const struct page_in *in, struct html *h)
{
        int seconds = code_seconds(c);
        const char *path, *qr;
        struct class k;
        int64_t every;

        if (!class_of(c, in, &k))
                return false;
        if (!leads(c, &k))
                return refuse(&c->why, R_ROLE, NULL, "由现场负责的人出示签到码");
        path = text_make(c->mem, "/desk/attend/%lld/%s", (long long)k.id, class__code(c->mem, k.secret, k.id, c->now, seconds));
        qr = training__qr(c->mem, training__address(c, path));
        page_begin_screen(h, text_make(c->mem, "签到：%s", k.title), text_int(page_query(in, "every"), 5, 300, &every) ? (int)every : 0);
        html(h, "<header><h1>%s</h1><p>%s</p></header><div class=\"roll\"><span class=\"qr\">", k.title, k.place);
        if (qr)
                html_raw(h, qr);
        html(h, "</span><div><p class=\"big\">请用手机扫码签到</p><p>每 %d 秒更换，过期的码无效；扫码后由本人登录确认。</p><p>已签到 <b>%lld</b> 人</p>"
             "<p>不能扫码的，登录后打开 <code>%s</code></p>"
             "<p><a href=\"/desk/class/%lld\">返回班次</a></p></div></div>\n<footer><span>%s 至 %s</span><span>服务器时间 %s</span></footer>\n", seconds, (long long)k.present,
             path, (long long)k.id, instant_local(c->mem, k.starts), instant_local(c->mem, k.ends), instant_local(c->mem, c->now));
        page_end_screen(h);
        return true;
}

bool training__page_attend(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct class k;
        bool there, good;

        if (!class_of(c, in, &k) || !training__attended(c, k.id, c->who->login, &there))
                return false;
        good = class__code_right(c->mem, in->args[1], k.secret, k.id, c->now, code_seconds(c));
        training__begin(c, in, h, &(struct ui_frame){ .title = "签到", .lead = k.title, .crumbs = crumbs, .n_crumbs = 1, .current = "/desk/training" });
        if (there) {
                ui_callout(h, "ok", "已经签到", text_make(c->mem, "%s，%lld 学时。", k.title, (long long)k.hours));
        } else if (!good) {
                ui_callout(h, "bad", "签到码不对或者已经过期", "请重新扫培训现场正在显示的二维码；没有手机的请现场负责的人登记。");
        } else {
                ui_card_begin(h, &(struct ui_card){ .title = text_make(c->mem, "%s 确认到场", c->who->name) });
                html(h, "<p>%s，%s，%lld 学时。只能为本人签到。</p><form method=\"post\" action=\"/desk/act/class.attend\"><input type=\"hidden\" name=\"_csrf\" value=\"%s\">"
                     "<input type=\"hidden\" name=\"_key\" value=\"%s\"><input type=\"hidden\" name=\"_subject\" value=\"%lld\"><input type=\"hidden\" name=\"code\" value=\"%s\">"
                     "<input type=\"hidden\" name=\"_back\" value=\"/desk/my\"><button class=\"btn primary large\" type=\"submit\">确认签到</button></form>", instant_local(c->mem, k.starts),
                     k.place, (long long)k.hours, in->csrf, random_token(c->mem, 16), (long long)k.id, in->args[1]);
                ui_card_end(h);
        }
        page_end_desk(c, in, h);
        return true;
}

bool training__page_shortfall(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct short_rows l;
        struct ui_button b;
        int64_t year;
        size_t n;
        struct pair *q = training__query(c, in, &n);

        if (!text_int(page_query(in, "year"), 2000, 2199, &year))
                year = training__year(c);
        if (!training__short(c, training__scope(c), (int)year, "", &l))
                return false;
        training__begin(c, in, h, &(struct ui_frame){ .title = "学时", .lead = text_make(c->mem, "%lld 年应修、已修和差的学时", (long long)year),
                .buttons = &b, .n_buttons = training__button(c, "shortfall.notify", -1, text_make(c->mem, "year=%lld", (long long)year), "/desk/shortfall", "send", &b) ? 1 : 0 });
        ui_stats(h, "学时概况", (struct ui_stat[]){ { text_make(c->mem, "%lld", (long long)l.people), "应参加的人", NULL, NULL, "" },
                { text_make(c->mem, "%lld", (long long)(l.people - l.missing)), "已经够的", NULL, NULL, "ok" },
                { text_make(c->mem, "%lld", (long long)l.missing), "不足的", "通知机构补训", NULL, l.missing ? "bad" : "ok" } }, 3);
        if (!training__list(c, h, &(struct listed){ .title = "每人", .view = "training_shortfall", .pairs = q, .n = n, .hide = "login|rule|agency",
                                                    .empty = "没有要算学时的人" }) ||
            !training__list(c, h, &(struct listed){ .title = "补训通知", .view = "training_notices", .hide = "id", .tags = "state", .link = "unit", .link_to = "id",
                                                    .link_base = "/desk/shortfall/", .empty = "还没有发过通知" }))
                return false;
        page_end_desk(c, in, h);
        return true;
}

bool training__page_notice(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_crumb up[] = { { "学时", "/desk/shortfall" } };
        struct buffer people = { .mem = c->mem };
        struct notice n;
        struct ui_button b[3];
        size_t k, nb = 0;
        const char *here;
        char **at;
        int64_t id;

        if (!text_int(in->args[0], 0, INT64_MAX, &id))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "通知 %s", in->args[0]);
        if (!training__notice(c, id, &n))
                return false;
        if (strcmp(n.told, c->who->login) && !(training__keeper(c) && training__may_look(c, n.agency)))
                return refuse(&c->why, R_SCOPE, NULL, NULL);
        here = text_make(c->mem, "/desk/shortfall/%lld", (long long)id);
        at = text_split(c->mem, n.people, ',', &k);
        for (size_t i = 0; i < k; i++)
                buffer_make(&people, "%s%s", i ? "、" : "", user_name(c, at[i]));
        if (!*n.closed && !n.read_at.ms && !strcmp(n.told, c->who->login))
                nb += training__button(c, "shortfall.read", id, "", here, "check", &b[nb]);
        if (!*n.closed)
                nb += training__button(c, "shortfall.close", id, "", here, "archive", &b[nb]);
        training__begin(c, in, h, &(struct ui_frame){ .title = "学时通知", .crumbs = up, .n_crumbs = 1, .current = "/desk/shortfall", .buttons = b, .n_buttons = nb });
        ui_card_begin(h, &(struct ui_card){ .title = training__place(c->pack, n.agency, n.unit) });
        ui_kv_begin(h, 0);
        ui_kv(h, "年度", text_make(c->mem, "%lld", (long long)n.year));
        ui_kv(h, "学时不足的人", buffer_done(&people));
        ui_kv(h, "要求", n.content);
        ui_kv(h, "补训期限", day_text(c->mem, n.until));
        ui_kv(h, "通知谁", text_make(c->mem, "%s　%s", user_name(c, n.told), instant_local(c->mem, n.at)));
        ui_kv(h, "确认", n.read_at.ms ? instant_local(c->mem, n.read_at) : "还没有确认");
        ui_kv(h, "结果", n.closed);
        ui_kv_end(h);
        ui_card_end(h);
        page_end_desk(c, in, h);
        return true;
}
