/* cli_help.c - help and version: printed from the tables of subcommands, commands and views, never from text of its own. */
#include "base/version.h"
#include "cli/cli.h"
#include "ui/view.h"
#include <stdio.h>
#include <string.h>

static const char *const type_names[ARG__MAX] = {
        [ARG_TEXT] = "一行文字", [ARG_LONG] = "文字", [ARG_INT] = "整数", [ARG_MONEY] = "金额（元）", [ARG_DAY] = "日期",
        [ARG_INSTANT] = "日期和时间", [ARG_BOOL] = "是/否", [ARG_CHOICE] = "选一个", [ARG_CHOICES] = "选几个，用逗号隔开",
        [ARG_REF] = "编号", [ARG_REFS] = "几个编号，用逗号隔开", [ARG_LOGIN] = "登录名", [ARG_LOGINS] = "几个登录名，用逗号隔开",
        [ARG_CODE] = "策略包中的代码", [ARG_CODES] = "策略包中的几个代码，用逗号隔开", [ARG_FILE] = "文件，写 @路径", [ARG_USCC] = "统一社会信用代码", [ARG_IDNO] = "公民身份号码",
        [ARG_POINTS] = "逐条意见，每行一条",
};

static void print_args(const struct arg *args)
{
        for (const struct arg *g = args; arg_asked(g); g++) {
                printf("  %-16s %s（%s%s%s）%s\n", g->name, g->label, type_names[g->type], g->flags & ARG_REQUIRED ? "，必填" : "",
                       g->flags & ARG_PERSONAL ? "，个人信息" : "", g->help ? g->help : "");
                if (!text_empty(g->choices))
                        printf("  %-16s   %s\n", "", g->choices);
        }
}

static void print_command(const struct command *k)
{
        printf("%s  %s\n  %s\n", k->verb, k->label, k->help);
        if (k->creates)
                printf("  办理后产生新的 %s\n", k->noun);
        else
                printf("  办理对象：%s=编号\n", k->noun);
        printf("  岗位：%s\n", text_empty(k->roles) ? "由策略包的程序规定" : k->roles);
        print_args(k->args);
}

static bool print_view(const char *name)
{
        const struct view *v = view_find(name);

        if (!v)
                return false;
        printf("view %s  %s\n  %s\n  岗位：%s\n", v->name, v->label, v->help, text_empty(v->roles) ? "登录的人" : v->roles);
        print_args(v->params);
        printf("  列：");
        for (const struct column *k = v->columns; k->name; k++)
                printf(" %s（%s）", k->name, k->label);
        printf("\n");
        return true;
}

static void print_all(void)
{
        printf("明镜 mingjing %s\n\n", MINGJING_VERSION);
        for (const struct sub *s = cli_subs; s->name; s++)
                printf("  %s %s\n      %s\n", s->name, s->usage, s->help);
        printf("\n退出码：0 办成；2 不能办，原因以 JSON 写在标准输出；1 出错。\n数据库也可以由环境变量 MINGJING_DB 指明。\n\n动作：\n");
        for (size_t i = 0; command_at(i); i++)
                printf("  %-28s %s\n", command_at(i)->verb, command_at(i)->label);
        printf("\n视图：\n");
        for (size_t i = 0; view_at(i); i++)
                printf("  %-28s %s\n", view_at(i)->name, view_at(i)->label);
}

bool sub_help(struct cli *x)
{
        const struct command *k;

        if (!x->n_words) {
                print_all();
                return true;
        }
        for (const struct sub *s = cli_subs; s->name; s++)
                if (!strcmp(s->name, x->words[0])) {
                        printf("%s\n  %s\n", cli_usage(x->mem, s), s->help);
                        return true;
                }
        k = command_find(x->words[0]);
        if (k)
                print_command(k);
        else if (!print_view(x->words[0]))
                return refuse(&x->why, R_VERB_UNKNOWN, NULL, "%s", x->words[0]);
        return true;
}

bool sub_version(struct cli *x)
{
        (void)x;
        printf("mingjing %s\n", MINGJING_VERSION);
        return true;
}
