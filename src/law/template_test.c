/* Templates: what compiles, what is refused where, and how each kind of value reads. */
#include "base/test.h"
#include "law/template_inner.h"

static const struct { const char *word; struct value v; } values[] = {
        { "party.name", { VALUE_TEXT, "郑卫东", NULL, 3 } },
        { "party.kind", { VALUE_TEXT, "citizen", "公民", 3 } },
        { "party.id", { VALUE_TEXT, "510923199001010011", NULL, 3 } },
        { "party.phone", { VALUE_TEXT, "13800001234", NULL, 3 } },
        { "act.fine", { VALUE_MONEY, "18000000", NULL, 7 } },
        { "act.odd", { VALUE_MONEY, "105", NULL, 7 } },
        { "act.served_on", { VALUE_DAY, "2026-07-14", NULL, 7 } },
        { "act.started", { VALUE_INSTANT, "2026-07-14T02:30:00.000Z", NULL, 7 } },
        { "act.officers", { VALUE_PEOPLE, "zhang,li", NULL, 7 } },
        { "act.items", { VALUE_POINTS, "[\"渣土车一辆\",\"合同一份\"]", NULL, 7 } },
        { "act.one", { VALUE_POINTS, "[\"渣土车一辆\"]", NULL, 7 } },
        { "act.none", { VALUE_POINTS, "[]", NULL, 7 } },
        { "act.method", { VALUE_TEXT, "direct", "直接送达", 7 } },
        { "act.early", { VALUE_INSTANT, "2026-07-14T01:05:00.000Z", NULL, 7 } },
        { "act.no", { VALUE_TEXT, "false", "否", 7 } },
        { "act.zero", { VALUE_MONEY, "0", NULL, 7 } },
        { "act.kinds", { VALUE_TEXT, "fine,warning", "罚款、警告", 7 } },
        { "act.count", { VALUE_NUMBER, "120", NULL, 7 } },
        { "act.broken", { VALUE_MONEY, "about ten", NULL, 7 } },
        { "act.note", { VALUE_TEXT, "联系 13800001234，证件 510923199001010011", NULL, 7 } },
};

static struct value look(void *to, const char *word)
{
        (void)to;
        for (size_t i = 0; i < sizeof values / sizeof *values; i++)
                if (!strcmp(values[i].word, word))
                        return values[i].v;
        return (struct value){ VALUE_NONE, NULL, NULL, -1 };
}

static const char *person(void *to, const char *login, const char *what)
{
        const char *name = !strcmp(login, "zhang") ? "张三" : "李四", *number = !strcmp(login, "zhang") ? "51-0001" : "51-0002";

        return !strcmp(what, "names") ? name : !strcmp(what, "certificates") ? number : text_make(to, "%s（证件号 %s）", name, number);
}

static const char *filled(struct test *t, const char *text)
{
        const struct template_source s = { look, person, t->mem };
        const char *wrong = NULL;
        size_t offset = 0;
        struct template *compiled = template_compile(t->mem, text, &wrong, &offset);

        return compiled ? template_fill(t->mem, compiled, &s, NULL) : text_make(t->mem, "%zu %s", offset, wrong);
}

TEST(template, fills_words_and_leaves_out_what_has_no_value)
{
        CHECK_TEXT(filled(t, "当事人：{party.name}"), "当事人：郑卫东");
        CHECK_TEXT(filled(t, "案由：{case.cause}。"), "案由：。");
        CHECK_TEXT(filled(t, "没有词"), "没有词");
        CHECK_TEXT(filled(t, ""), "");
        CHECK_TEXT(filled(t, "{{n}} }}{party.name}{{"), "{n} }郑卫东{");
}

TEST(template, conditions_stand_only_where_they_should)
{
        CHECK_TEXT(filled(t, "{?act.fine}罚款{act.fine|upper}{/}{!act.fine}不罚款{/}。"), "罚款壹拾捌万元整。");
        CHECK_TEXT(filled(t, "{?case.cause}有{/}{!case.cause}无{/}"), "无");
        CHECK_TEXT(filled(t, "{?act.none}清单{/}{?act.items}有清单{/}"), "有清单");
        CHECK_TEXT(filled(t, "{?act.no}是{/}{!act.no}否{/}{?act.zero}罚{/}{!act.zero}不罚{/}"), "否不罚");
        CHECK_TEXT(filled(t, "{?act.method=direct}甲{/}{?act.method=post,direct}乙{/}{?act.method=post}丙{/}{!act.method=post,leave}丁{/}"), "甲乙丁");
        CHECK_TEXT(filled(t, "{?act.kinds=warning}甲{/}{?act.kinds=close,bar}乙{/}{?case.cause=fine}丙{/}{!case.cause=fine}丁{/}"), "甲丁");
        CHECK_TEXT(filled(t, "{?act.fine}{!case.cause}甲{?case.cause}乙{/}丙{/}丁{/}戊"), "甲丙丁戊");
}

TEST(template, a_when_holds_as_a_condition_does)
{
        const struct template_source s = { look, person, t->mem };

        CHECK(template_holds(t->mem, "", &s) && template_holds(t->mem, "act.fine", &s) && template_holds(t->mem, "!case.cause", &s));
        CHECK(template_holds(t->mem, "act.method=direct", &s) && !template_holds(t->mem, "!act.method=direct,post", &s));
        CHECK(!template_holds(t->mem, "act.no", &s) && !template_holds(t->mem, "case.cause", &s));
}

TEST(template, values_read_as_their_kind_asks)
{
        CHECK_TEXT(filled(t, "{act.fine} {act.served_on} {act.started}"), "180,000.00元 2026年7月14日 2026年7月14日10时30分");
        CHECK_TEXT(filled(t, "{act.officers}；{act.method}；{act.count}"), "张三、李四；直接送达；120");
        CHECK_TEXT(filled(t, "{act.items}|{act.one}|{act.none}"), "1. 渣土车一辆\n2. 合同一份|渣土车一辆|");
        CHECK_TEXT(filled(t, "{act.broken}{act.broken|upper}"), "about tenabout ten");
}

TEST(template, filters_change_how_a_value_reads)
{
        CHECK_TEXT(filled(t, "{act.fine|yuan} {act.odd|yuan} {act.fine|raw}"), "180000元 1.05元 18000000");
        CHECK_TEXT(filled(t, "{act.served_on|iso} {act.served_on|upper}"), "2026-07-14 二〇二六年七月十四日");
        CHECK_TEXT(filled(t, "{act.started|day} {act.started|time} {act.started|iso}"), "2026年7月14日 10时30分 2026-07-14 10:30");
        CHECK_TEXT(filled(t, "{act.early} {act.early|time} {act.early|iso|day}"), "2026年7月14日9时5分 9时5分 2026-07-14");
        CHECK_TEXT(filled(t, "{act.officers|names} {act.officers|certificates} {act.officers|both}"),
                   "张三、李四 51-0001、51-0002 张三（证件号 51-0001）、李四（证件号 51-0002）");
        CHECK_TEXT(filled(t, "{act.method|label} {act.method|raw} {act.count|upper}"), "直接送达 direct 壹佰贰拾");
        CHECK_TEXT(filled(t, "{party.name|mask} {party.id|mask} {party.phone|mask}"), "郑某某 510923********0011 138****1234");
        CHECK_TEXT(filled(t, "{act.note|mask}"), "联系 138****1234，证件 510923********0011");
}

TEST(template, sums_are_written_in_capitals)
{
        static const struct { int64_t fen; const char *words; } rows[] = {
                { 0, "零元整" }, { 5, "伍分" }, { 50, "伍角" }, { 100, "壹元整" }, { 101, "壹元零壹分" }, { 1000, "壹拾元整" },
                { 16803200, "壹拾陆万捌仟零叁拾贰元整" }, { 168032, "壹仟陆佰捌拾元叁角贰分" }, { 10700053, "壹拾万零柒仟元伍角叁分" },
                { 1640902, "壹万陆仟肆佰零玖元零贰分" }, { 32504, "叁佰贰拾伍元零肆分" }, { 140950, "壹仟肆佰零玖元伍角" },
                { 600714, "陆仟零柒元壹角肆分" }, { 18000000, "壹拾捌万元整" }, { 10000000000, "壹亿元整" }, { 10000000100, "壹亿零壹元整" },
                { 1000000500000, "壹佰亿零伍仟元整" }, { 100000000000000, "壹万亿元整" }, { 1000000000000000, "壹拾万亿元整" },
                { 100000000010000, "壹万亿零壹佰元整" }, { 2000, "贰拾元整" }, { -100, "负壹元整" },
        };

        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
                CHECK_TEXT(money_capitals(t->mem, rows[i].fen), rows[i].words);
}

TEST(template, what_is_wrong_is_named_with_its_byte)
{
        CHECK_TEXT(filled(t, "ab{party.name"), "2 “{”没有配对的“}”");
        CHECK_TEXT(filled(t, "ab{"), "2 “{”没有配对的“}”");
        CHECK_TEXT(filled(t, "ab}"), "2 多余的“}”；要写花括号本身，写成 }}");
        CHECK_TEXT(filled(t, "ab{}"), "2 花括号里只能是一个词（字母、数字、点），例如 {party.name}");
        CHECK_TEXT(filled(t, "{party name}"), "6 花括号里只能是一个词（字母、数字、点），例如 {party.name}");
        CHECK_TEXT(filled(t, "{当事人}"), "1 花括号里只能是一个词（字母、数字、点），例如 {party.name}");
        CHECK_TEXT(filled(t, "{act.fine|capital}"), "10 没有这个过滤器：“capital”");
        CHECK_TEXT(filled(t, "{act.fine|}"), "10 “|”后面应当是过滤器的名称");
        CHECK_TEXT(filled(t, "{act.fine|raw|raw|raw|raw|raw}"), "26 一个词最多用四个过滤器");
        CHECK_TEXT(filled(t, "{?act.fine|raw}{/}"), "10 条件里不能用过滤器");
        CHECK_TEXT(filled(t, "一{?act.fine}二"), "3 条件没有结尾：缺少 {/}");
        CHECK_TEXT(filled(t, "一{/}二"), "3 多余的 {/}：前面没有条件");
        CHECK_TEXT(filled(t, "{?a}{/"), "4 条件的结尾写作 {/}");
        CHECK_TEXT(filled(t, "{?a}{?b}{?c}{?d}{?e}{/}{/}{/}{/}{/}"), "16 条件最多嵌套四层");
        CHECK_TEXT(filled(t, "{?act.a=}{/}"), "8 “=”后面应当是选项的代码，几个选项之间用英文逗号");
        CHECK_TEXT(filled(t, "{?act.a=b,}{/}"), "10 “=”后面应当是选项的代码，几个选项之间用英文逗号");
        CHECK_TEXT(filled(t, "{act.a=b}"), "6 花括号里只能是一个词（字母、数字、点），例如 {party.name}");
        CHECK_TEXT(filled(t, "{?}{/}"), "1 花括号里只能是一个词（字母、数字、点），例如 {party.name}");
}

TEST(template, tells_its_words_in_order)
{
        const char *wrong;
        size_t offset;
        const struct template *c = template_compile(t->mem, "{?act.fine}{act.fine|upper}{/}{party.name}{!x}{/}", &wrong, &offset);

        CHECK(c != NULL);
        CHECK_TEXT(template_word(c, 0), "act.fine");
        CHECK_TEXT(template_word(c, 1), "act.fine");
        CHECK_TEXT(template_word(c, 2), "party.name");
        CHECK_TEXT(template_word(c, 3), "x");
        CHECK(!template_word(c, 4));
}

TEST(template, tells_where_each_piece_came_from)
{
        const struct template_source s = { look, person, t->mem };
        struct template_pieces pieces = { 0 };
        const char *wrong, *out;
        size_t offset;

        out = template_fill(t->mem, template_compile(t->mem, "甲{party.name}乙{case.none}{act.fine}", &wrong, &offset), &s, &pieces);
        CHECK_TEXT(out, "甲郑卫东乙180,000.00元");
        CHECK_INT(pieces.n, 3);
        CHECK(pieces.at[0].from == 3 && pieces.at[0].to == 12 && pieces.at[0].value.seq == 3);
        CHECK(pieces.at[1].from == pieces.at[1].to && pieces.at[1].value.kind == VALUE_NONE);
        CHECK_TEXT(pieces.at[2].word, "act.fine");
}
