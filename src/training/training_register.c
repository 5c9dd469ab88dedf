/* training_register.c - insurance and health of officers, who is short of hours, the census: registers beside examinations and classes.
 *
 * 办法 YX 4(5): insurance and medical checks; of health only the day and the class of the result are kept.  Rows of these are personal: whoever asks
 * gets his own, personnel and the head those of the agency.  Must never keep a finding, an illness or a figure of a medical check.
 */
#include "base/json.h"
#include "training/training_inner.h"
#include <string.h>

#define COVER "SELECT id, login, kind, insurer, policy, sum, since, until, ended FROM train_cover"
QUERY(cover_get, COVER " WHERE id = $1");
QUERY(covers_get, COVER " WHERE ($1 = '' OR agency = $1) AND ($2 = '' OR login = $2) ORDER BY until, login");
QUERY(medicals_get, "SELECT id, login, checked, class, next FROM train_medical WHERE ($1 = '' OR agency = $1) AND ($2 = '' OR login = $2) ORDER BY login, checked DESC, id DESC");
QUERY(censuses_get, "SELECT id, agency, taken, figures, note FROM train_census WHERE $1 = '' OR agency = $1 ORDER BY id DESC LIMIT 50");

/* ---- who and what, for all of training/ ---- */

static struct training_hooks hooks;

void training_bind(const struct training_hooks *given)
{
        hooks = *given;
}

const char *training__qr(struct arena *mem, const char *text)
{
        return hooks.qr ? hooks.qr(mem, text) : NULL;
}

const char *training__scope(const struct ctx *c)
{
        return c->who->scope == SCOPE_JURISDICTION ? "" : c->who->agency;
}

bool training__may_look(const struct ctx *c, const char *agency)
{
        return c->who->scope == SCOPE_JURISDICTION || !strcmp(c->who->agency, agency);
}

const char *training__kind(const char *kind)
{
        return !strcmp(kind, "single") ? "单选题" : !strcmp(kind, "multiple") ? "多选题" : "判断题";
}

const char *training__course_kind(struct arena *mem, const char *kind)
{
        return choice_label(mem, &(struct arg){ .choices = course_kinds, .type = ARG_CHOICE }, kind);
}

const char *training__place(const struct pack *p, const char *agency, const char *unit)
{
        const struct pack_unit *u = pack_unit(p, unit);
        const struct pack_agency *a = pack_agency(p, agency);

        return u ? u->name : a ? a->name : agency;
}

int training__year(const struct ctx *c)
{
        int year, month, day;

        day_split(day_of(c->now), &year, &month, &day);
        return year;
}

void training__put(struct draft *d, const struct args *a)
{
        for (size_t i = 0; a->command->args[i].name; i++)
                if (!(a->command->args[i].flags & ARG_SECRET))
                        draft_put(d, a->command->args[i].name, a->values[i]);
}

/* ---- insurance and health ---- */

static void cover_of(struct arena *mem, const struct rows *r, struct cover *o)
{
        *o = (struct cover){ .id = db_int(r, 0), .login = db_text_in(mem, r, 1), .kind = db_text_in(mem, r, 2), .insurer = db_text_in(mem, r, 3), .policy = db_text_in(mem, r, 4),
                             .sum = db_int(r, 5), .since = day_stored(db_text(r, 6)), .until = day_stored(db_text(r, 7)), .ended = day_stored(db_text(r, 8)) };
}

bool training__cover(struct ctx *c, int64_t id, struct cover *out)
{
        struct rows r = db_ask(c->db, &c->why, &cover_get, ARGS(I(id)));
        bool found = db_next(&r);

        if (found)
                cover_of(c->mem, &r, out);
        return db_done(&r) && (found || refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "保险 %lld", (long long)id));
}

bool training__covers(struct ctx *c, const char *agency, const char *login, struct covers *out)
{
        struct rows r = db_ask(c->db, &c->why, &covers_get, ARGS(T(agency), T(login)));
        size_t room = 0;

        *out = (struct covers){ 0 };
        while (db_next(&r)) {
                if (out->n == room) {
                        out->at = arena_grow(c->mem, out->at, room * sizeof *out->at, (2 * room + 32) * sizeof *out->at);
                        room = 2 * room + 32;
                }
                cover_of(c->mem, &r, &out->at[out->n++]);
        }
        return db_done(&r);
}

bool training__medicals(struct ctx *c, const char *agency, const char *login, struct medicals *out)
{
        struct rows r = db_ask(c->db, &c->why, &medicals_get, ARGS(T(agency), T(login)));
        size_t room = 0;

        *out = (struct medicals){ 0 };
        while (db_next(&r)) {
                if (out->n == room) {
                        out->at = arena_grow(c->mem, out->at, room * sizeof *out->at, (2 * room + 32) * sizeof *out->at);
                        room = 2 * room + 32;
                }
                out->at[out->n++] = (struct medical){ .id = db_int(&r, 0), .login = db_text_in(c->mem, &r, 1), .class = db_text_in(c->mem, &r, 3),
                                                      .checked = day_stored(db_text(&r, 2)), .next = day_stored(db_text(&r, 4)) };
        }
        return db_done(&r);
}

static bool person_of(struct ctx *c, const struct args *a, struct user *u)
{
        if (!args_known(c, a) || !user_load(c, arg_text(a, "login"), u))
                return false;
        return training__may_look(c, u->agency) || refuse(&c->why, R_SCOPE, "login", "%s 不是本机关的人员", u->name);
}

bool register__cover_add(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct user u;

        (void)subject;
        if (!person_of(c, a, &u))
                return false;
        if (day_compare(arg_day(a, "until"), arg_day(a, "since")) < 0)
                return refuse(&c->why, R_ARG_RANGE, "until", "保险止期早于起期");
        training__put(out, a);
        draft_put(out, "of", u.agency);
        return true;
}

bool register__cover_end(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct cover o;
        struct user u;

        if (!training__cover(c, subject, &o) || !user_load(c, o.login, &u))
                return false;
        if (!training__may_look(c, u.agency))
                return refuse(&c->why, R_SCOPE, NULL, NULL);
        if (day_is(o.ended))
                return refuse(&c->why, R_ONCE, NULL, "已经登记终止");
        training__put(out, a);
        return true;
}

bool register__medical_add(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct user u;

        (void)subject;
        if (!person_of(c, a, &u))
                return false;
        if (arg_given(a, "next") && day_compare(arg_day(a, "next"), arg_day(a, "checked")) <= 0)
                return refuse(&c->why, R_ARG_RANGE, "next", "下次体检应当在这次以后");
        training__put(out, a);
        draft_put(out, "of", u.agency);
        return true;
}

/* ---- who is short of hours ---- */

struct counting { struct ctx *c; const struct pack_hours *rule; const char *agency, *login; int year; struct short_rows *out; size_t *room; bool ok; };

static bool asked(const struct counting *k, const struct user *u, const char *certificate)
{
        size_t n;
        char **roles = text_split(k->c->mem, u->roles, ',', &n);
        bool reviewer = false, role = false;

        for (size_t i = 0; i < n; i++) {
                role |= names_have(&k->rule->roles, roles[i]);
                reviewer |= !strcmp(roles[i], "reviewer") && names_have(&k->rule->roles, "reviewer");
        }
        return role && (reviewer || *certificate) && (!*k->login || !strcmp(k->login, u->login));
}

static void count_one(void *to, const struct user *u, const char *certificate)
{
        struct counting *k = to;
        struct short_rows *l = k->out;
        struct arena *mem = k->c->mem;
        struct short_row row = { .rule = k->rule, .agency = k->agency };

        if (!k->ok || !asked(k, u, certificate))
                return;
        row.login = text_copy(mem, u->login);
        row.name = text_copy(mem, u->name);
        row.unit = text_copy(mem, u->unit);
        if (l->n == *k->room) {
                l->at = arena_grow(mem, l->at, *k->room * sizeof *l->at, (2 * *k->room + 64) * sizeof *l->at);
                *k->room = 2 * *k->room + 64;
        }
        l->at[l->n++] = row;
}

static bool agency_short(struct ctx *c, const char *agency, int year, const char *login, struct short_rows *out, size_t *room)
{
        const struct pack_training *t = pack_training(c->pack);

        for (size_t i = 0; i < t->n_hours; i++) {
                struct counting k = { c, &t->hours[i], agency, login, year, out, room, true };

                if (t->hours[i].agencies.n && !names_have(&t->hours[i].agencies, agency))
                        continue;
                if (!users_list(c, agency, count_one, &k) || !k.ok)
                        return false;
        }
        return true;
}

/* The people first, then their hours: one list of rows must be read to its end before another is asked for. */
bool training__short(struct ctx *c, const char *agency, int year, const char *login, struct short_rows *out)
{
        size_t room = 0;

        *out = (struct short_rows){ 0 };
        for (size_t i = 0; i < c->pack->n_agencies; i++)
                if ((!*agency || !strcmp(agency, c->pack->agencies[i].id)) && !agency_short(c, c->pack->agencies[i].id, year, login, out, &room))
                        return false;
        for (size_t i = 0; i < out->n; i++) {
                struct short_row *r = &out->at[i];

                if (!training__hours(c, r->login, year, &r->rule->kinds, &r->hours))
                        return false;
                r->missing = r->hours < r->rule->hours ? r->rule->hours - r->hours : 0;
                out->people++;
                out->missing += r->missing > 0;
        }
        return true;
}

/* ---- census (摸底调查) ---- */

bool training__censuses(struct ctx *c, const char *agency, struct censuses *out)
{
        struct rows r = db_ask(c->db, &c->why, &censuses_get, ARGS(T(agency)));
        size_t room = 0;

        *out = (struct censuses){ 0 };
        while (db_next(&r)) {
                if (out->n == room) {
                        out->at = arena_grow(c->mem, out->at, room * sizeof *out->at, (2 * room + 16) * sizeof *out->at);
                        room = 2 * room + 16;
                }
                out->at[out->n++] = (struct census){ .id = db_int(&r, 0), .agency = db_text_in(c->mem, &r, 1), .taken = day_stored(db_text(&r, 2)),
                                                     .figures = db_text_in(c->mem, &r, 3), .note = db_text_in(c->mem, &r, 4) };
        }
        return db_done(&r);
}

static void figure_put(struct json *j, const char *group, const char *agency, const char *label, int64_t value, const char *note)
{
        json_open(j, '[');
        json_text(j, group);
        json_text(j, agency);
        json_text(j, label);
        json_int(j, value);
        json_text(j, note);
        json_close(j, ']');
}

static void items_put(struct ctx *c, struct json *j, const struct pack_agency *g)
{
        int64_t penalty = 0, other = 0;

        for (size_t i = 0; i < c->pack->n_items; i++)
                if (text_same(c->pack->items[i].agency, g->id))
                        *(text_same(c->pack->items[i].kind, "penalty") ? &penalty : &other) += 1;
        figure_put(j, "执法类别", g->name, "行政处罚事项", penalty, "策略包登记的执法事项");
        figure_put(j, "执法类别", g->name, "其他执法事项", other, "许可、强制、检查等");
}

struct heads { int64_t users, certified, reviewers, trainers; };
static void head_count(void *to, const struct user *u, const char *certificate)
{
        struct heads *k = to;

        k->users++;
        k->certified += *certificate != '\0';
        k->reviewers += text_in("reviewer", u->roles, ',') || text_in("committee", u->roles, ',');
        k->trainers += text_in("trainer", u->roles, ',');
}

static bool people_put(struct ctx *c, struct json *j, const struct pack_agency *g)
{
        struct short_rows hours;
        struct heads n = { 0 };

        if (!users_list(c, g->id, head_count, &n) || !training__short(c, g->id, training__year(c), "", &hours))
                return false;
        figure_put(j, "执法人员", g->name, "在岗人员", n.users, "在用的账号");
        figure_put(j, "执法人员", g->name, "持有效证件", n.certified, "统计当日有效，暂扣的不计");
        figure_put(j, "执法人员", g->name, "学时不足", hours.missing, "本年度");
        figure_put(j, "审核人员", g->name, "法制审核人员", n.reviewers, "审核、审核委员会岗位");
        return true;
}

/* What other folders keep is asked by the names of their views: equipment against its standard, devices.  A view that this person may not see
 * gives nothing. */
static bool view_count(struct ctx *c, const char *view, const char *column, const char *value, int64_t *out)
{
        struct why kept = c->why;
        struct table t;
        size_t at = 0;

        *out = 0;
        if (!view_find(view))
                return true;
        if (!view_run(c, view, NULL, 0, &t)) {
                bool refused = c->why.kind == WHY_REFUSED;

                if (refused)
                        c->why = kept;
                return refused;
        }
        while (at < t.n_columns && strcmp(t.columns[at].name, column))
                at++;
        for (size_t i = 0; at < t.n_columns && i < t.n_rows; i++) {
                int64_t n;

                if (!*value)
                        *out += t.rows[i][at] && text_int(t.rows[i][at], 0, INT64_MAX, &n) ? n : 0;
                else
                        *out += text_same(t.rows[i][at], value);
        }
        return true;
}

static bool things_put(struct ctx *c, struct json *j)
{
        int64_t stock, standard, missing;
        const struct pack *p = c->pack;

        if (!view_count(c, "equipment_shortfall", "stock", "", &stock) || !view_count(c, "equipment_shortfall", "standard", "", &standard) ||
            !view_count(c, "equipment_shortfall", "missing", "", &missing))
                return false;
        figure_put(j, "执法装备", p->jurisdiction, "现有", stock, "本人数据范围内，报废的不计");
        figure_put(j, "执法装备", p->jurisdiction, "标准", standard, "策略包的配备标准");
        figure_put(j, "执法装备", p->jurisdiction, "缺", missing, "");
        figure_put(j, "信息平台", p->jurisdiction, "公示平台", 1, p->portal);
        figure_put(j, "信息平台", p->jurisdiction, "推送载体", (int64_t)p->n_carriers, "");
        figure_put(j, "信息平台", p->jurisdiction, "采集站接口", (int64_t)p->n_docks, "");
        return true;
}

bool training__census_figures(struct ctx *c, const char *agency, const char **json)
{
        struct json *j = json_new(c->mem);

        json_open(j, '[');
        for (size_t i = 0; i < c->pack->n_agencies; i++) {
                const struct pack_agency *g = &c->pack->agencies[i];

                if (*agency && strcmp(agency, g->id))
                        continue;
                items_put(c, j, g);
                if (!people_put(c, j, g))
                        return false;
        }
        if (!things_put(c, j))
                return false;
        json_close(j, ']');
        *json = json_done(j);
        return true;
}

bool register__census_prepare(struct ctx *c, const struct args *a, struct request *r)
{
        const char *json;

        (void)a;
        if (!training__census_figures(c, training__scope(c), &json))
                return false;
        request_put(c->mem, r, "figures", json);
        return true;
}

bool register__census(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        (void)subject;
        training__put(out, a);
        draft_put(out, "of", training__scope(c));
        draft_put_day(out, "taken", day_of(c->now));
        return true;
}
