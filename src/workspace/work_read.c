/* work_read.c - notices, messages and what is personal, as structs.  Every list is c->who's own: there is no way to ask for another's. */
#include "workspace/work_inner.h"
#include <string.h>

#define NOTICE "n.id, n.kind, n.title, n.body, n.file, n.agency, n.unit, n.role, n.author, n.at, n.until, n.ended, (SELECT q.at FROM work_receipt q" \
               " WHERE q.notice = n.id AND q.login = $2) FROM work_notice n"
QUERY(notice_get, "SELECT " NOTICE " WHERE n.id = $1");
QUERY(notices_to, "SELECT " NOTICE " WHERE (n.author = $2 OR (n.agency IN ('', $3) AND n.unit IN ('', $4)))"
      " AND ($1 = 1 OR (n.until >= $5 AND n.ended = '')) ORDER BY n.id DESC LIMIT 300");
QUERY(receipts_of, "SELECT login, at FROM work_receipt WHERE notice = $1");
QUERY(inbox_of, "SELECT m.id, m.kind, m.key, m.title, m.text, m.link, m.due, m.at, i.seen FROM work_inbox i JOIN work_message m ON m.id = i.message"
      " WHERE i.login = $1 AND ($2 = 0 OR i.seen = '') AND i.message < $3 AND (CAST($4 AS TEXT) = '' OR m.kind = $4) ORDER BY i.message DESC LIMIT $5");
QUERY(unread_count, "SELECT COUNT(*) FROM work_inbox WHERE login = $1 AND seen = ''");
QUERY(inbox_has, "SELECT 1 FROM work_inbox WHERE message = $1 AND login = $2");
QUERY(message_sent, "SELECT 1 FROM work_message WHERE key = $1");
QUERY(position_get, "SELECT seq FROM work_position WHERE name = $1");
QUERY(favourites_of, "SELECT id, link, label FROM work_favourite WHERE login = $1 ORDER BY id DESC LIMIT 100");
#define FILTER "id, login, path, query, name, agency, unit, shared FROM work_filter"
QUERY(filters_of, "SELECT " FILTER " WHERE (login = $1 OR (shared = 1 AND agency = $2 AND unit = $3)) AND (CAST($4 AS TEXT) = '' OR path = $4)"
      " ORDER BY name, id LIMIT 100");
QUERY(choice_get, "SELECT mail, mail_kinds, hook_kinds, quiet_from, quiet_until FROM work_choice WHERE login = $1");
QUERY(job_asked_last, "SELECT seq FROM work_job WHERE name = $1");
QUERY(favourite_of, "SELECT id FROM work_favourite WHERE login = $1 AND link = $2");
QUERY(notice_file, "SELECT id FROM work_notice WHERE file = $1 ORDER BY id DESC LIMIT 1");
QUERY(reminders_newest, "SELECT message, tries, login, channel, state, detail, next_at, at FROM work_reminder WHERE CAST($1 AS TEXT) = '' OR state = $1"
      " ORDER BY at DESC LIMIT $2");
QUERY(reminders_failed, "SELECT COUNT(*), MAX(tries) FROM work_reminder WHERE state = 'failed' AND channel = $1");
QUERY(reminder_get, "SELECT message, tries, login, channel, state, detail, next_at, at FROM work_reminder WHERE message = $1 AND login = $2 AND channel = $3");

static struct instant instant_of(const char *s)
{
        return instant_stored(s);
}

static void notice_row(struct ctx *c, const struct rows *r, struct notice *n)
{
        *n = (struct notice){ .id = db_int(r, 0), .kind = db_text_in(c->mem, r, 1), .title = db_text_in(c->mem, r, 2), .body = db_text_in(c->mem, r, 3),
                              .file = db_text_in(c->mem, r, 4), .agency = db_text_in(c->mem, r, 5), .unit = db_text_in(c->mem, r, 6),
                              .role = db_text_in(c->mem, r, 7), .author = db_text_in(c->mem, r, 8), .at = instant_of(db_text(r, 9)),
                              .until = day_stored(db_text(r, 10)), .ended = instant_of(db_text(r, 11)), .seen = instant_of(db_text(r, 12)) };
}

bool work__notice(struct ctx *c, int64_t id, struct notice *out)
{
        struct rows r = db_ask(c->db, &c->why, &notice_get, ARGS(I(id), T(c->who ? c->who->login : "")));
        bool found = db_next(&r);

        if (found)
                notice_row(c, &r, out);
        return db_done(&r) && (found || refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "notice/%lld", (long long)id));
}

bool work__notice_mine(const struct ctx *c, const struct notice *n)
{
        const struct who *w = c->who;

        if (!strcmp(n->author, w->login))
                return true;
        return (!*n->agency || !strcmp(n->agency, w->agency)) && (!*n->unit || !strcmp(n->unit, w->unit)) && (!*n->role || who_has_role(w, n->role));
}

bool work__addressed(const struct notice *n, const struct user *u)
{
        return (!*n->agency || !strcmp(n->agency, u->agency)) && (!*n->unit || !strcmp(n->unit, u->unit)) && (!*n->role || text_in(n->role, u->roles, ','));
}

bool work__notices(struct ctx *c, bool old, struct notices *out)
{
        struct notices l = { .at = TAKE_N(c->mem, struct notice, 300) };
        struct rows r = db_ask(c->db, &c->why, &notices_to, ARGS(I(old), T(c->who->login), T(c->who->agency), T(c->who->unit),
                                                                T(day_text(c->mem, day_of(c->now)))));

        while (db_next(&r) && l.n < 300) {
                notice_row(c, &r, &l.at[l.n]);
                l.n += work__notice_mine(c, &l.at[l.n]);
        }
        if (!db_done(&r))
                return false;
        *out = l;
        return true;
}

const char *work__audience(struct ctx *c, const struct notice *n)
{
        const struct pack_agency *g = pack_agency(c->pack, n->agency);
        const struct pack_unit *u = pack_unit(c->pack, n->unit);
        const struct pack_role *r = pack_role(c->pack, n->role);

        return text_make(c->mem, "%s%s%s%s%s", *n->agency ? g ? g->name : n->agency : "所有机关", u ? "　" : "", u ? u->name : n->unit, *n->role ? "　" : "",
                         r ? r->label : n->role);
}

/* ---- who has read it ---- */

struct reading { struct ctx *c; const struct notice *n; struct readers *l; size_t room; };

static void reader_add(void *to, const struct user *u, const char *certificate)
{
        struct reading *g = to;
        struct arena *mem = g->c->mem;

        (void)certificate;
        if (!work__addressed(g->n, u) || !strcmp(u->login, g->n->author))
                return;
        if (g->l->n == g->room) {
                g->l->at = arena_grow(mem, g->l->at, g->room * sizeof *g->l->at, (2 * g->room + 32) * sizeof *g->l->at);
                g->room = 2 * g->room + 32;
        }
        g->l->at[g->l->n++] = (struct reader){ .login = text_copy(mem, u->login), .name = text_copy(mem, u->name), .unit = text_copy(mem, u->unit) };
}

static bool receipts_put(struct ctx *c, int64_t id, struct readers *l)
{
        struct rows r = db_ask(c->db, &c->why, &receipts_of, ARGS(I(id)));

        while (db_next(&r))
                for (size_t i = 0; i < l->n; i++)
                        if (!strcmp(l->at[i].login, db_text(&r, 0))) {
                                l->at[i].at = instant_of(db_text(&r, 1));
                                l->seen++;
                        }
        return db_done(&r);
}

bool work__readers(struct ctx *c, const struct notice *n, struct readers *out)
{
        struct readers l = { 0 };
        struct reading g = { c, n, &l, 0 };

        for (size_t i = 0; i < c->pack->n_agencies; i++)
                if ((!*n->agency || !strcmp(n->agency, c->pack->agencies[i].id)) && !users_list(c, c->pack->agencies[i].id, reader_add, &g))
                        return false;
        if (!receipts_put(c, n->id, &l))
                return false;
        *out = l;
        return true;
}

/* ---- messages ---- */

bool work__inbox(struct ctx *c, const char *kind, bool unread, int64_t before, int64_t limit, struct messages *out)
{
        struct messages l = { .at = TAKE_N(c->mem, struct message, limit + 1) };
        struct rows r = db_ask(c->db, &c->why, &inbox_of, ARGS(T(c->who->login), I(unread), I(before), T(kind), I(limit)));

        while (db_next(&r) && l.n < (size_t)limit)
                l.at[l.n++] = (struct message){ .id = db_int(&r, 0), .kind = db_text_in(c->mem, &r, 1), .key = db_text_in(c->mem, &r, 2),
                        .title = db_text_in(c->mem, &r, 3), .text = db_text_in(c->mem, &r, 4), .link = db_text_in(c->mem, &r, 5),
                        .due = day_stored(db_text(&r, 6)), .at = instant_of(db_text(&r, 7)), .seen = instant_of(db_text(&r, 8)) };
        if (!db_done(&r))
                return false;
        *out = l;
        return true;
}

bool workspace_unread(struct ctx *c, int64_t *out)
{
        *out = 0;
        return !c->who || db_one_int(c->db, &c->why, &unread_count, ARGS(T(c->who->login)), 0, out);
}

static bool there(struct ctx *c, struct query *q, const struct val *args, bool *out)
{
        int64_t n;

        if (!db_one_int(c->db, &c->why, q, args, 0, &n))
                return false;
        *out = n != 0;
        return true;
}

bool work__is_to(struct ctx *c, int64_t message, const char *login, bool *out)
{
        return there(c, &inbox_has, ARGS(I(message), T(login)), out);
}

bool work__sent(struct ctx *c, const char *key, bool *out)
{
        return there(c, &message_sent, ARGS(T(key)), out);
}

bool work__position(struct ctx *c, const char *name, int64_t *out)
{
        return db_one_int(c->db, &c->why, &position_get, ARGS(T(name)), -2, out);
}

/* ---- personal ---- */

bool work__favourites(struct ctx *c, struct favourites *out)
{
        struct favourites l = { .at = TAKE_N(c->mem, struct favourite, 100) };
        struct rows r = db_ask(c->db, &c->why, &favourites_of, ARGS(T(c->who->login)));

        while (db_next(&r) && l.n < 100)
                l.at[l.n++] = (struct favourite){ db_int(&r, 0), db_text_in(c->mem, &r, 1), db_text_in(c->mem, &r, 2) };
        if (!db_done(&r))
                return false;
        *out = l;
        return true;
}

static void filter_row(struct ctx *c, const struct rows *r, struct saved_filter *f)
{
        *f = (struct saved_filter){ .id = db_int(r, 0), .login = db_text_in(c->mem, r, 1), .path = db_text_in(c->mem, r, 2), .query = db_text_in(c->mem, r, 3),
                                    .name = db_text_in(c->mem, r, 4), .agency = db_text_in(c->mem, r, 5), .unit = db_text_in(c->mem, r, 6), .shared = db_int(r, 7) };
}

bool work__filters(struct ctx *c, const char *path, struct saved_filters *out)
{
        struct saved_filters l = { .at = TAKE_N(c->mem, struct saved_filter, 100) };
        struct rows r = db_ask(c->db, &c->why, &filters_of, ARGS(T(c->who->login), T(c->who->agency), T(c->who->unit), T(path)));

        while (db_next(&r) && l.n < 100)
                filter_row(c, &r, &l.at[l.n++]);
        if (!db_done(&r))
                return false;
        *out = l;
        return true;
}

bool work__choice(struct ctx *c, const char *login, struct choice *out)
{
        struct rows r = db_ask(c->db, &c->why, &choice_get, ARGS(T(login)));

        *out = (struct choice){ "", "", "", "", "" };
        if (db_next(&r))
                *out = (struct choice){ db_text_in(c->mem, &r, 0), db_text_in(c->mem, &r, 1), db_text_in(c->mem, &r, 2), db_text_in(c->mem, &r, 3),
                                        db_text_in(c->mem, &r, 4) };
        return db_done(&r);
}

/* ---- reminders ---- */

static void reminder_row(struct ctx *c, const struct rows *r, struct reminder *m)
{
        *m = (struct reminder){ .message = db_int(r, 0), .tries = db_int(r, 1), .login = db_text_in(c->mem, r, 2), .channel = db_text_in(c->mem, r, 3),
                                .state = db_text_in(c->mem, r, 4), .detail = db_text_in(c->mem, r, 5), .next_at = instant_of(db_text(r, 6)),
                                .at = instant_of(db_text(r, 7)) };
}

bool work__reminders(struct ctx *c, const char *state, int64_t limit, struct reminders *out)
{
        struct reminders l = { .at = TAKE_N(c->mem, struct reminder, limit + 1) };
        struct rows r = db_ask(c->db, &c->why, &reminders_newest, ARGS(T(state), I(limit)));

        while (db_next(&r) && l.n < (size_t)limit)
                reminder_row(c, &r, &l.at[l.n++]);
        if (!db_done(&r))
                return false;
        *out = l;
        return true;
}

bool work__reminder(struct ctx *c, int64_t message, const char *login, const char *channel, struct reminder *out, bool *found)
{
        struct rows r = db_ask(c->db, &c->why, &reminder_get, ARGS(I(message), T(login), T(channel)));

        *found = db_next(&r);
        if (*found)
                reminder_row(c, &r, out);
        return db_done(&r);
}

/* ---- for the house ---- */

bool workspace_job_asked(struct ctx *c, const char *name, int64_t *seq)
{
        return db_one_int(c->db, &c->why, &job_asked_last, ARGS(T(name)), -1, seq);
}

static bool kept(struct ctx *c, const char *link, int64_t *id)
{
        return db_one_int(c->db, &c->why, &favourite_of, ARGS(T(c->who->login), T(link)), -1, id);
}

/* Who may do a verb on cases is said by the steps of the procedures. */
static bool batch_role(struct ctx *c, const struct batch_verb *b)
{
        for (size_t i = 0; !strcmp(b->noun, "case") && i < c->pack->n_procedures; i++) {
                const struct pack_procedure *p = &c->pack->procedures[i];

                for (size_t k = 0; k < p->n_steps; k++)
                        if (!strcmp(p->steps[k].verb, b->verb) && who_has_any(c->who, &p->steps[k].by))
                                return true;
        }
        return strcmp(b->noun, "case") != 0;
}

static bool batch(struct ctx *c, const char *list, struct ui_options *out)
{
        const struct batch_verb *b;

        for (size_t i = 0; (b = batch_verb_at(i)); i++) {
                const struct command *cmd = command_find(b->verb);

                if (cmd && !strcmp(b->list, list) && ui_may(c, cmd->roles) && batch_role(c, b))
                        ui_option(out, b->verb, cmd->label, NULL);
        }
        return true;
}

static bool filters(struct ctx *c, const char *path, struct ui_options *out)
{
        struct saved_filters l;

        if (!work__filters(c, path, &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                ui_option(out, l.at[i].query, l.at[i].name, NULL);
        return true;
}

const struct ui_tools workspace_tools = {
        .batch = batch, .filters = filters,
        .unread = workspace_unread, .kept = kept, .messages = "/desk/messages", .mine = "/desk/mine", .choices = "/desk/reminders", .help = "/desk/help",
        .keep = "/desk/act/favourite.add", .drop = "/desk/act/favourite.drop",
};

bool workspace_file(struct ctx *c, const char *digest, const char **type, const char **name)
{
        struct notice n;
        int64_t id;

        if (!db_one_int(c->db, &c->why, &notice_file, ARGS(T(digest)), -1, &id))
                return false;
        if (id < 0 || !c->who)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "文件");
        if (!work__notice(c, id, &n))
                return false;
        if (!work__notice_mine(c, &n))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "文件");
        *type = "application/octet-stream";
        *name = text_make(c->mem, "公告附件-%lld", (long long)id);
        return true;
}

/* ---- what waits to go out ---- */

bool workspace_waiting(struct ctx *c, workspace_waiting_fn *each, void *to)
{
        static const char *const ways[] = { "mail", "hook" };

        for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
                struct rows r = db_ask(c->db, &c->why, &reminders_failed, ARGS(T(ways[i])));

                if (db_next(&r))
                        each(to, ways[i], db_int(&r, 0), db_null(&r, 1) ? 0 : db_int(&r, 1));
                if (!db_done(&r))
                        return false;
        }
        return true;
}
