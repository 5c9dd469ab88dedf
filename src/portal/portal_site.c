/* portal_site.c - what stands around every page: navigation of the desk and of the public site, footer, names, badges.
 * Rows that a person may not use are not shown; nothing here grants a right.
 */
#include "case/case.h"
#include "db/db.h"
#include "law/procedure.h"
#include "org/org.h"
#include "portal/portal.h"
#include "recording/recording.h"
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static const struct ui_nav desk[] = {
        { "", "我的工作台", "/desk", "layout-dashboard", "" },
        { "", "待办", "/desk/todo", "list-check", "" },
        { "", "消息", "/desk/messages", "bell", "" },
        { "", "公告", "/desk/notices", "speakerphone", "" },
        { "办案", "案件台账", "/desk/cases", "folders", "" },
        { "办案", "请示", "/desk/approvals", "writing", "" },
        { "办案", "音像资料", "/desk/inbox", "video", "duty|officer|team_leader|archivist|head" },
        { "办案", "调阅", "/desk/retrievals", "eye", "" },
        { "办案", "检查和抽查", "/desk/inspections", "list-check", "" },
        { "投诉与咨询", "投诉举报", "/desk/complaints", "message-report", "duty|officer|team_leader|head|supervisor" },
        { "投诉与咨询", "咨询", "/desk/consultations", "message", "duty|officer|team_leader|head|supervisor|reviewer|editor" },
        { "审核与公示", "法制审核", "/desk/review", "gavel", "reviewer|committee|head|team_leader|supervisor" },
        { "审核与公示", "审核会议", "/desk/meetings", "users", "reviewer|committee|head|supervisor" },
        { "审核与公示", "法律咨询", "/desk/advice", "scale", "adviser|reviewer|committee|head" },
        { "审核与公示", "审核机构", "/desk/bodies", "building-bank", "reviewer|committee|head|team_leader|supervisor|admin" },
        { "审核与公示", "公示核对", "/desk/publicity", "eye-check", "" },
        { "审核与公示", "公开清单", "/desk/lists", "list-check", "" },
        { "审核与公示", "载体推送", "/desk/carriers", "rss", "head|editor|supervisor|admin" },
        { "人员", "我的证件和学时", "/desk/my", "id-badge-2", "" },
        { "人员", "考试", "/desk/exams", "writing", "" },
        { "人员", "培训", "/desk/training", "book", "" },
        { "人员", "学时", "/desk/shortfall", "clock", "trainer|head|supervisor|team_leader" },
        { "人员", "执法人员和证件", "/desk/certificates", "users", "admin|trainer|head|supervisor|team_leader" },
        { "人员", "保险和体检", "/desk/insurance", "shield-check", "trainer|head" },
        { "人员", "摸底调查", "/desk/census", "chart-bar", "trainer|supervisor|head" },
        { "基础", "法律法规", "/desk/statutes", "book", "" },
        { "基础", "号簿", "/desk/numbers", "list-numbers", "head|team_leader|reviewer|editor|archivist|supervisor" },
        { "基础", "执法装备", "/desk/equipment", "device-cctv", "" },
        { "基础", "历史案件", "/desk/old-cases", "archive", "" },
        { "基础", "保管期限", "/desk/retention", "archive", "archivist|head|team_leader|supervisor" },
        { "基础", "存证日志", "/desk/journal", "shield-check", "" },
        { "基础", "我的登录安全", "/desk/security", "shield-lock", "" },
        { "管理", "组织机构", "/desk/organisation", "sitemap", "" },
        { "管理", "人员", "/desk/people", "users", "admin|security|auditor|head|supervisor" },
        { "管理", "权限矩阵", "/desk/admin/matrix", "list-check", "admin|security|auditor|supervisor|head" },
        { "管理", "授予和代行", "/desk/admin/grants", "arrows-exchange", "" },
        { "管理", "登录管理", "/desk/signin", "login", "security|admin|auditor" },
        { "管理", "审计日志", "/desk/admin/log", "history", "auditor|security|supervisor" },
        { "管理", "参数和字典", "/desk/admin/parameters", "adjustments", "" },
        { "管理", "导入和导出", "/desk/admin/import", "upload", "admin|security|archivist|training" },
        { "管理", "定时任务", "/desk/admin/jobs", "clock", "admin|security|auditor|head|supervisor" },
};

static const struct ui_nav pub[] = {
        { "", "首页", "/", "home", "public" },
        { "", "执法机关", "/agencies", "building-bank", "public" },
        { "", "事前公开", "/lists", "list-check", "public" },
        { "", "执法人员", "/officers", "id-badge-2", "public" },
        { "", "执法决定", "/search", "file-text", "public" },
        { "", "统计年报", "/reports", "chart-bar", "public" },
        { "", "投诉与查询", "/complain", "message-report", "public" },
        { "", "验真伪", "/verify", "shield-check", "public" },
        { "", "关于公示", "/about", "info-circle", "public" },
};

static const char *const about_links[] = { "法律法规", "/laws", "公示办法与期限", "/rules", "服务指南", "/guides", "岗位信息公示牌", "/boards", "执法流程图", "/procedures", "检查和抽查结果", "/inspections",
                                           "关于公示", "/about", "个人信息遮盖规则", "/about", "已撤下的决定", "/search?state=withdrawn", NULL };
static const char *const data_links[] = { "开放数据", "/open", "订阅（Atom）", "/feed/atom", "按月浏览", "/browse", "决定清单 CSV", "/api/views/publications?format=csv", "签名头", "/log/checkpoint",
                                          "公钥与核验方法", "/verify", NULL };
static const char *const help_links[] = { "投诉举报", "/complain", "咨询", "/consult", "查处理结果", "/follow", "查办案进度", "/progress", "工作人员登录", "/login", "接口说明", "/openapi.json", NULL };

static const struct ui_foot feet[] = {
        { "关于公示", about_links }, { "开放数据", data_links }, { "帮助", help_links },
};

static void names(struct ctx *c, struct ui_site *s)
{
        const struct pack_agency *g = c->pack && c->who ? pack_agency(c->pack, c->who->agency) : NULL;

        if (c->pack && *c->pack->portal)
                s->portal = c->pack->portal;
        if (g)
                s->agency = g->name;
}

static bool user(struct ctx *c, struct ui_user *out)
{
        const struct pack_unit *u = c->who ? pack_unit(c->pack, c->who->unit) : NULL;
        const struct pack_agency *g = c->who ? pack_agency(c->pack, c->who->agency) : NULL;

        if (!c->who)
                return false;
        *out = (struct ui_user){ c->who->name, u ? u->name : g ? g->name : "" };
        return true;
}

/* What presses, counted from the desk. */
static bool pressing_count(struct ctx *c, char *out, size_t room)
{
        struct desk d;
        int overdue = 0, soon = 0;

        if (!case_desk(c, &d))
                return false;
        for (size_t i = 0; i < d.n; i++) {
                const struct case_clock *k = &d.at[i].clock;

                if (!d.at[i].mine || !k->left_known || !strcmp(k->who, "party"))
                        continue;
                overdue += k->left < 0;
                soon += k->left >= 0 && k->left <= (k->warn ? k->warn : 2);
        }
        snprintf(out, room, overdue ? "超 %d" : soon ? "%d" : "", overdue ? overdue : soon);
        return true;
}

/* The same log on the same day presses the same: counted once for each person, not for each page.  A newer count takes the place of
 * whatever stood in its slot. */
#define COUNTED 256
struct counted { struct hash who; char text[16]; int64_t size; int32_t day; };
static struct counted counted[COUNTED];
static pthread_mutex_t counted_lock = PTHREAD_MUTEX_INITIALIZER;

static bool pressing(struct ctx *c, struct counted *out)
{
        const char *name = text_make(c->mem, "%s\n%s", c->who->login, db_url(c->db));
        struct counted want = { .who = hash_bytes(HASH_SHA256, name, strlen(name)), .day = day_of(c->now).n };
        struct counted *slot = &counted[want.who.b[0]];
        bool known;

        if (!journal_size(c, &want.size))
                return false;
        pthread_mutex_lock(&counted_lock);
        known = slot->size == want.size && slot->day == want.day && hash_same(&slot->who, &want.who);
        if (known)
                *out = *slot;
        pthread_mutex_unlock(&counted_lock);
        if (known)
                return true;
        if (!pressing_count(c, want.text, sizeof want.text))
                return false;
        pthread_mutex_lock(&counted_lock);
        *out = *slot = want;
        pthread_mutex_unlock(&counted_lock);
        return true;
}

/* 缺: recordings that wait for somebody before they count as recorded. */
static const char *inbox_badge(struct ctx *c)
{
        int64_t open = 0, quarantine = 0;

        return intakes_open(c, &open, &quarantine) && open ? text_make(c->mem, "缺 %lld", (long long)open) : NULL;
}

/* On the rows of the desk and of the inbox.  A badge that cannot be counted is not shown; the page itself will say why. */
static const char *badge(struct ctx *c, const struct ui_nav *row)
{
        struct why kept = c->why;
        const char *text = NULL;
        struct counted n;

        if (c->who && !strcmp(row->href, "/desk/inbox"))
                text = inbox_badge(c);
        else if (c->who && !strcmp(row->href, "/desk") && pressing(c, &n) && *n.text)
                text = text_copy(c->mem, n.text);
        c->why = kept;
        return text;
}

static bool may_new(struct ctx *c)
{
        for (size_t i = 0; c->who && i < c->pack->n_procedures; i++) {
                const struct pack_step *s = procedure_step(&c->pack->procedures[i], "", "source.register");

                if (s && who_has_any(c->who, &s->by))
                        return true;
        }
        return false;
}

static const char *foot_note(struct ctx *c)
{
        struct why kept = c->why;
        struct portal_head head;
        bool ok = portal_head(c, &head);

        c->why = kept;
        return text_make(c->mem, "%s %s　%s", c->pack->title, c->pack->version,
                         ok && head.at.ms ? text_make(c->mem, "日志已签名 %s", instant_local(c->mem, head.at)) : "日志尚未签名");
}

const struct ui_site portal_site = {
        .name = "明镜", .agency = "", .portal = "行政执法公示平台", .motto = "谁执法谁公示 · 每一条都可验证",
        .desk = desk, .n_desk = sizeof desk / sizeof *desk, .pub = pub, .n_pub = sizeof pub / sizeof *pub,
        .foot = feet, .n_foot = sizeof feet / sizeof *feet, .desk_search = "/desk/find", .public_search = "/search",
        .desk_new = "/desk/act/source.register", .desk_new_label = "案源登记", .login = "/login", .logout = "/logout",
        .may = access_may_use, .user = user, .may_new = may_new, .badge = badge, .foot_note = foot_note, .names = names,
};
