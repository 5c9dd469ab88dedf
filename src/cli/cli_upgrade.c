/* cli_upgrade.c - `mingjing upgrade`: the tables of this release for a database of an earlier one (journal/upgrade.h).
 * Must never: begin without a backup, unless it was said aloud that there is one. */
#include "base/version.h"
#include "cli/backup.h"
#include "cli/site.h"
#include "journal/proof.h"
#include "journal/upgrade.h"
#include "org/org.h"
#include <stdio.h>
#include <string.h>

static bool state_look(struct cli *x, struct schema_state *out)
{
        struct db *db = db_open(x->url, DB_READ, &x->why);
        struct site site;
        bool ok = db && site_load(db, x->mem, &site, &x->why) && schema_look(db, &x->why, out);

        if (ok && out->fit == SCHEMA_NEW)
                ok = schema_right(db, &x->why);
        db_close(db);
        return ok;
}

/* The pack in force was right when it was adopted; a stricter program may ask for a new one before it serves. */
static bool pack_look(struct cli *x)
{
        struct why why = { .mem = x->mem };
        struct db *db = db_open(x->url, DB_READ, &x->why);
        struct site site;
        bool ok = db && site_load(db, x->mem, &site, &x->why);

        if (ok && org_pack_load(db, &site, &why))
                printf("请接着运行 mingjing doctor 和 mingjing rebuild --check，再启动服务\n");
        else if (ok)
                printf("现用的策略包不符合本版本的检查（%s）。启动服务之前，先用本版本的策略包替换：mingjing pack adopt 文件夹 --as admin\n",
                       why.detail ? why.detail : "");
        db_close(db);
        return ok;
}

static bool upgrade(struct cli *x, const struct schema_state *was)
{
        struct upgraded done;

        if (!journal_upgrade(x->url, moment_now(), &x->why, &done))
                return false;
        printf("已由 %s 升级到 %s：按日志的 %lld 条重建了业务表，另保留 %lld 行\n", *was->program ? was->program : "更早的版本", MINGJING_VERSION,
               (long long)done.acts, (long long)done.kept);
        if (*done.strangers)
                printf("这些表不是本程序的，没有动：%s\n", done.strangers);
        return pack_look(x);
}

bool sub_upgrade(struct cli *x)
{
        const char *to = cli_option(x, "backup");
        struct schema_state was;

        if (!cli_url(x) || !state_look(x, &was))
                return false;
        if (was.fit == SCHEMA_FITS) {
                printf("表结构已经是 %s 的，不用升级\n", MINGJING_VERSION);
                return true;
        }
        if (!to && !cli_flag(x, "no-backup"))
                return refuse(&x->why, R_BACKUP_NEEDED, NULL, "%s", cli_usage(x->mem, x->sub));
        return (!to || backup_make(x, to)) && upgrade(x, &was);
}
