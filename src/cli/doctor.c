/* doctor.c - `mingjing doctor`, and the same checks for the page /setup: looks at everything a site stands on and says line by line what is well,
 * what is not, and what to do.  Changes nothing; with --fix it removes files that nothing refers to, and nothing else. */
#include "case/case.h"
#include "custody/custody.h"
#include "recording/copy.h"
#include "recording/recording.h"
#include "cli/blobs_orphans.h"
#include "cli/reading.h"
#include "cli/site.h"
#include "base/setting.h"
#include "db/db.h"
#include "journal/proof.h"
#include "journal/upgrade.h"
#include "law/clock.h"
#include "org/org.h"
#include "setup/setup.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#define ROOM_MIN ((uint64_t)1 << 30)    /* bytes free beside the database below which there is a warning */

#define PAGE_ACTS 20000          /* of a longer log a page does not wait for what takes long */
#define WELL HEALTH_WELL
#define WARN HEALTH_WARN
#define BAD HEALTH_BAD

/* todo: what to do about what the check at hand finds. */
struct doctor { struct cli *x; struct reading r; setup_found_fn *found; void *to; const char *todo; int bad, warned; };

static void say(struct doctor *d, enum health how, const char *what, const char *detail)
{
        d->warned += how == WARN;
        d->bad += how == BAD;
        d->found(d->to, &(struct setup_finding){ how, what, detail ? detail : "", how == WELL ? "" : d->todo });
}

static void say_why(struct doctor *d, const char *what, struct why *w)
{
        say(d, BAD, what, w->kind == WHY_REFUSED ? why_sentence(w) : w->detail);
        why_clear(w);
}

static void look_queries(struct doctor *d)
{
        if (db_check_queries(d->r.c.db, &d->r.c.why))
                say(d, WELL, "数据库语句与表结构一致", NULL);
        else
                say_why(d, "数据库语句", &d->r.c.why);
}

/* SQLite looks at every page; PostgreSQL has tools of its own for that. */
static void look_pages(struct doctor *d)
{
        struct rows r;
        bool well;

        if (db_is_postgres(d->r.c.db))
                return;
        r = db_ask_sql(d->r.c.db, &d->r.c.why, "SELECT quick_check FROM pragma_quick_check(1)");
        well = db_next(&r) && !strcmp(db_text(&r, 0), "ok");
        if (!db_done(&r))
                say_why(d, "数据库文件", &d->r.c.why);
        else
                say(d, well ? WELL : BAD, well ? "数据库文件没有损坏" : "数据库文件有损坏，停止使用并从备份恢复", NULL);
}

static void stale_named(void *to, const char *index, const char *row, const char *what)
{
        (void)row;
        say(to, BAD, text_make(((struct doctor *)to)->x->mem, "检索用的索引 %s 过时，查询会漏掉内容，用 mingjing rebuild 重做", index), what);
}

static void look_indexes(struct doctor *d)
{
        int64_t stale = 0;

        if (!derived_check(&d->r.c, stale_named, d, &stale))
                say_why(d, "检索用的索引", &d->r.c.why);
        else if (!stale)
                say(d, WELL, "检索用的索引与公示记录一致", NULL);
}

/* The gate of the law stands a second time in the database: a copy made past the program, or a hand, may have taken it away. */
static void look_guards(struct doctor *d)
{
        const char *missing = "";

        if (!guards_missing(d->r.c.db, &d->r.c.why, &missing))
                say_why(d, "数据库里的关口", &d->r.c.why);
        else if (*missing)
                say(d, BAD, "数据库里的关口（触发器）不全，没有审核的决定可能绕过程序写入；查明是谁去掉的", missing);
        else
                say(d, WELL, "数据库里的关口（触发器）都在", NULL);
}

static void look_keys(struct doctor *d)
{
        const char *path = keys_path(d->x->mem, d->x->url);
        struct keys *k = keys_load(path, &d->x->why);
        struct stat st;

        if (!k)
                say_why(d, "密钥", &d->x->why);
        else if (!stat(path, &st) && (st.st_mode & 077))
                say(d, WARN, "密钥文件别人也能读", path);
        else
                say(d, WELL, "密钥", path);
        keys_free(k);
}

static void look_journal(struct doctor *d)
{
        struct keys *k = keys_load(keys_path(d->x->mem, d->x->url), &d->x->why);
        struct journal_report report = { .first_bad = -1 };
        const char *keys[2];

        if (!k) {
                why_clear(&d->x->why);
                return;
        }
        keys[0] = keys_vkey_ed25519(k, d->x->mem);
        keys[1] = keys_vkey_sm2(k, d->x->mem);
        keys_free(k);
        if (journal_verify(&d->r.c, keys, 2, &report))
                say(d, WELL, "存证日志核验通过", text_make(d->x->mem, "%lld 条", (long long)report.acts));
        else
                say_why(d, "存证日志", &d->r.c.why);
}

static void look_calendar(struct doctor *d)
{
        int year, month, day;
        const struct calendar *cal = d->r.c.pack->calendar;

        day_split(day_of(d->r.c.now), &year, &month, &day);
        if (!calendar_knows(cal, year))
                say(d, BAD, "没有今年的节假日安排，期限无法确定", text_make(d->x->mem, "%d 年", year));
        else if (month >= 11 && !calendar_knows(cal, year + 1))
                say(d, WARN, "明年的节假日安排还没有导入", text_make(d->x->mem, "%d 年", year + 1));
        else
                say(d, WELL, "节假日安排", text_make(d->x->mem, "%d 年", year));
}

struct files { struct doctor *d; struct blobs *store; int64_t n; };

/* Is it there, and is its content still what its name says? */
static void look_named(struct files *f, const char *digest, const char *of)
{
        struct why why = { .mem = f->d->x->mem };
        bool there = false;

        f->n++;
        if (!blob_find(f->store, digest, &there, NULL, &why))
                say_why(f->d, "案卷里的文件", &why);
        else if (!there)
                say(f->d, BAD, "案卷里的文件不见了", text_make(why.mem, "%s，%s", of, digest));
        else if (!blob_check(f->store, digest, &why))
                say(f->d, BAD, "案卷里的文件内容被改动过", text_make(why.mem, "%s，%s", of, digest));
}

static void look_file(void *to, const char *digest, int64_t case_id)
{
        struct files *f = to;

        look_named(f, digest, text_make(f->d->x->mem, "case/%lld", (long long)case_id));
}

/* What was disposed of after its time is not missing. */
static void look_recording(void *to, const char *digest, const char *of)
{
        struct files *f = to;
        bool gone = false;

        if (!custody_gone(&f->d->r.c, digest, &gone))
                say_why(f->d, "销毁记录", &f->d->r.c.why);
        else if (!gone)
                look_named(f, digest, of);
}

/* Files of forms that were refused.  They harm nobody: shown, and removed only when asked. */
static void look_orphans(struct doctor *d, struct blobs *store)
{
        int64_t days = ORPHAN_DAYS, expired = 0;
        const char *text = cli_option(d->x, "days");
        struct orphans o = { .c = &d->r.c, .store = store, .remove = cli_flag(d->x, "fix") };

        if (text && !text_int(text, 0, 36500, &days)) {
                say(d, BAD, "--days 应为整数", text);
                return;
        }
        o.before.ms = moment_now().ms - days * DAY_MS + (days ? 0 : AGE_ROUNDING_MS);
        if ((o.remove && !blob_expire(store, o.before, &expired, &d->r.c.why)) || !orphans_sweep(&o))
                say_why(d, "没有引用的文件", &d->r.c.why);
        else if (o.n.files || expired)
                say(d, o.remove ? WELL : WARN, o.remove ? "没有引用的文件已删除" : "有文件没有任何动作引用，可用 doctor --fix 删除",
                    text_make(d->x->mem, "%lld 个，%lld 字节%s", (long long)o.n.files, (long long)o.n.bytes,
                              expired ? text_make(d->x->mem, "；过期的上传 %lld 个", (long long)expired) : ""));
        else
                say(d, WELL, "没有无人引用的文件", NULL);
}

static void look_contents(struct doctor *d, const char *where)
{
        struct files f = { d, blobs_open(where, d->r.site.hash, &d->x->why), 0 };
        int bad = d->bad;

        if (!f.store) {
                say_why(d, "音像和文书文件夹", &d->x->why);
                return;
        }
        if (!case_files_each(&d->r.c, look_file, &f) || !recording_files_each(&d->r.c, look_recording, &f) ||
            !copy_files_each(&d->r.c, look_recording, &f))
                say_why(d, "案卷里的文件", &d->r.c.why);
        else if (d->bad == bad)
                say(d, WELL, "案卷里的文件都在，内容与指纹一致", text_make(d->x->mem, "%lld 个", (long long)f.n));
        look_orphans(d, f.store);
        blobs_close(f.store);
}

static void count_file(void *to, const char *digest, int64_t case_id)
{
        (void)digest; (void)case_id;
        ++*(int64_t *)to;
}

static void count_recording(void *to, const char *digest, const char *of)
{
        (void)digest; (void)of;
        ++*(int64_t *)to;
}

/* No folder: well for a site without files only. */
static void look_absent(struct doctor *d)
{
        int64_t n = 0;

        if (!case_files_each(&d->r.c, count_file, &n) || !recording_files_each(&d->r.c, count_recording, &n) ||
            !copy_files_each(&d->r.c, count_recording, &n))
                say_why(d, "案卷里的文件", &d->r.c.why);
        else if (n)
                say(d, BAD, "音像和文书文件夹不在，案卷里有文件", text_make(d->x->mem, "%lld 个", (long long)n));
}

static void look_files(struct doctor *d)
{
        const char *dir = site_store_where(d->x->mem, d->x->url, cli_option(d->x, "blobs"), &d->x->why);
        struct statvfs fs;
        bool remote = dir && text_starts(dir, "s3://"), there = dir && (remote || !statvfs(dir, &fs));

        if (!dir)
                say_why(d, "音像和文书文件夹", &d->x->why);
        else if (remote)
                say(d, WELL, "音像和文书存在存储服务上", text_copy_n(d->x->mem, dir, strcspn(dir, "?")));
        else if (!there)
                say(d, WELL, "音像和文书文件夹还没有文件", dir);
        else if ((uint64_t)fs.f_bavail * fs.f_frsize < ROOM_MIN)
                say(d, WARN, "磁盘剩余空间不到 1 GiB", dir);
        else
                say(d, WELL, "音像和文书文件夹", dir);
        if (there)
                look_contents(d, dir);
        else if (dir)
                look_absent(d);
}

static void look_site(struct doctor *d)
{
        say(d, WELL, "站点", text_make(d->x->mem, "%s，%s，时钟：%s", d->r.site.origin, hash_name(d->r.site.hash), !strcmp(d->r.site.clock, "test") ? "测试" : "真实"));
        say(d, WELL, "策略包", text_make(d->x->mem, "%s %s", d->r.c.pack->name, d->r.c.pack->version));
}

/* Acts get no time before the newest one's: a clock that went back a little is borne, by more than clock-back-max nothing can be done. */
static void look_clock(struct doctor *d)
{
        struct ctx *c = &d->r.c;
        struct instant newest;
        int64_t size, back;

        if (!strcmp(d->r.site.clock, "test") || !journal_size(c, &size) || !size || !act_when(c, size - 1, &newest))
                return;
        back = (newest.ms - c->now.ms) / 1000;
        if (back <= 0)
                say(d, WELL, "机器时钟不早于最新的动作", NULL);
        else
                say(d, back > setting_int("clock-back-max") ? BAD : WARN, back > setting_int("clock-back-max") ? "机器时钟被拨回，现在不能办理任何动作" :
                    "机器时钟早于最新的动作，新动作沿用最新动作的时间", text_make(d->x->mem, "早 %lld 秒，最新的动作在 %s", (long long)back, instant_local(d->x->mem, newest)));
}

/* In this order; slow: grows with the log or with the files. */
static const struct check { void (*look)(struct doctor *d); const char *name, *todo; bool slow; } checks[] = {
        { look_site, "站点", "", false },
        { look_clock, "机器时钟", "核对机器时钟（NTP）；确认是最新动作的时间有误的，按运维手册调大 clock-back-max。", false },
        { look_queries, "数据库语句", "程序和数据库的版本对不上：停止服务，先备份，再执行 mingjing upgrade。", false },
        { look_pages, "数据库文件", "停止服务，换一块盘，用 mingjing restore 从最近的备份恢复。", true },
        { look_guards, "数据库里的关口", "查明谁改过数据库；停止服务后执行 mingjing upgrade，它按日志重建各表和触发器。", false },
        { look_keys, "密钥", "把备份的密钥文件放回原处，只许运行程序的用户读写（chmod 600）。", false },
        { look_journal, "存证日志", "不要继续办理：保留现场，与最近的备份和外面存下的签名头比对，再决定是否恢复。", true },
        { look_calendar, "节假日安排", "把国务院办公厅的放假通知加进策略包的日历，再用“采用策略包”。", false },
        { look_indexes, "检索用的索引", "停止服务，执行 mingjing rebuild。", true },
        { look_files, "音像和文书", "看 --blobs 指的文件夹是否挂好、空间够不够；丢失或者改动的文件从备份取回。", true },
};

/* slow: also what takes long.  Those that were left out are named. */
static void look_all(struct doctor *d, bool slow)
{
        for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
                d->todo = checks[i].todo;
                if (slow || !checks[i].slow) {
                        checks[i].look(d);
                        continue;
                }
                d->todo = "请安装人员在服务器上执行 mingjing doctor。";
                say(d, WARN, checks[i].name, "日志已经很长，这一项要看很久，这一页上不看");
        }
}

bool doctor_examine(struct ctx *c, const struct setup_place *place, setup_found_fn *found, void *to)
{
        struct cli x = { .mem = c->mem, .why = { .mem = c->mem }, .url = place->url };
        struct pair blobs = { "blobs", place->blobs };
        struct doctor d = { .x = &x, .found = found, .to = to };
        int64_t size = 0;
        bool ok;

        if (place->blobs) {
                x.options = &blobs;
                x.n_options = 1;
        }
        d.r.c = (struct ctx){ .mem = c->mem, .why = { .mem = c->mem }, .now = c->now, .pack = c->pack, .test_clock = c->test_clock };
        d.r.c.db = db_open(place->url, DB_READ, &d.r.c.why);
        ok = d.r.c.db && site_load(d.r.c.db, c->mem, &d.r.site, &d.r.c.why) && journal_size(&d.r.c, &size);
        if (ok)
                look_all(&d, size <= PAGE_ACTS);
        else
                c->why = d.r.c.why;
        db_close(d.r.c.db);
        return ok;
}

static void print(void *to, const struct setup_finding *f)
{
        static const char *const marks[] = { "正常", "注意", "故障" };

        (void)to;
        printf("%s  %s%s%s\n", marks[f->how], f->what, *f->detail ? "：" : "", f->detail);
        if (*f->todo)
                printf("      怎么办：%s\n", f->todo);
}

bool sub_doctor(struct cli *x)
{
        struct doctor d = { .x = x, .found = print };
        bool opened = reading_open(x, NULL, &d.r);

        if (opened)
                look_all(&d, true);
        reading_close(x, &d.r);
        if (!opened)
                return false;
        printf("%d 处故障，%d 处注意\n", d.bad, d.warned);
        return !d.bad || fail(&x->why, "体检发现 %d 处故障", d.bad);
}
