/* work_remind.c - the job that sends mails and pushes what a person wants to be told of outside the house: unread messages only, outside the quiet
 * hours, number and title and nothing else.  Without a mail server nothing is tried; while it is down the desk works on, and every try is kept.
 */
#include "base/json.h"
#include "base/setting.h"
#include "net/net.h"
#include "workspace/work_inner.h"
#include <string.h>

#define AT_ONCE 50
#define DAYS_BACK 3

QUERY(reminders_wanted, "SELECT m.id, m.kind, m.title, m.due, i.login, h.mail, h.mail_kinds, h.hook_kinds, h.quiet_from, h.quiet_until"
      " FROM work_choice h JOIN work_inbox i ON i.login = h.login JOIN work_message m ON m.id = i.message"
      " WHERE (h.mail_kinds <> '' OR h.hook_kinds <> '') AND i.seen = '' AND m.at >= $1"
      " AND EXISTS (SELECT 1 FROM (SELECT 'mail' AS channel UNION ALL SELECT 'hook') k WHERE NOT EXISTS (SELECT 1 FROM work_reminder r"
      " WHERE r.message = m.id AND r.login = i.login AND r.channel = k.channel AND (r.state <> 'failed' OR r.next_at > $2))) ORDER BY m.id LIMIT 2000");

struct wanted { int64_t id; const char *kind, *title, *due, *login; struct choice choice; };
struct way { const char *channel; bool (*set)(void); void (*send)(struct ctx *c, const struct wanted *w, struct net_outcome *out); int left; };

static bool mail_set(void) { return setting_text("smtp") && setting_text("smtp-from"); }
static bool hook_set(void) { return setting_text("hook") && setting_text("hook-secret"); }

static void mail_send(struct ctx *c, const struct wanted *w, struct net_outcome *out)
{
        const struct message_kind *k = work__kind(w->kind);
        const char *label = k ? k->label : w->kind, *from = setting_text("smtp-from");
        const char *due = *w->due ? text_make(c->mem, "期限：%s\n", w->due) : "";

        net_mail(c->mem, &(struct net_mail){ .url = setting_text("smtp"), .tls = setting_text("smtp-tls"), .ca = setting_text("smtp-ca"),
                .user = setting_text("smtp-user"), .password = setting_text("smtp-password"), .from = from, .from_name = c->pack->title,
                .to = w->choice.mail, .subject = text_make(c->mem, "【%s】%s", label, w->title), .at = c->now,
                .id = text_make(c->mem, "message-%lld-%s@%s", (long long)w->id, w->login, strchr(from, '@') ? strchr(from, '@') + 1 : "mingjing"),
                .body = text_make(c->mem, "%s\n%s\n%s\n请登录系统，在“消息”里查看和办理。不想再收这类邮件，在“提醒设置”里取消。\n", label, w->title, due) }, out);
}

static void hook_send(struct ctx *c, const struct wanted *w, struct net_outcome *out)
{
        const char *stamp = instant_text(c->mem, c->now), *signature;
        struct json *j = json_new(c->mem);
        const char *body;

        json_open(j, '{');
        json_pair(j, "due", w->due);
        json_pair(j, "kind", w->kind);
        json_key(j, "message");
        json_int(j, w->id);
        json_pair(j, "title", w->title);
        json_pair(j, "to", w->login);
        json_close(j, '}');
        body = json_done(j);
        *out = (struct net_outcome){ .detail = "签名没有成功" };
        if (net_hmac(c->mem, setting_text("hook-secret"), stamp, body, &signature, &c->why))
                net_post(c->mem, &(struct net_post){ .url = setting_text("hook"), .type = "application/json; charset=utf-8", .body = body,
                        .key = text_make(c->mem, "message-%lld-%s", (long long)w->id, w->login), .stamp = stamp, .signature = signature }, out);
        why_clear(&c->why);
}

bool work__quiet(int minute, int from, int until)
{
        return from <= until ? minute >= from && minute < until : minute >= from || minute < until;
}

static bool quiet_now(struct ctx *c, const struct choice *k, bool *out)
{
        int minute = (int)((c->now.ms / 60000 + 480) % 1440);
        int64_t from, until;

        if (*k->quiet_from && *k->quiet_until) {
                *out = work__quiet(minute, parameter_minutes(k->quiet_from), parameter_minutes(k->quiet_until));
                return true;
        }
        if (!parameter_int(c, "quiet_from", &from) || !parameter_int(c, "quiet_until", &until))
                return false;
        *out = work__quiet(minute, (int)from, (int)until);
        return true;
}

static void told(struct requests *out, const struct wanted *w, const char *channel, int64_t tries, const struct net_outcome *o)
{
        const char *verb = o->good ? "reminder.sent" : "reminder.failed";
        const struct pair pairs[] = { { "login", w->login }, { "channel", channel }, { "detail", utf8_head(out->mem, o->detail, 200) } };

        request_due(out, verb, w->id, text_make(out->mem, "%s:%lld:%s:%s:%lld", verb, (long long)w->id, w->login, channel, (long long)tries + 1), pairs,
                    *o->detail ? 3 : 2);
}

/* One message to one person by one way, unless it is settled or waits.  A server that does not answer is asked no more in this run. */
static bool remind(struct ctx *c, const struct wanted *w, struct way *way, const char *kinds, struct requests *out)
{
        struct reminder before = { .state = "" };
        struct net_outcome o;
        bool found;

        if (way->left <= 0 || !text_in(w->kind, kinds, ',') || !way->set())
                return true;
        if (!work__reminder(c, w->id, w->login, way->channel, &before, &found))
                return false;
        if (found && (strcmp(before.state, "failed") || before.next_at.ms > c->now.ms))
                return true;
        way->send(c, w, &o);
        way->left = o.good || o.status ? way->left - 1 : 0;
        told(out, w, way->channel, before.tries, &o);
        return true;
}

static bool wanted_load(struct ctx *c, struct wanted *l, size_t *n)
{
        const char *since = instant_text(c->mem, (struct instant){ c->now.ms - (int64_t)DAYS_BACK * 86400000 });
        struct rows r = db_ask(c->db, &c->why, &reminders_wanted, ARGS(T(since), T(instant_text(c->mem, c->now))));

        for (*n = 0; *n < 2000 && db_next(&r);)
                l[(*n)++] = (struct wanted){ .id = db_int(&r, 0), .kind = db_text_in(c->mem, &r, 1), .title = db_text_in(c->mem, &r, 2),
                        .due = db_text_in(c->mem, &r, 3), .login = db_text_in(c->mem, &r, 4),
                        .choice = { db_text_in(c->mem, &r, 5), db_text_in(c->mem, &r, 6), db_text_in(c->mem, &r, 7), db_text_in(c->mem, &r, 8),
                                    db_text_in(c->mem, &r, 9) } };
        return db_done(&r);
}

bool work__reminders_due(struct ctx *c, struct requests *out)
{
        struct way mail = { "mail", mail_set, mail_send, AT_ONCE }, hook = { "hook", hook_set, hook_send, AT_ONCE };
        struct wanted *l;
        size_t n;

        if (!mail_set() && !hook_set())
                return true;
        l = TAKE_N(c->mem, struct wanted, 2000);
        if (!wanted_load(c, l, &n))
                return false;
        for (size_t i = 0; i < n && (mail.left > 0 || hook.left > 0); i++) {
                bool quiet;

                if (!quiet_now(c, &l[i].choice, &quiet))
                        return false;
                if (!quiet && (!remind(c, &l[i], &mail, *l[i].choice.mail ? l[i].choice.mail_kinds : "", out) ||
                               !remind(c, &l[i], &hook, l[i].choice.hook_kinds, out)))
                        return false;
        }
        return true;
}
