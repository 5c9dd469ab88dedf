/* setup_check.c - what an office must have before its first case: agencies, people with certificates, whoever reviews and publishes, three
 * administrators who are three people, a calendar.  Looks only. */
#include "setup/setup_inner.h"
#include <string.h>

static void say(struct setup_checks *l, enum need need, const char *what, const char *detail, const char *label, const char *url)
{
        if (l->n == sizeof l->at / sizeof *l->at)
                return;
        l->open += need == NEED_OPEN;
        l->at[l->n++] = (struct setup_check){ need, what, detail, label, url };
}

static bool role_check(struct ctx *c, struct setup_checks *l, const struct people *all, const char *role, const char *agency, enum need missing, int most)
{
        const struct pack_role *r = pack_role(c->pack, role);
        struct buffer names = { .mem = c->mem };
        int n = 0;

        if (!r)
                return true;
        for (size_t i = 0; i < all->n; i++) {
                const struct person *p = &all->at[i];

                if (p->enabled && text_in(role, p->roles, ',') && (!*agency || !strcmp(p->agency, agency)) && n++ < most)
                        buffer_make(&names, "%s%s", names.n ? "、" : "", p->name);
        }
        say(l, n ? NEED_MET : missing, r->label, n ? text_make(c->mem, n > most ? "%s等 %d 人" : "%s", buffer_done(&names), n) : "还没有人",
            n ? NULL : "增加人员", n ? NULL : text_make(c->mem, "/desk/act/user.add?roles=%s%s%s&back=/setup", role, *agency ? "&agency=" : "", agency));
        return true;
}

static bool agency_check(struct ctx *c, struct setup_checks *l, const struct people *all, const struct pack_agency *g)
{
        static const char *const roles[] = { "officer", "head", "reviewer", "editor" };
        int officers;

        if (!officers_count(c, g->id, day_of(c->now), &officers))
                return false;
        say(l, officers >= 2 ? NEED_MET : NEED_OPEN, text_make(c->mem, "%s：持有效证件的执法人员", g->name), text_make(c->mem, "%d 名（行政处罚法第四十二条：不少于两名）", officers),
            officers >= 2 ? NULL : "登记执法证件", officers >= 2 ? NULL : "/desk/act/certificate.issue?back=/setup");
        for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
                if (!role_check(c, l, all, roles[i], g->id, strcmp(roles[i], "editor") ? NEED_OPEN : NEED_SOON, 4))
                        return false;
        return true;
}

/* 三员分立: nobody holds two of the three. */
static void apart_check(struct ctx *c, struct setup_checks *l, const struct people *all)
{
        static const char *const three[] = { "admin", "security", "auditor" };

        for (size_t i = 0; i < all->n; i++) {
                int n = 0;

                for (size_t k = 0; k < 3; k++)
                        n += all->at[i].enabled && text_in(three[k], all->at[i].roles, ',');
                if (n > 1)
                        say(l, NEED_OPEN, "三员分立", text_make(c->mem, "%s一人担任了 %d 种管理员", all->at[i].name, n), "变更人员",
                            text_make(c->mem, "/desk/people/%s", all->at[i].login));
        }
}

static void calendar_check(struct ctx *c, struct setup_checks *l)
{
        int year, month, day;

        day_split(day_of(c->now), &year, &month, &day);
        say(l, calendar_knows(c->pack->calendar, year) ? NEED_MET : NEED_OPEN, "工作日历", text_make(c->mem, "%d 年放假调休安排%s", year,
            calendar_knows(c->pack->calendar, year) ? "已在策略包中" : "不在策略包中，期限算不出来"), NULL, NULL);
}

/* Works without a copy, until the disk does not. */
static void keys_check(struct ctx *c, struct setup_checks *l)
{
        struct setup_keys k;
        bool kept = setup__keys(c, &k) && k.kept;

        why_clear(&c->why);
        say(l, kept ? NEED_MET : NEED_SOON, "密钥的备份", kept ? k.kept_where : "还没有人确认私钥文件已经另存", kept ? NULL : "确认",
            kept ? NULL : "/desk/act/setup.keep?back=/setup");
}

bool setup__check(struct ctx *c, struct setup_checks *out)
{
        static const char *const three[] = { "admin", "security", "auditor" };
        struct people all;
        size_t without = 0;

        memset(out, 0, sizeof *out);
        if (!people_find(c, &(struct people_wish){ "", "", "", "", 1, 100000, 0 }, &all))
                return false;
        say(out, c->pack->n_agencies ? NEED_MET : NEED_OPEN, "执法机关", text_make(c->mem, "%zu 个机关，%zu 个机构", c->pack->n_agencies, c->pack->n_units),
            c->pack->n_agencies ? NULL : "设立机关", c->pack->n_agencies ? NULL : "/desk/act/agency.add?back=/setup");
        for (size_t i = 0; i < 3; i++)
                if (!role_check(c, out, &all, three[i], "", NEED_OPEN, 4))
                        return false;
        apart_check(c, out, &all);
        for (size_t i = 0; i < c->pack->n_agencies && i < 8; i++)
                if (!agency_check(c, out, &all, &c->pack->agencies[i]))
                        return false;
        for (size_t i = 0; i < all.n; i++)
                without += !all.at[i].secret;
        say(out, without ? NEED_SOON : NEED_MET, "登录方式", without ? text_make(c->mem, "%zu 人没有密码，不能用密码登录", without) : "每个人都能登录",
            without ? "人员" : NULL, without ? "/desk/people" : NULL);
        calendar_check(c, out);
        keys_check(c, out);
        return true;
}
