/* setup_commands.c - the two acts that only the first hour knows: the founding administrator's password, by the code that serve printed, and the
 * choice of another pack while nobody works here.  Everything else is done with the commands that there are.
 * Must never: let anybody in once an administrator can sign in, or take a code in a process that printed none. */
#include "base/hash.h"
#include "law/procedure.h"
#include "org/session.h"
#include "setup/setup_inner.h"
#include <dirent.h>
#include <pthread.h>
#include <string.h>
#include <sys/stat.h>

#define WRONG_MAX 20
#define PACKS_MAX 64

static struct setup_place place = { .packs = "packs" };
static char code[64];
static int wrong;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void setup_start(const struct setup_place *of)
{
        place = *of;
}

const struct setup_place *setup__place(void)
{
        return &place;
}

const char *setup_code(void)
{
        struct arena *mem = arena_new();

        pthread_mutex_lock(&lock);
        if (!*code)
                strncpy(code, random_token(mem, 12), sizeof code - 1);
        pthread_mutex_unlock(&lock);
        arena_free(mem);
        return code;
}

/* Every character is compared, whatever the first says. */
bool setup__code_right(const char *typed)
{
        size_t n = strlen(code);
        unsigned differs = strlen(typed) != n;
        bool right;

        pthread_mutex_lock(&lock);
        for (size_t i = 0; i < n && !differs; i++)
                differs |= (unsigned char)typed[i] ^ (unsigned char)code[i];
        right = n && !differs && wrong < WRONG_MAX;
        wrong += !right;
        pthread_mutex_unlock(&lock);
        return right;
}

const char *const *setup__packs(size_t *n)
{
        static const char *names[PACKS_MAX];
        static struct arena *mem;
        static size_t found;
        struct dirent *e;
        DIR *d;

        pthread_mutex_lock(&lock);
        d = mem ? NULL : opendir(place.packs);
        if (!mem)
                mem = arena_new();
        while (d && found < PACKS_MAX && (e = readdir(d))) {
                struct stat st;

                if (*e->d_name != '.' && !stat(text_make(mem, "%s/%s/pack.yaml", place.packs, e->d_name), &st))
                        names[found++] = text_copy(mem, e->d_name);
        }
        if (d)
                closedir(d);
        pthread_mutex_unlock(&lock);
        *n = found;
        return names;
}

bool setup__alone(struct ctx *c, bool *out)
{
        struct people l;

        if (!people_find(c, &(struct people_wish){ "", "", "", "", -1, 2, 0 }, &l))
                return false;
        *out = l.total <= 1;
        return true;
}

/* ---- the administrator ---- */

static bool begin_prepare(struct ctx *c, const struct args *a, struct request *r)
{
        bool done;

        if (!org_administered(c, &done))
                return false;
        if (done)
                return refuse(&c->why, R_SETUP_DONE, NULL, NULL);
        if (!setup__code_right(text_trim(c->mem, arg_text(a, "code"))))
                return refuse(&c->why, R_SETUP_CODE, "code", NULL);
        request_put(c->mem, r, "secret", secret_make(c->mem, arg_text(a, "password")));
        return true;
}

static bool begin(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        bool done;

        (void)subject;
        if (!org_administered(c, &done))
                return false;
        if (done)
                return refuse(&c->why, R_SETUP_DONE, NULL, NULL);
        draft_put(out, "name", arg_text(a, "name"));
        draft_put(out, "secret", arg_text(a, "secret"));
        return true;
}

/* ---- the pack ---- */

static bool pack_prepare(struct ctx *c, const struct args *a, struct request *r)
{
        struct findings found = { .mem = c->mem };
        const struct verb_effect *verbs;
        const char *const *names;
        struct pack *p = NULL;
        size_t n, of;

        names = setup__packs(&n);
        verbs = org_verbs(&of);
        for (size_t i = 0; i < n && !p; i++)
                if (!strcmp(names[i], arg_text(a, "pack")))
                        p = pack_load(text_make(c->mem, "%s/%s", place.packs, names[i]), verbs, of, &found);
        if (!p)
                return refuse(&c->why, R_PACK_BROKEN, "pack", "%s", found.n ? findings_first(&found) : "没有这个策略包");
        request_put(c->mem, r, "name", p->name);
        request_put(c->mem, r, "version", p->version);
        request_put(c->mem, r, "digest", p->digest);
        request_put(c->mem, r, "sources", p->sources);
        request_put(c->mem, r, "home", p->n_agencies ? p->agencies[0].id : "none");
        pack_free(p);
        return true;
}

static bool choose(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        bool alone;

        (void)subject;
        if (!setup__alone(c, &alone))
                return false;
        if (!alone)
                return refuse(&c->why, R_SETUP_DONE, NULL, "已经登记了人员，不能再换策略包；新的版本用“采用策略包”");
        for (size_t i = 0; a->command->args[i].name; i++)
                draft_put(out, a->command->args[i].name, a->values[i]);
        return true;
}

#define MADE(name_, max_) { name_, ARG_LONG, ARG_REQUIRED | ARG_PREPARED, name_, "由策略包得出。", NULL, 1, max_ }
static const struct arg begin_args[] = {
        { "code", ARG_TEXT, ARG_REQUIRED | ARG_SECRET, "开通码", "mingjing serve 启动时印在屏幕或者日志里的一行。", NULL, 1, 60 },
        { "name", ARG_TEXT, ARG_REQUIRED, "系统管理员姓名", "登录名是 admin；管机构、账号和参数，不办案。", NULL, 2, 40 },
        { "password", ARG_TEXT, ARG_REQUIRED | ARG_SECRET, "密码", "至少 8 个字；只有这一个人知道。", NULL, 8, 200 },
        { "secret", ARG_TEXT, ARG_REQUIRED | ARG_PREPARED, "密码摘要", "由密码算出，密码本身不保存。", NULL, 1, 200 }, ARG_END
};
static const struct arg pack_args[] = {
        { "pack", ARG_TEXT, ARG_REQUIRED, "策略包", "装着本地规则的文件夹的名称。", NULL, 1, 64 },
        MADE("name", 80), MADE("version", 40), MADE("digest", 100), MADE("sources", 4000000), MADE("home", 64), ARG_END
};
static const struct arg keep_args[] = {
        { "place", ARG_TEXT, ARG_REQUIRED, "备份放在哪里", "如：办公室保险柜，光盘一张。不要写密码。", NULL, 2, 200 },
        { "keeper", ARG_TEXT, ARG_REQUIRED, "由谁保管", "姓名或者岗位。", NULL, 2, 60 },
        { "apart", ARG_BOOL, ARG_REQUIRED, "与数据库的备份分开放", "私钥和数据放在一起，等于没有另存。", NULL, 0, 0 },
        { "keys", ARG_TEXT, ARG_REQUIRED | ARG_PREPARED, "公钥的指纹", "由站点现在的密钥算出。", NULL, 1, 80 }, ARG_END
};

#define ROW(v, l, h, noun_, roles_, args_, fn, apply_, prepare_) \
        { .verb = v, .label = l, .help = h, .noun = noun_, .creates = true, .roles = roles_, .args = args_, .handle = fn, .apply = apply_, \
          .sets = "", .clears = "", .prepare = prepare_ }
const struct command setup_commands[] = {
        ROW("setup.begin", "设置系统管理员", "第一次启动：凭开通码设置系统管理员的密码；有管理员能登录以后不再开放。", "setup", "public", begin_args, begin,
            org_apply_first, begin_prepare),
        ROW("setup.pack", "选用策略包", "还没有登记人员时，换用另一个策略包。", "pack", "admin", pack_args, choose, org_apply_first_pack, pack_prepare),
        ROW("setup.keep", "确认密钥已另存", "日志的私钥文件已经拷贝一份，与数据库分开保管。", "setup", "admin", keep_args, setup__keep, setup__apply_keep,
            setup__keep_prepare),
};
const size_t setup_commands_n = sizeof setup_commands / sizeof *setup_commands;
