/* audit_pages.c - /desk/admin/log: four logs side by side, each a table with filters.  Shows; nothing here can be removed or changed. */
#include "audit/audit.h"
#include "ui/ui.h"
#include <string.h>

static const struct log_page { const char *path, *tab, *view, *lead, *skip, *hide, *tags, *empty; } logs[] = {
        { "/desk/admin/log", "动作", "log", "办理的全部动作；点编号看内容和变更前后。", "before|limit", "verb", "", "没有这样的动作" },
        { "/desk/admin/log/refused", "被拒绝的操作", "log_refused", "想做没有做成的、想看没有看到的，和为什么。", "limit", "code", "", "没有被拒绝的操作" },
        { "/desk/admin/log/looks", "个人信息查看", "log_looks", "谁看了哪个案件、投诉的内容；音像资料的调阅另有记录。", "limit", "code|why", "", "没有查看记录" },
        { "/desk/admin/log/seals", "封存与核对", "log_seals", "登录和访问日志每天封存一次，指纹写入存证日志；改动、删除任何一条都会在这里显出来。", "limit", "", "state", "还没有封存" },
};

static size_t which(const char *path)
{
        for (size_t i = sizeof logs / sizeof *logs - 1; i; i--)
                if (!strcmp(path, logs[i].path))
                        return i;
        return 0;
}

static void older_link(struct html *h, const struct page_in *in, const struct log_page *p, const struct table *t)
{
        if (strcmp(p->view, "log") != 0 || !t->n_rows)
                return;
        ui_row_begin(h);
        ui_button(h, &(struct ui_button){ "更早的", ui_url_with(h->b.mem, p->path, in->query, in->n, "before", t->rows[t->n_rows - 1][0]), "arrow-right", BUTTON_PLAIN });
        ui_row_end(h);
}

static bool page_log(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct ui_tab tabs[sizeof logs / sizeof *logs + 1];
        size_t n = sizeof logs / sizeof *logs, at = which(in->path);
        const struct log_page *p = &logs[at];
        struct table t;

        if (!view_run(c, p->view, in->query, in->n, &t))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "审计日志", .lead = p->lead, .current = "/desk/admin/log" });
        for (size_t i = 0; i < n; i++)
                tabs[i] = (struct ui_tab){ logs[i].tab, logs[i].path, NULL };
        tabs[n] = (struct ui_tab){ "登录", "/desk/signins", NULL };
        ui_tabs(h, "日志", tabs, n + 1, at);
        ui_card_begin(h, &(struct ui_card){ .title = p->tab, .flush = true });
        ui_filters(h, &(struct ui_filters){ .path = p->path, .label = "筛选日志", .params = view_find(p->view)->params, .query = in->query, .n = in->n,
                                            .skip = p->skip, .total = -1 });
        ui_table(h, &t, &(struct ui_table){ .caption = p->tab, .path = p->path, .query = in->query, .n_query = in->n, .hide = p->hide, .tags = p->tags,
                .link = strcmp(p->view, "log") ? NULL : "seq", .link_to = "seq", .link_base = "/desk/journal/", .empty = p->empty, .empty_when = "换一个条件试试。" });
        ui_card_end(h);
        older_link(h, in, p, &t);
        page_end_desk(c, in, h);
        return true;
}

const struct page audit_pages[] = {
        { .pattern = "/desk/admin/log", .title = "审计日志", .roles = AUDITORS, .show = page_log },
        { .pattern = "/desk/admin/log/refused", .title = "被拒绝的操作", .roles = AUDITORS, .show = page_log },
        { .pattern = "/desk/admin/log/looks", .title = "个人信息查看", .roles = AUDITORS, .show = page_log },
        { .pattern = "/desk/admin/log/seals", .title = "日志封存", .roles = AUDITORS, .show = page_log },
};
const size_t audit_pages_n = sizeof audit_pages / sizeof *audit_pages;
