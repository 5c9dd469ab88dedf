/* work_apply.c - acts of the work floor become rows.  The only writer of work_* tables; reads nothing but the act. */
#include "workspace/work_inner.h"
#include <string.h>

QUERY(notice_put, "INSERT INTO work_notice (id, kind, title, body, file, agency, unit, role, author, at, until, ended)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '')");
QUERY(notice_end, "UPDATE work_notice SET ended = $2 WHERE id = $1");
QUERY(receipt_put, "INSERT INTO work_receipt (notice, login, at) VALUES ($1, $2, $3) ON CONFLICT (notice, login) DO NOTHING");
QUERY(message_put, "INSERT INTO work_message (id, kind, key, title, text, link, due, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
      " ON CONFLICT (key) DO NOTHING");
QUERY(inbox_put, "INSERT INTO work_inbox (message, login, seen) VALUES ($1, $2, '') ON CONFLICT (message, login) DO NOTHING");
QUERY(inbox_seen, "UPDATE work_inbox SET seen = $3 WHERE message = $1 AND login = $2 AND seen = ''");
QUERY(inbox_seen_until, "UPDATE work_inbox SET seen = $3 WHERE login = $2 AND message <= $1 AND seen = ''");
QUERY(position_put, "INSERT INTO work_position (name, seq) VALUES ('messages', $1) ON CONFLICT (name) DO UPDATE SET seq = excluded.seq"
      " WHERE work_position.seq < excluded.seq");
QUERY(reminder_put, "INSERT INTO work_reminder (message, login, channel, state, tries, next_at, detail, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
      " ON CONFLICT (message, login, channel) DO UPDATE SET state = excluded.state, tries = excluded.tries, next_at = excluded.next_at,"
      " detail = excluded.detail, at = excluded.at");
QUERY(choice_put, "INSERT INTO work_choice (login, mail, mail_kinds, hook_kinds, quiet_from, quiet_until) VALUES ($1, $2, $3, $4, $5, $6)"
      " ON CONFLICT (login) DO UPDATE SET mail = excluded.mail, mail_kinds = excluded.mail_kinds, hook_kinds = excluded.hook_kinds,"
      " quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until");
QUERY(favourite_put, "INSERT INTO work_favourite (login, link, id, label, at) VALUES ($1, $2, $3, $4, $5)"
      " ON CONFLICT (login, link) DO UPDATE SET id = excluded.id, label = excluded.label, at = excluded.at");
QUERY(favourite_cut, "DELETE FROM work_favourite WHERE id = $1");
QUERY(filter_put, "INSERT INTO work_filter (id, login, path, query, name, agency, unit, shared) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
QUERY(filter_name, "UPDATE work_filter SET name = $2 WHERE id = $1");
QUERY(filter_cut, "DELETE FROM work_filter WHERE id = $1");

QUERY(job_put, "INSERT INTO work_job (name, seq) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET seq = excluded.seq");
QUERY(job_rows, "SELECT * FROM work_job");
QUERY(notice_rows, "SELECT * FROM work_notice WHERE id = $1");
QUERY(receipt_rows, "SELECT * FROM work_receipt WHERE notice = $1");
QUERY(message_rows, "SELECT * FROM work_message WHERE id = $1");
QUERY(inbox_rows, "SELECT * FROM work_inbox WHERE message = $1");
QUERY(position_rows, "SELECT * FROM work_position");
QUERY(reminder_rows, "SELECT * FROM work_reminder WHERE message = $1");
QUERY(choice_rows, "SELECT * FROM work_choice");
QUERY(favourite_rows, "SELECT * FROM work_favourite WHERE id = $1");
QUERY(filter_rows, "SELECT * FROM work_filter WHERE id = $1");

apply_fn work__apply_notice, work__apply_notice_end, work__apply_receipt, work__apply_send, work__apply_pass, work__apply_read, work__apply_reminder,
        work__apply_favourite, work__apply_favourite_drop, work__apply_filter, work__apply_filter_drop, work__apply_filter_name, work__apply_choice, work__apply_job;

#define AT(a) char at[INSTANT_SIZE]; instant_write((a)->at, at)
#define TEXT_OF(name) T(act_text(a, name))

bool work__apply_notice(struct db_write *w, const struct act *a)
{
        const char *agency = act_text(a, "agency");

        AT(a);
        return db_run(w, &notice_put, ARGS(I(a->subject.id), TEXT_OF("kind"), TEXT_OF("title"), TEXT_OF("body"), TEXT_OF("file"), T(strcmp(agency, "*") ? agency : ""), TEXT_OF("unit"),
                                           TEXT_OF("for_role"), TEXT_OF("actor"), T(at), TEXT_OF("until")));
}

bool work__apply_notice_end(struct db_write *w, const struct act *a)
{
        AT(a);
        return db_run(w, &notice_end, ARGS(I(a->subject.id), T(at)));
}

bool work__apply_receipt(struct db_write *w, const struct act *a)
{
        AT(a);
        return db_run(w, &receipt_put, ARGS(I(a->subject.id), TEXT_OF("actor"), T(at)));
}

/* Each login of a list separated by commas. */
static bool each_of(struct db_write *w, const char *list, bool (*one)(struct db_write *, const char *, const struct act *), const struct act *a)
{
        char word[128];

        for (const char *p = list; *p;) {
                size_t n = strcspn(p, ",");

                must(n < sizeof word);
                memcpy(word, p, n);
                word[n] = '\0';
                if (n && !one(w, word, a))
                        return false;
                p += n + (p[n] == ',');
        }
        return true;
}

static bool inbox_one(struct db_write *w, const char *login, const struct act *a)
{
        return db_run(w, &inbox_put, ARGS(I(a->subject.id), T(login)));
}

bool work__apply_send(struct db_write *w, const struct act *a)
{
        AT(a);
        if (act_has(a, "position") && !db_run(w, &position_put, ARGS(I(act_int(a, "position")))))
                return false;
        return db_run(w, &message_put, ARGS(I(a->subject.id), TEXT_OF("kind"), TEXT_OF("about"), TEXT_OF("title"), TEXT_OF("text"), TEXT_OF("link"), TEXT_OF("due"), T(at))) &&
               each_of(w, act_text(a, "to"), inbox_one, a);
}

bool work__apply_pass(struct db_write *w, const struct act *a)
{
        return db_run(w, &position_put, ARGS(I(act_int(a, "position"))));
}

static bool seen_one(struct db_write *w, const char *id, const struct act *a)
{
        int64_t message;

        AT(a);
        must(text_int(id, 0, INT64_MAX, &message));
        return db_run(w, &inbox_seen, ARGS(I(message), TEXT_OF("actor"), T(at)));
}

bool work__apply_read(struct db_write *w, const struct act *a)
{
        AT(a);
        if (act_has(a, "until") && !db_run(w, &inbox_seen_until, ARGS(I(act_int(a, "until")), TEXT_OF("actor"), T(at))))
                return false;
        return each_of(w, act_text(a, "messages"), seen_one, a);
}

bool work__apply_reminder(struct db_write *w, const struct act *a)
{
        AT(a);
        return db_run(w, &reminder_put, ARGS(I(a->subject.id), TEXT_OF("login"), TEXT_OF("channel"), TEXT_OF("state"), I(act_int(a, "try")), TEXT_OF("next_at"), TEXT_OF("detail"), T(at)));
}

bool work__apply_choice(struct db_write *w, const struct act *a)
{
        return db_run(w, &choice_put, ARGS(TEXT_OF("actor"), TEXT_OF("mail"), TEXT_OF("mail_kinds"), TEXT_OF("hook_kinds"), TEXT_OF("quiet_from"), TEXT_OF("quiet_until")));
}

bool work__apply_favourite(struct db_write *w, const struct act *a)
{
        AT(a);
        return db_run(w, &favourite_put, ARGS(TEXT_OF("actor"), TEXT_OF("link"), I(a->subject.id), TEXT_OF("label"), T(at)));
}

bool work__apply_favourite_drop(struct db_write *w, const struct act *a)
{
        return db_run(w, &favourite_cut, ARGS(I(a->subject.id)));
}

bool work__apply_job(struct db_write *w, const struct act *a)
{
        return db_run(w, &job_put, ARGS(TEXT_OF("name"), I(a->seq)));
}

bool work__apply_filter(struct db_write *w, const struct act *a)
{
        return db_run(w, &filter_put, ARGS(I(a->subject.id), TEXT_OF("actor"), TEXT_OF("path"), TEXT_OF("query"), TEXT_OF("name"), TEXT_OF("agency"), TEXT_OF("unit"), I(act_bool(a, "shared"))));
}

bool work__apply_filter_drop(struct db_write *w, const struct act *a)
{
        return db_run(w, &filter_cut, ARGS(I(a->subject.id)));
}

bool work__apply_filter_name(struct db_write *w, const struct act *a)
{
        return db_run(w, &filter_name, ARGS(I(a->subject.id), TEXT_OF("name")));
}

const struct shadow workspace_shadows[] = {
        { "work_notice", "id", "notice", &notice_rows }, { "work_receipt", "notice,login$", "notice", &receipt_rows },
        { "work_message", "id", "message", &message_rows }, { "work_inbox", "message,login$", "message", &inbox_rows },
        { "work_position", "name$", "", &position_rows }, { "work_reminder", "message,login$,channel$", "message", &reminder_rows },
        { "work_choice", "login$", "", &choice_rows }, { "work_favourite", "login$,link$", "favourite", &favourite_rows },
        { "work_filter", "id", "filter", &filter_rows }, { "work_job", "name$", "", &job_rows },
};
const size_t workspace_shadows_n = sizeof workspace_shadows / sizeof *workspace_shadows;
