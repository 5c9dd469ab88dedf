/* config.c - see config.h; `mingjing config`.  Must never: print a secret, or go on with half of a file. */
#include "cli/config.h"
#include "law/pack_yaml.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CARRIERS "carriers"

/* ---- reading ---- */

static bool mode_right(const char *path, bool secrets, struct findings *found)
{
        struct stat st;

        if (!secrets || stat(path, &st) || !(st.st_mode & 077))
                return true;
        finding_add(found, true, (struct pack_at){ path, 1, 1 }, "文件里有口令或密钥，别人也能读：chmod 600（或者归属 root、组 mingjing，另放在 EnvironmentFile）");
        return false;
}

static bool carrier_fits(const char *name)
{
        return text_starts(name, "MINGJING_") && strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == strlen(name);
}

static void carriers_check(const struct node *n, struct findings *found)
{
        if (n->kind != NODE_MAP) {
                finding_add(found, true, n->at, "carriers 应为映射：策略包里写的变量名: 值");
                return;
        }
        for (size_t i = 0; i < n->n; i++) {
                if (!carrier_fits(n->entries[i].key))
                        finding_add(found, true, n->entries[i].at, "“%s”不是策略包里的变量名（MINGJING_ 开头的大写字母）", n->entries[i].key);
                if (n->entries[i].value->kind != NODE_TEXT)
                        finding_add(found, true, n->entries[i].value->at, "应为一个值，现在是%s", node_kind_name(n->entries[i].value));
        }
}

static void entry_check(struct arena *mem, const struct node_entry *e, struct findings *found, bool *secrets)
{
        const struct setting *s = setting_find(e->key);
        const char *misfit;

        if (!strcmp(e->key, CARRIERS)) {
                *secrets = true;
                carriers_check(e->value, found);
                return;
        }
        if (!s) {
                finding_add(found, true, e->at, "没有设置“%s”，见 mingjing config list", e->key);
                return;
        }
        if (e->value->kind != NODE_TEXT || !*e->value->text) {
                finding_add(found, true, e->value->at, "%s 应为一个值，现在是%s；不用的设置整行删去", s->name, node_kind_name(e->value));
                return;
        }
        *secrets = *secrets || (s->secret && (strcmp(s->name, "db") || strchr(e->value->text, '@')));
        misfit = setting_misfit(mem, s, e->value->text);
        if (misfit)
                finding_add(found, true, e->value->at, "%s %s%s", s->name, misfit, s->secret ? "" : text_make(mem, "，现在是“%s”", e->value->text));
}

/* The example as it comes: nothing set yet. */
static bool only_comments(const char *text)
{
        for (const char *p = text; *p; p += strcspn(p, "\n"), p += *p == '\n')
                if (!strchr("#\r\n", p[strspn(p, " \t")]))
                        return false;
        return true;
}

static struct node *file_read(struct cli *x, const char *path, struct findings *found)
{
        struct bytes text;
        struct node *root;
        bool secrets = false;

        if (!file_bytes(x, x->mem, path, &text))
                return NULL;
        if (only_comments((const char *)text.p))
                return TAKE(x->mem, struct node);
        root = text.n <= PACK_FILE_MAX ? yaml_read(x->mem, path, (const char *)text.p, text.n, found) : NULL;
        if (!root && !found->errors)
                finding_add(found, text.n > PACK_FILE_MAX, (struct pack_at){ path, 1, 1 }, "配置文件大于 1 MiB，或者是空的");
        if (!root)
                return NULL;
        if (root->kind != NODE_MAP) {
                finding_add(found, true, root->at, "应为一行一个“名称: 值”");
                return NULL;
        }
        for (size_t i = 0; i < root->n; i++)
                entry_check(x->mem, &root->entries[i], found, &secrets);
        mode_right(path, secrets, found);
        return root;
}

static bool found_tell(struct cli *x, const struct findings *found)
{
        for (size_t i = 0; i < found->n; i++)
                fprintf(stderr, "%s\n", finding_text(x->mem, &found->at[i]));
        return !found->errors || refuse(&x->why, R_CONFIG_BROKEN, NULL, "%d 处", (int)found->errors);
}

static void entries_give(const struct node *root)
{
        for (size_t i = 0; i < root->n; i++) {
                const struct setting *s = setting_find(root->entries[i].key);
                const struct node *carriers = root->entries[i].value;

                if (s)
                        setting_give(s->env, root->entries[i].value->text);
                for (size_t k = 0; !s && k < carriers->n; k++)
                        setting_give(carriers->entries[k].key, carriers->entries[k].value->text);
        }
}

/* A variable may hold what no file could: told before anything is done with it.  A path may be relative to where the call was made. */
static bool environment_right(struct cli *x)
{
        const struct setting *s;

        for (size_t i = 0; (s = setting_at(i)) != NULL; i++) {
                const char *value = setting_source(s) == SETTING_ENVIRONMENT && s->type != SETTING_PATH ? setting_environment(s->env) : NULL;
                const char *misfit = value ? setting_misfit(x->mem, s, value) : NULL;

                if (misfit)
                        return refuse(&x->why, R_ARG_RANGE, s->name, "环境变量 %s %s", s->env, misfit);
        }
        return true;
}

/* --config FILE or --config=FILE, wherever it stands before "--". */
static const char *config_take(int *argc, char **argv)
{
        const char *path = NULL;
        int to = 1;

        for (int i = 1; i < *argc; i++) {
                if (!strcmp(argv[i], "--")) {
                        while (i < *argc)
                                argv[to++] = argv[i++];
                        break;
                }
                if (!strcmp(argv[i], "--config") && i + 1 < *argc)
                        path = argv[++i];
                else if (text_starts(argv[i], "--config="))
                        path = argv[i] + 9;
                else
                        argv[to++] = argv[i];
        }
        *argc = to;
        return path;
}

bool config_load(struct cli *x, int *argc, char **argv)
{
        const char *path = config_take(argc, argv);
        struct findings found = { .mem = x->mem };
        const struct node *root;

        if (*argc > 1 && text_in(argv[1], "config|help|version|--help|-h|--version|-V", '|'))
                return true;                    /* these say what a file should be, also where it is broken */
        if (!path)
                path = setting_environment("MINGJING_CONFIG");
        if (!path && !access(CONFIG_FILE, F_OK))
                path = CONFIG_FILE;
        if (!path)
                return environment_right(x);
        root = file_read(x, path, &found);
        if (!found_tell(x, &found) || x->why.kind != WHY_NOTHING)
                return false;
        if (root)
                entries_give(root);
        return environment_right(x);
}

/* ---- what counts ---- */

const char *config_text(const struct cli *x, const char *name)
{
        return cli_option(x, name) ? cli_option(x, name) : setting_text(name);
}

bool config_int_as(struct cli *x, const char *option, const char *name, int64_t *out)
{
        const struct setting *s = setting_find(name);
        const char *given = cli_option(x, option);

        must(s != NULL);
        if (given && !text_int(given, s->min, s->max, out))
                return refuse(&x->why, R_ARG_RANGE, option, "--%s %s", option, setting_misfit(x->mem, s, given));
        if (!given)
                *out = setting_int(name);
        return true;
}

bool config_int(struct cli *x, const char *name, int64_t *out)
{
        return config_int_as(x, name, name, out);
}

bool config_flag(const struct cli *x, const char *name)
{
        return cli_flag(x, name) || setting_flag(name);
}

/* ---- mingjing config ---- */

static const char *const type_names[] = { "文字", "整数", "yes 或 no", "路径", "地址", "地址:端口", "选一个" };

static const char *bounds(struct arena *mem, const struct setting *s)
{
        if (s->type == SETTING_INT)
                return text_make(mem, "%lld 至 %lld %s", (long long)s->min, (long long)s->max, s->unit);
        return s->type == SETTING_CHOICE ? text_replace(mem, s->choices, "|", "、") : type_names[s->type];
}

static const char *shown(const struct setting *s)
{
        const char *value = setting_text(s->name);

        return !value ? "（没有）" : s->secret && setting_source(s) != SETTING_DEFAULT ? "（已设置，不显示）" : value;
}

static bool list_print(struct cli *x)
{
        static const char *const sources[] = { "默认", "文件", "环境变量" };
        const struct setting *s;

        printf("先后：调用时的选项 > 环境变量 > 配置文件 > 默认值\n\n");
        for (size_t i = 0; (s = setting_at(i)) != NULL; i++)
                printf("%s  （%s，%s）\n  %s\n  范围：%s；默认：%s；现在：%s（%s）；改后：%s生效\n", s->name, s->env, type_names[s->type], s->help,
                       bounds(x->mem, s), *s->otherwise ? s->otherwise : "（没有）", shown(s), sources[setting_source(s)], s->restart);
        printf("carriers\n  策略包里载体的地址和密钥：变量名: 值。密钥写 @/路径 时取该文件第一行。\n");
        return true;
}

const char *config_example(struct arena *mem)
{
        struct buffer b = { .mem = mem };
        const struct setting *s;

        buffer_text(&b, "# 明镜的配置（YAML）：一行一个“名称: 值”。去掉行首的 # 即生效；用 mingjing config check 检查。\n"
                        "# 先后：调用时的选项 > 环境变量 > 本文件 > 默认值。\n");
        for (size_t i = 0; (s = setting_at(i)) != NULL; i++)
                buffer_make(&b, "\n# %s\n# 范围：%s；默认：%s；环境变量 %s；改后%s生效。\n#%s: %s\n", s->help, bounds(mem, s),
                            *s->otherwise ? s->otherwise : "没有", s->env, s->restart, s->name,
                            *s->example ? s->example : *s->otherwise ? s->otherwise : "…");
        buffer_text(&b, "\n# 策略包里载体的地址和密钥，变量名见策略包；密钥写 @/路径 时取该文件第一行。\n#carriers:\n#  MINGJING_CARRIER_SITE: https://portal.example.gov.cn/receive\n");
        return buffer_done(&b);
}

static bool check_file(struct cli *x)
{
        struct findings found = { .mem = x->mem };

        if (x->n_words != 2)
                return refuse(&x->why, R_ARG_MISSING, "file", "%s", cli_usage(x->mem, x->sub));
        file_read(x, x->words[1], &found);
        if (!found_tell(x, &found) || x->why.kind != WHY_NOTHING)
                return false;
        printf("%s：没有错误\n", x->words[1]);
        return true;
}

bool sub_config(struct cli *x)
{
        const char *verb = x->n_words ? x->words[0] : "";

        if (!strcmp(verb, "list"))
                return list_print(x);
        if (!strcmp(verb, "check"))
                return check_file(x);
        if (strcmp(verb, "example"))
                return refuse(&x->why, R_ARG_MISSING, NULL, "%s", cli_usage(x->mem, x->sub));
        cli_print(config_example(x->mem));
        return true;
}
