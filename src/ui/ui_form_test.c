/* ui_form_test.c - a form is made from the command's description: each type of arg, what was typed, and errors at their place. */
#include "ui/ui.h"
#include "ui/ui_test.h"

static const struct arg every[] = {
        { "text", ARG_TEXT, ARG_REQUIRED, "一行", "写全称。", NULL, 2, 100 }, { "long", ARG_LONG, 0, "几行", NULL, NULL, 0, 2000 },
        { "count", ARG_INT, 0, "数", NULL, NULL, 1, 99 }, { "money", ARG_MONEY, 0, "金额", NULL, NULL, 0, 1000000 },
        { "day", ARG_DAY, ARG_REQUIRED, "日期", NULL, NULL, 0, 0 }, { "instant", ARG_INSTANT, 0, "时间", NULL, NULL, 0, 0 },
        { "tick", ARG_BOOL, 0, "勾选", "说明。", NULL, 0, 0 }, { "yesno", ARG_BOOL, ARG_REQUIRED, "是否", NULL, NULL, 0, 0 },
        { "one", ARG_CHOICE, ARG_REQUIRED, "选一", NULL, "a=甲|b=乙", 0, 0 }, { "many", ARG_CHOICE, 0, "选一（多）", NULL, "a=甲|b=乙|c=丙|d=丁|e=戊|f=己", 0, 0 },
        { "some", ARG_CHOICES, 0, "选几", NULL, "a=甲|b=乙|c=丙", 0, 0 }, { "ref", ARG_REF, 0, "案件", NULL, "case", 0, 0 },
        { "refs", ARG_REFS, 0, "证据", NULL, "recording", 0, 0 }, { "login", ARG_LOGIN, 0, "人员", NULL, NULL, 0, 0 },
        { "logins", ARG_LOGINS, ARG_REQUIRED, "承办人", NULL, NULL, 0, 0 }, { "code", ARG_CODE, 0, "事项", NULL, "items", 0, 0 },
        { "file", ARG_FILE, 0, "文件", NULL, NULL, 0, 0 }, { "uscc", ARG_USCC, 0, "信用代码", NULL, NULL, 0, 0 },
        { "idno", ARG_IDNO, ARG_PERSONAL, "身份号码", NULL, NULL, 0, 0 }, { "points", ARG_POINTS, 0, "各点", NULL, NULL, 0, 0 },
        { "secret", ARG_TEXT, ARG_SECRET, "密码", NULL, NULL, 0, 0 }, ARG_END
};
static const struct command command = { .verb = "case.test", .label = "办理", .help = "依《行政处罚法》办理。", .noun = "case", .args = every };

static bool options(void *to, const struct arg *g, struct ui_options *out)
{
        (void)to;
        if (strcmp(g->name, "logins"))
                return false;
        ui_option(out, "zhou", "周<b>", "有效\"");
        ui_option(out, "tang", "唐静", NULL);
        return true;
}

static const char *form(struct test *t, const struct pair *values, size_t n, const struct why *why)
{
        struct html *h = html_new(t->mem);

        ui_form(h, &(struct ui_form){ .command = &command,
                                      .action = "/desk/do/case.test",
                                      .subject = 12,
                                      .values = values,
                                      .n_values = n,
                                      .why = why,
                                      .options = options,
                                      .csrf = "tok",
                                      .key = "key1",
                                      .expected = 55,
                                      .back = "/desk" });
        return ui_test_text(h);
}

TEST(form, has_a_labelled_box_for_every_type_of_argument)
{
        const char *s = form(t, NULL, 0, NULL);

        ui_test_sound(t, s);
        for (const struct arg *g = every; g->name; g++) {
                CHECK(strstr(s, text_make(t->mem, "name=\"%s\"", g->name)));
                CHECK(strstr(s, g->label));
        }
        CHECK(strstr(s, "method=\"post\" action=\"/desk/do/case.test\" enctype=\"multipart/form-data\" novalidate>"));
        CHECK(strstr(s, "name=\"_csrf\" value=\"tok\"") && strstr(s, "name=\"_key\" value=\"key1\"") &&
              strstr(s, "name=\"_expected\" value=\"55\""));
        CHECK(strstr(s, "name=\"_subject\" value=\"12\"") && strstr(s, "name=\"_back\" value=\"/desk\""));
        CHECK(strstr(s, "写全称。<span class=\"keep\">（2 至 100 字）</span>") && strstr(s, "0 至 10,000 元") && strstr(s, "依《行政处罚法》办理。"));
        CHECK(strstr(s, "个人信息，不公开") && strstr(s, "type=\"password\""));
        CHECK_INT(ui_test_count(s, "role=\"radiogroup\""), 2);
        CHECK_INT(ui_test_count(s, "<select "), 1);
        CHECK(!strstr(s, "aria-invalid") && !strstr(s, "role=\"alert\""));
        CHECK(strstr(s, "周&lt;b&gt;<small>有效&quot;</small>"));
        CHECK(strstr(s, "type=\"submit\">办理</button>"));
}

TEST(form, shows_again_what_was_typed_but_never_a_secret)
{
        static const struct pair values[] = {
                { "text", "\"><script>" }, { "long", "</textarea><script>\n二" }, { "money", "12000.5" }, { "instant", "2026-11-19T14:10:00.000Z" },
                { "tick", "true" }, { "yesno", "否" }, { "one", "b" }, { "many", "f" }, { "some", "a,c" }, { "logins", "tang" }, { "points", "[\"一\",\"二<\"]" },
                { "file", "sm3:00112233445566778899aabbccddeeff" }, { "secret", "hunter2" }, { "day", "2026-11-3" }, { "unknown", "x" },
        };
        const char *s = form(t, values, sizeof values / sizeof *values, NULL);

        ui_test_sound(t, s);
        CHECK(!strstr(s, "<script>") && !strstr(s, "hunter2"));
        CHECK(strstr(s, "value=\"&quot;&gt;&lt;script&gt;\"") && strstr(s, ">\n&lt;/textarea&gt;&lt;script&gt;\n二</textarea>"));
        CHECK(strstr(s, "value=\"12000.5\"") && strstr(s, "value=\"2026-11-19 22:10\"") && strstr(s, "value=\"2026-11-3\""));
        CHECK(strstr(s, "name=\"tick\" value=\"true\" checked") && strstr(s, "name=\"yesno\" value=\"false\" checked"));
        CHECK(strstr(s, "name=\"one\" value=\"b\" checked") && !strstr(s, "name=\"one\" value=\"a\" checked"));
        CHECK(strstr(s, "<option value=\"f\" selected>己") && strstr(s, "name=\"some\" value=\"a\" checked") &&
              strstr(s, "name=\"some\" value=\"c\" checked"));
        CHECK(!strstr(s, "name=\"some\" value=\"b\" checked") && strstr(s, "value=\"tang\" checked"));
        CHECK(strstr(s, ">\n一\n二&lt;</textarea>"));
        CHECK(strstr(s, "<input type=\"hidden\" name=\"file\" value=\"sm3:00112233445566778899aabbccddeeff\">"));
}

TEST(form, an_error_stands_in_the_summary_and_above_its_box)
{
        static const struct ui_error more[] = { { "logins", "承办人：只选了一人" } };
        struct html *h = html_new(t->mem);
        const char *s, *link;

        refuse(&t->why, R_USCC, "uscc", "信用代码：校验码不对<");
        ui_form(h, &(struct ui_form){ .command = &command,
                                      .action = "/x",
                                      .subject = SUBJECT_NEW,
                                      .why = &t->why,
                                      .errors = more,
                                      .n_errors = 1,
                                      .options = options,
                                      .expected = -1 });
        s = ui_test_text(h);
        ui_test_sound(t, s);
        CHECK(strstr(s, "有 2 处要改") && strstr(s, "依据：GB 32100") && strstr(s, "tabindex=\"-1\" autofocus"));
        CHECK_INT(ui_test_count(s, "信用代码：校验码不对&lt;"), 2);
        CHECK_INT(ui_test_count(s, "承办人：只选了一人"), 2);
        CHECK_INT(ui_test_count(s, " aria-invalid=\"true\""), 1);      /* a group of ticks has no such state */
        link = strstr(s, "<a href=\"#");
        CHECK(link && strstr(s, text_make(t->mem, " id=\"%s\"", text_copy_n(t->mem, link + 10, strcspn(link + 10, "\"")))));
        CHECK(!strstr(s, "_subject") && !strstr(s, "_expected"));
}

TEST(form, a_refusal_without_a_field_is_told_in_three_sentences)
{
        const char *s;

        refuse(&t->why, R_STALE, NULL, NULL);
        s = form(t, NULL, 0, &t->why);
        ui_test_sound(t, s);
        CHECK(strstr(s, "<dt>出了什么事</dt>") && strstr(s, "您填写的内容已保留") && !strstr(s, "处要改"));
}

TEST(form, a_refusal_about_an_unknown_field_is_not_lost)
{
        const char *s;

        refuse(&t->why, R_ARG_UNKNOWN, "nonsense", "没有 nonsense");
        s = form(t, NULL, 0, &t->why);
        CHECK(strstr(s, "出现了这个动作没有的字段：没有 nonsense"));
}

TEST(form, a_missing_value_is_called_missing_where_it_is_missing)
{
        const char *s;

        refuse(&t->why, R_ARG_MISSING, "text", "一行");
        s = form(t, NULL, 0, &t->why);
        CHECK_INT(ui_test_count(s, "必填项没有填写（一行）"), 2);
}

TEST(form, parts_and_fixed_arguments)
{
        static const struct ui_part parts[] = { { "count", "数目<", "附注" }, { "one", "选择", NULL } };
        static const struct pair values[] = { { "text", "固定<" }, { "file", "sm3:00" } };
        struct html *h = html_new(t->mem);
        const char *s;

        ui_form(h, &(struct ui_form){ .command = &command,
                                      .action = "/x",
                                      .subject = SUBJECT_NEW,
                                      .values = values,
                                      .n_values = 2,
                                      .expected = -1,
                                      .parts = parts,
                                      .n_parts = 2,
                                      .fixed = "text|file",
                                      .button = "签名并发出",
                                      .danger = true });
        s = ui_test_text(h);
        ui_test_sound(t, s);
        CHECK_INT(ui_test_count(s, "class=\"part\""), 3);
        CHECK(strstr(s, "<legend>数目&lt;<small>附注</small></legend>"));
        CHECK(strstr(s, "<input type=\"hidden\" name=\"text\" value=\"固定&lt;\">") && !strstr(s, "multipart/form-data"));
        CHECK(strstr(s, "class=\"btn danger\" type=\"submit\">签名并发出</button>"));
}

static bool crowd(void *to, const struct arg *g, struct ui_options *out)
{
        (void)to, (void)g;
        for (int i = 0; i < 200; i++)
                ui_option(out, text_make(out->mem, "CF-%03d", i), "事项", NULL);
        return true;
}

TEST(form, a_long_list_is_typed_with_suggestions)
{
        static const struct arg args[] = { { "code", ARG_CODE, 0, "事项", NULL, "items", 0, 0 }, ARG_END };
        static const struct command one = { .verb = "x", .label = "办", .args = args };
        struct html *h = html_new(t->mem);

        ui_form(h,
                &(struct ui_form){ .command = &one, .action = "/x", .subject = SUBJECT_NEW, .options = crowd, .expected = -1 });
        ui_test_sound(t, ui_test_text(h));
        CHECK(strstr(ui_test_text(h), " list=\"") && strstr(ui_test_text(h), "<datalist") && strstr(ui_test_text(h), "CF-199"));
}
