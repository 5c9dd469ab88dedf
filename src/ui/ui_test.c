/* ui_test.c - the parts of a page: whatever a person wrote stays text, what is made is well-formed, and words say what colours say. */
#include "base/test.h"
#include "ui/assets.h"
#include "ui/ui_inner.h"
#include "ui/ui_test.h"
#include <stdlib.h>

#define HOSTILE "\"'><script>alert(1)</script>&"

/* ---- looking at markup ---- */

const char *ui_test_text(struct html *h)
{
        return (const char *)html_done(h).p;
}

size_t ui_test_count(const char *s, const char *what)
{
        size_t n = 0;

        for (; (s = strstr(s, what)); s += strlen(what))
                n++;
        return n;
}

static bool is_void(const char *name)
{
        return text_in(name, "meta|link|input|br|hr|img|!doctype", '|');
}

/* The end of the tag that begins at s, quotes respected; NULL if a quote stays open. */
static const char *tag_end(const char *s)
{
        for (char quote = '\0'; *s; s++) {
                if (quote ? *s == quote : *s == '"' || *s == '\'')
                        quote = quote ? '\0' : *s;
                else if (*s == '>' && !quote)
                        return s;
        }
        return NULL;
}

/* NULL if every element that is opened is closed in order, otherwise where not. */
const char *ui_test_unbalanced(struct arena *a, const char *s)
{
        const char *open[256];
        size_t depth = 0;

        while ((s = strchr(s, '<'))) {
                bool closing = s[1] == '/';
                const char *from = s + 1 + closing, *end = tag_end(s), *name = text_copy_n(a, from, strcspn(from, " >/\n"));

                if (!end || !*name)
                        return s;
                if (closing && (!depth || strcmp(open[--depth], name)))
                        return s;
                if (!closing && !is_void(name) && end[-1] != '/') {
                        if (depth == 256)
                                return s;
                        open[depth++] = name;
                }
                s = end;
        }
        return depth ? open[depth - 1] : NULL;
}

/* Every id once; every for= and aria-describedby= leads somewhere.  NULL if so. */
const char *ui_test_dangling(struct arena *a, const char *s)
{
        static const char *const from[] = { " for=\"", " aria-describedby=\"", " aria-labelledby=\"" };
        size_t n;

        for (const char *p = s; (p = strstr(p, " id=\"")); p += 5)
                if (ui_test_count(s, text_copy_n(a, p, strcspn(p + 5, "\"") + 6)) != 1)
                        return p;
        for (size_t i = 0; i < sizeof from / sizeof *from; i++)
                for (const char *p = s; (p = strstr(p, from[i])); p += strlen(from[i])) {
                        const char *value = p + strlen(from[i]);
                        char **ids = text_split(a, text_copy_n(a, value, strcspn(value, "\"")), ' ', &n);

                        for (size_t k = 0; k < n; k++)
                                if (!strstr(s, text_make(a, " id=\"%s\"", ids[k])))
                                        return p;
                }
        return NULL;
}

void ui_test_sound(struct test *t, const char *s)
{
        CHECK_TEXT(ui_test_unbalanced(t->mem, s), NULL);
        CHECK_TEXT(ui_test_dangling(t->mem, s), NULL);
        CHECK(!strstr(s, " style=\"") && !strstr(s, "<style") && !strstr(s, "<script>") && !strstr(s, " onclick"));
        CHECK(!strstr(s, "javascript:"));
}

/* Hostile text is there, and only as text. */
static void check_tame(struct test *t, struct html *h, const char *part)
{
        const char *s = ui_test_text(h);

        ui_test_sound(t, s);
        if (strstr(s, "<script>alert") || !strstr(s, "&lt;script&gt;"))
                test_failed(t, __FILE__, __LINE__, "%s lets markup through: %s", part, s);
}

#define TAME(call) do { struct html *h = html_new(t->mem); call; check_tame(t, h, #call); } while (0)

TEST(ui, small_parts_escape_what_people_wrote)
{
        const struct ui_tag tag = { "ok", HOSTILE, "check" };

        TAME(ui_tag(h, "warn", HOSTILE));
        TAME(ui_tag_icon(h, &tag));
        TAME(ui_icon_named(h, "check", HOSTILE));
        TAME(ui_link(h, "/a?b=" HOSTILE, HOSTILE));
        TAME(ui_button(h, &(struct ui_button){ HOSTILE, "/a", "check", BUTTON_DANGER }));
        TAME(ui_post(h, "/a", HOSTILE, HOSTILE, &(struct ui_button){ .label = HOSTILE }));
        TAME(ui_law(h, HOSTILE, HOSTILE));
        TAME(ui_section(h, HOSTILE, HOSTILE));
        TAME(ui_callout(h, "warn", HOSTILE, HOSTILE "\n" HOSTILE));
        TAME(ui_empty(h, HOSTILE, HOSTILE, HOSTILE, "/x"));
        TAME(ui_done(h, HOSTILE, 12, "/x"));
        TAME((ui_details_begin(h, HOSTILE, true), ui_details_end(h)));
        TAME((ui_kv_begin(h, KV_WIDE), ui_kv(h, HOSTILE, HOSTILE), ui_kv_end(h)));
        TAME((ui_card_begin(h, &(struct ui_card){ HOSTILE, HOSTILE, "/m", HOSTILE, HOSTILE, true }), ui_card_foot(h),
              ui_card_end(h)));
        TAME((ui_split_begin(h), html_text(h, HOSTILE), ui_split_aside(h), ui_split_end(h)));
        TAME((ui_grid_begin(h, 2), html_text(h, HOSTILE), ui_grid_end(h)));
        TAME(ui_mask(h, HOSTILE));
}

TEST(ui, parts_about_state_escape_what_people_wrote)
{
        static const struct ui_step steps[] = { { HOSTILE, HOSTILE, STEP_DONE },
                                                { HOSTILE, NULL, STEP_NOW },
                                                { HOSTILE, "", STEP_LOCK } };
        static const struct ui_tab tabs[] = { { HOSTILE, "?tab=1", HOSTILE } };
        static const struct ui_tag tag = { "", HOSTILE, NULL };
        static const struct ui_event events[] = { { "bad", HOSTILE, HOSTILE, HOSTILE, "/x", { HOSTILE, HOSTILE }, &tag, 1 } };
        static const struct ui_stat stats[] = { { HOSTILE, HOSTILE, HOSTILE, "/x", "bad" },
                                                { HOSTILE, HOSTILE, NULL, NULL, NULL } };
        static const struct ui_bar bars[] = { { HOSTILE, 3, HOSTILE, "warn" }, { HOSTILE, 0, NULL, NULL } };
        struct step_day day = { day_make(2026, 11, 20), 0, HOSTILE };
        struct explanation e = { &day, 1, HOSTILE, HOSTILE };
        const struct ui_clock clock = { HOSTILE, { .state = DUE_STOPPED }, HOSTILE, &e, HOSTILE, true };
        struct ui_action action = { HOSTILE, HOSTILE, HOSTILE, "/x", true, &t->why, HOSTILE, NULL };

        refuse(&t->why, R_NEED, NULL, "%s", HOSTILE);
        t->why.law = HOSTILE;
        TAME(ui_refusal(h, &t->why));
        TAME(ui_actions(h, &action, 1));
        TAME(ui_stepper(h, HOSTILE, steps, 3));
        TAME(ui_tabs(h, HOSTILE, tabs, 1, 0));
        TAME(ui_timeline(h, HOSTILE, events, 1));
        TAME(ui_why_date(h, &e, HOSTILE, false));
        TAME(ui_clocks(h, &clock, 1));
        TAME(ui_stats(h, HOSTILE, stats, 2));
        TAME(ui_bars(h, HOSTILE, bars, 2));
        TAME(ui_meter(h, HOSTILE, 1, 2, "ok"));
}

TEST(ui, paper_and_proof_escape_what_people_wrote)
{
        static const struct ui_check checks[] = { { true, HOSTILE }, { false, HOSTILE } };
        static const struct ui_button buttons[] = { { HOSTILE, "/x", NULL, BUTTON_PLAIN } };
        static const char *const path[] = { "00ff" }, *const kv[] = { HOSTILE, HOSTILE };
        const struct ui_paper paper = { HOSTILE, HOSTILE, HOSTILE, HOSTILE };
        const struct ui_proof proof = { true, HOSTILE, HOSTILE, checks, 2, NULL, NULL, "00ff", path, 1, buttons, 1 };

        TAME((ui_paper_begin(h, &paper), ui_paper_text(h, HOSTILE "〖" HOSTILE "〗\n【" HOSTILE "】"),
              ui_paper_sign(h, HOSTILE, DAY_NONE, false), ui_paper_end(h)));
        TAME(ui_proof(h, &proof));
        TAME(ui_tombstone(h, &(struct ui_tomb){ HOSTILE, HOSTILE, HOSTILE, HOSTILE, kv, 2, checks, 2, buttons, 1 }));
        TAME((ui_seal(h, "甲<乙"), html_text(h, HOSTILE)));
}

TEST(ui, only_addresses_of_our_own_kind_become_links)
{
        static const char *const bad[] = { "javascript:alert(1)",
                                           "JaVaScRiPt:x",
                                           "//evil.example",
                                           "/\\evil.example",
                                           "/\t/evil.example",
                                           " javascript:x",
                                           "data:text/html,x",
                                           "vbscript:x",
                                           "",
                                           "evil",
                                           "\x01/x" };
        static const char *const good[] = {
                "/", "/desk?a=b", "#main", "?page=2", "https://example.org/x", "mailto:a@example.org", "tel:12345"
        };

        CHECK(!ui__href(NULL));
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
                struct html *h = html_new(t->mem);

                CHECK(!ui__href(bad[i]));
                ui_link(h, bad[i], "文字");
                ui_button(h, &(struct ui_button){ .label = "按钮", .url = bad[i] });
                CHECK_TEXT(ui_test_text(h), "文字按钮");
        }
        for (size_t i = 0; i < sizeof good / sizeof *good; i++)
                CHECK_TEXT(ui__href(good[i]), good[i]);
}

/* ---- frames ---- */

static bool may(struct ctx *c, const char *roles)
{
        return strcmp(roles, "admin") ? true : refuse(&c->why, R_ROLE, NULL, NULL);
}

static bool user(struct ctx *c, struct ui_user *out)
{
        (void)c;
        *out = (struct ui_user){ HOSTILE, HOSTILE };
        return true;
}

static const char *badge(struct ctx *c, const struct ui_nav *row)
{
        (void)c;
        return strcmp(row->label, "音像") ? NULL : "缺 2";
}

static const struct ui_nav desk_rows[] = {
        { "", "工作台", "/desk", "home", "" }, { "办案", "台账", "/desk/cases", "folders", "" }, { "办案", "音像", "/desk/av", "video", "" },
        { "管理", "系统", "/desk/admin", "settings", "admin" },
};
static const struct ui_nav public_rows[] = { { "", "首页", "/", "home", "public" }, { "", "决定", "/decisions", "gavel", "public" } };
static const char *const foot_links[] = { "说明", "/about", "电话 12345", "", NULL };
static const struct ui_foot foot_rows[] = { { "帮助", foot_links } };
static const struct ui_site site = {
        .name = "明镜",
        .agency = HOSTILE,
        .portal = "平台",
        .motto = "可验证",
        .desk = desk_rows,
        .n_desk = 4,
        .pub = public_rows,
        .n_pub = 2,
        .foot = foot_rows,
        .n_foot = 1,
        .desk_search = "/desk/search",
        .public_search = "/search",
        .desk_new = "/desk/do/source.register",
        .desk_new_label = "案源登记",
        .login = "/login",
        .logout = "/logout",
        .may = may,
        .user = user,
        .badge = badge,
};

static struct ctx context(struct test *t)
{
        ui_bind(&site);
        return (struct ctx){ .mem = t->mem, .why = { .mem = t->mem } };
}

TEST(ui, the_frame_of_the_desk_is_sound_and_marks_where_one_is)
{
        static const struct pair query[] = { { "q", HOSTILE } };
        static const struct ui_crumb crumbs[] = { { HOSTILE, "/desk/cases" } };
        struct page_in in = { .path = "/desk/cases/12",
                              .csrf = "tok",
                              .query = query,
                              .n = 1,
                              .mode = "elder",
                              .size = "\"><b>" };
        struct ctx c = context(t);
        struct html *h = html_new(t->mem);
        const char *s;

        page_begin_desk(&c, &in, h, &(struct ui_frame){ .title = HOSTILE, .lead = HOSTILE, .crumbs = crumbs, .n_crumbs = 1 });
        page_end_desk(&c, &in, h);
        check_tame(t, h, "desk");
        s = ui_test_text(h);
        CHECK(strstr(s, "<html lang=\"zh-CN\" data-mode=\"elder\">"));         /* and no size: that was no choice of ours */
        CHECK(strstr(s, "href=\"/desk/cases\" aria-current=\"page\""));
        CHECK(!strstr(s, "/desk/admin"));
        CHECK(c.why.kind == WHY_NOTHING);
        CHECK(strstr(s, "<span class=\"count hot\">缺 2</span>"));
        CHECK_INT(ui_test_count(s, "<h1>"), 1);
        CHECK_INT(ui_test_count(s, "<main "), 1);
        CHECK(strstr(s, "class=\"skip\" href=\"#main\"") && strstr(s, "name=\"_csrf\" value=\"tok\""));
        CHECK(strstr(s, asset_path("mingjing.css")) && strstr(s, asset_path("mingjing.js")));
}

TEST(ui, a_page_that_is_in_no_row_marks_none)
{
        struct page_in in = { .path = "/desk/elsewhere", .csrf = "" };
        struct ctx c = context(t);
        struct html *h = html_new(t->mem);

        page_begin_desk(&c, &in, h, &(struct ui_frame){ .title = "别处" });
        CHECK(!strstr(ui_test_text(h), "aria-current=\"page\""));
}

TEST(ui, the_public_frame_keeps_the_choice_of_size_as_a_link_back_to_the_page)
{
        struct page_in in = { .path = "/decisions/大 1", .csrf = "", .size = "lg" };
        struct ctx c = context(t);
        struct html *h = html_new(t->mem);
        const char *s;

        page_begin_public(&c, &in, h, &(struct ui_frame){ .title = "决定", .narrow = true });
        page_end_public(&c, &in, h);
        s = ui_test_text(h);
        ui_test_sound(t, s);
        CHECK(strstr(s, "data-size=\"lg\""));
        CHECK(strstr(s, "/display?size=xl&amp;back=%2Fdecisions%2F%E5%A4%A7%201"));
        CHECK(strstr(s, "href=\"/decisions\" aria-current=\"page\"") && !strstr(s, "href=\"/\" aria-current"));
        CHECK(strstr(s, "<li>电话 12345</li>") && strstr(s, "<a href=\"/about\">说明</a>"));
}

TEST(ui, display_choices_are_only_those_of_the_list)
{
        CHECK_TEXT(ui_display_value("size", "xl"), "xl");
        CHECK_TEXT(ui_display_value("theme", "dark"), "dark");
        CHECK_TEXT(ui_display_value("size", "dark"), "");
        CHECK_TEXT(ui_display_value("size", "\"><script>"), "");
        CHECK_TEXT(ui_display_value("nonsense", ""), "");
        CHECK_TEXT(ui_display_value("size", NULL), "");
}

TEST(ui, why_not_is_a_whole_page_with_what_law_and_what_to_do)
{
        struct page_in in = { .path = "/desk/case/1", .csrf = "" };
        struct ctx c = context(t);
        struct html *h = html_new(t->mem);
        const char *s;

        refuse(&t->why, R_REVIEW_MISSING, NULL, "案卷 %s", HOSTILE);
        page_problem(&c, &in, h, &t->why);
        check_tame(t, h, "problem");
        s = ui_test_text(h);
        CHECK(strstr(s, "role=\"alert\""));
        CHECK(strstr(s, "<dt>出了什么事</dt><dd>法制审核未通过，不能作出决定：案卷 "));
        CHECK(strstr(s, "<dt>依据</dt><dd>行政处罚法 第五十八条</dd>"));
        CHECK(strstr(s, "<dt>怎么办</dt><dd>先送法制审核，通过后再作决定</dd>"));

        why_clear(&t->why);
        fail(&t->why, "磁盘满");
        h = html_new(t->mem);
        page_problem(&c, &in, h, &t->why);
        CHECK(strstr(ui_test_text(h), "系统没有做成：磁盘满") && strstr(ui_test_text(h), "什么也没有写入"));

        why_clear(&t->why);
        refuse(&t->why, R_LOGIN, NULL, NULL);
        h = html_new(t->mem);
        in.path = "/decisions";
        page_problem(&c, &in, h, &t->why);
        CHECK(strstr(ui_test_text(h), "href=\"/login\""));
}

TEST(ui, the_login_frame_is_sound)
{
        struct page_in in = { .path = "/login", .csrf = "" };
        struct ctx c = context(t);
        struct html *h = html_new(t->mem);

        page_begin_login(&c, &in, h, "登录");
        page_end_login(&c, &in, h);
        ui_test_sound(t, ui_test_text(h));
        CHECK_INT(ui_test_count(ui_test_text(h), "<h1>"), 1);
}

/* ---- clocks ---- */

static const char holidays[] = "date,name,type\n2026-01-01,元旦,off\n2026-10-01,国庆节,off\n2027-01-01,元旦,off\n";

static const char *due(struct test *t, struct ui_due d)
{
        struct html *h = html_new(t->mem);

        d.today = day_make(2026, 11, 20);
        d.calendar = calendar_load(t->mem, holidays, sizeof holidays - 1, &t->why);
        ui_due(h, &d);
        return ui_test_text(h);
}

TEST(ui, clocks_say_in_words_how_long_there_is)
{
        CHECK(strstr(due(t, (struct ui_due){ .day = day_make(2026, 11, 24), .unit = UNIT_WORKING }),
                     "剩 2 个工作日<span class=\"by\">（11-24 前）"));
        CHECK(strstr(due(t, (struct ui_due){ .day = day_make(2026, 11, 24), .unit = UNIT_WORKING }), "due warn"));
        CHECK(strstr(due(t, (struct ui_due){ .day = day_make(2027, 1, 12), .unit = UNIT_CALENDAR }),
                     "剩 53 天<span class=\"by\">（2027-01-12 前）"));
        CHECK(strstr(due(t, (struct ui_due){ .day = day_make(2027, 1, 12), .unit = UNIT_CALENDAR }), "due ok"));
        CHECK(strstr(due(t, (struct ui_due){ .day = day_make(2026, 11, 19), .unit = UNIT_WORKING }),
                     "超期 1 个工作日<span class=\"by\">（应于 11-19）"));
        CHECK(strstr(due(t, (struct ui_due){ .day = day_make(2026, 11, 20), .unit = UNIT_WORKING }), "今天到期"));
        CHECK(strstr(due(t, (struct ui_due){ .day = day_make(2026, 11, 20), .unit = UNIT_WORKING, .bare = true }),
                     "今天到期</span></span>"));
        CHECK(strstr(due(t, (struct ui_due){ .day = day_make(2026, 11, 24), .state = DUE_STOPPED }), "暂停计时"));
        CHECK(strstr(due(t, (struct ui_due){ .undetermined = true, .missing_year = 2028 }),
                     "待公布<span class=\"by\">（2028 年节假日安排公布后确定）"));
        CHECK(strstr(due(t, (struct ui_due){ .state = DUE_MET }), "已按期办结"));
        CHECK(strstr(due(t, (struct ui_due){ .day = DAY_NONE }), "—"));
        CHECK(strstr(due(t, (struct ui_due){ .unit = UNIT_HOUR,
                                             .instant = instant_at(day_make(2026, 11, 21), 10, 20),
                                             .now = instant_at(day_make(2026, 11, 20), 10, 0) }),
                     "剩 24 小时<span class=\"by\">（11-21 10:20 前）"));
        CHECK(strstr(due(t, (struct ui_due){ .unit = UNIT_HOUR, .instant = instant_at(day_make(2026, 11, 20), 9, 30),
                                              .now = instant_at(day_make(2026, 11, 20), 10, 0) }), "超期 30 分钟"));
}

TEST(ui, time_that_the_party_let_pass_is_over_and_not_late)
{
        const char *s = due(t, (struct ui_due){ .day = day_make(2026, 11, 19), .unit = UNIT_WORKING, .party = true });

        CHECK(strstr(s, "due mute") && strstr(s, "已届满<span class=\"by\">（11-19）") && !strstr(s, "超期"));
        CHECK(strstr(due(t, (struct ui_due){ .day = day_make(2026, 11, 24), .unit = UNIT_WORKING, .party = true }), "剩 2 个工作日"));
}

TEST(ui, without_a_calendar_days_are_counted_and_called_days)
{
        CHECK(strstr(due(t, (struct ui_due){ .day = day_make(2030, 1, 4), .unit = UNIT_WORKING }), " 天<"));
}

TEST(ui, the_reason_of_a_date_shows_every_day_even_when_folded)
{
        struct calendar *cal = calendar_load(t->mem, holidays, sizeof holidays - 1, &t->why);
        struct clock brief = { .unit = UNIT_WORKING, .length = 3 }, slow = { .unit = UNIT_CALENDAR, .length = 90 };
        struct explanation a = clock_explain(t->mem, cal, &brief, instant_at(day_make(2026, 11, 19), 16, 40));
        struct explanation b = clock_explain(t->mem, cal, &slow, instant_at(day_make(2026, 9, 22), 10, 0));
        struct html *h = html_new(t->mem), *g = html_new(t->mem);

        ui_why_date(h, &a, "为什么是 11 月 24 日", true);
        ui_why_date(g, &b, "逐日计算", false);
        ui_test_sound(t, ui_test_text(h));
        ui_test_sound(t, ui_test_text(g));
        CHECK_INT(ui_test_count(ui_test_text(h), "<li "), a.n);
        CHECK_INT(ui_test_count(ui_test_text(h), "class=\"month\""), 0);
        CHECK_INT(ui_test_count(ui_test_text(g), "<li "), b.n);
        CHECK_INT(ui_test_count(ui_test_text(g), "class=\"month\""), 4);
        CHECK_INT(ui_test_count(ui_test_text(g), "末日在本月"), 1);
        CHECK(strstr(ui_test_text(h), "<li class=\"end\">") && strstr(ui_test_text(h), "周六"));
}

/* ---- the rest ---- */

TEST(ui, a_locked_action_says_why_under_which_law_and_how_to_unlock)
{
        struct ui_action a = { .title = "作出处罚决定", .button = "作出决定", .url = "/desk/do/case.decide", .why = &t->why };
        struct html *h = html_new(t->mem);
        const char *s;

        refuse(&t->why, R_REVIEW_MISSING, NULL, NULL);
        ui_actions(h, &a, 1);
        s = ui_test_text(h);
        ui_test_sound(t, s);
        CHECK(strstr(s, "<b>法制审核未通过，不能作出决定</b>。依据行政处罚法 第五十八条。怎样解锁：先送法制审核，通过后再作决定。"));
        CHECK(strstr(s, "aria-disabled=\"true\" aria-describedby=") && !strstr(s, "/desk/do/case.decide"));
}

TEST(ui, masks_and_blanks_in_a_text_become_visible_marks)
{
        struct html *h = html_new(t->mem);
        const char *s;

        ui_paper_text(h, "法定代表人：郑〖姓名〗\n\n决定书【待填】，自送达之日起生效。〖没有收尾");
        s = ui_test_text(h);
        CHECK(strstr(s, "<p class=\"flat\">法定代表人：郑<span class=\"mask\"><span class=\"vh\">已遮盖：</span>姓名</span></p>"));
        CHECK(strstr(s, "决定书<span class=\"blank\">待填</span>，自送达之日起生效。〖没有收尾</p>"));
        CHECK_INT(ui_test_count(s, "<p "), 2);
}

TEST(ui, numbers_and_days_read_as_people_write_them)
{
        struct html *h = html_new(t->mem);

        CHECK_TEXT(ui__count(t->mem, 486213), "486,213");
        CHECK_TEXT(ui__count(t->mem, 0), "0");
        CHECK_TEXT(ui__count(t->mem, -1234), "-1,234");
        CHECK_TEXT(ui__count(t->mem, INT64_MIN), "-9,223,372,036,854,775,808");
        CHECK_TEXT(ui__yuan(t->mem, 18000000), "180,000");
        CHECK_TEXT(ui__yuan(t->mem, 50), "0.50");
        ui_money(h, -1);
        ui_day(h, day_make(2026, 11, 20));
        ui_instant(h, (struct instant){ 0 });
        CHECK_TEXT(ui_test_text(h), "<span class=\"none\">—</span><time>2026-11-20</time><span class=\"none\">—</span>");
}

TEST(ui, assets_are_inside_the_program_and_need_only_self)
{
        const struct asset *css = asset_find(asset_path("mingjing.css")), *js = asset_find(asset_path("mingjing.js"));

        CHECK(css && js && asset_find(asset_path("icons.svg")) && asset_find(asset_path("mingjing-flat.css")));
        CHECK(css && css->bytes.n + js->bytes.n < 96 * 1024);        /* web/build.mjs: LIMIT; a whole page stays under 150 KB */
        CHECK(css && text_starts((const char *)css->type, "text/css") && css->etag[0] == '"' && css->gzip.n &&
              css->gzip.n < css->bytes.n);
        CHECK(css && !memmem(css->bytes.p, css->bytes.n, "data:", 5) && !memmem(css->bytes.p, css->bytes.n, "url(", 4));
        CHECK(!asset_find("/assets/../secret") && !asset_find("/assets/mingjing.css"));
        CHECK(asset_has_icon("gavel") && asset_has_icon("accessible") && asset_has_icon("zoom-question") &&
              !asset_has_icon("no-such-icon"));
}
