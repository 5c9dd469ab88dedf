/* public_door.c - how people without an account report, ask and look things up: POST /complain, /consult, /correct/{id}, /progress, /follow.
 *
 * Only commands that name the role "public" go through here, as the actor @public, by a form of this site (form_token.h) that was not sent
 * from another one, and not too often (limit.h).  What a person typed comes back with the refusal; the same form sent twice is one act and
 * shows the same code.  Why it is built so: docs/decisions/12-public-door.md.
 * Must never: need a cookie or a script, put a code into an address, or keep files of a form that was not accepted.
 */
#include "journal/job.h"
#include "org/org.h"
#include "web/call.h"
#include "web/form_token.h"
#include "web/limit.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

/* verb NULL: the page looks something up; given: the argument that the address names. */
struct door { const char *pattern, *verb, *given; };
static const struct door doors[] = {
        { "/complain", "complaint.file", NULL }, { "/consult", "consultation.ask", NULL }, { "/correct/{id}", "correction.ask", "case" },
        { "/progress", NULL, NULL }, { "/follow", NULL, NULL }, { "/setup", "setup.begin", NULL },
};

static struct limit *asks, *looks;
static uint8_t salt[16];

void door_start(const char *secret, int per_hour)
{
        int64_t each = INT64_C(3600000000) / (per_hour > 0 ? per_hour : 30);

        form_secret_set(secret);
        random_bytes(salt, sizeof salt);
        asks = limit_new((struct limit_rule){ 10, each }, (struct limit_rule){ 200, each / 60 });
        looks = limit_new((struct limit_rule){ 30, each / 10 }, (struct limit_rule){ 600, each / 600 });
}

void door_stop(void)
{
        limit_free(asks);
        limit_free(looks);
        asks = looks = NULL;
}

/* ---- who asks, how often ---- */

/* A proxy puts the address it was asked from at the end of what it was told; what stands before that anybody may have written. */
static const char *forwarded(struct call *k)
{
        const char *all = call_header(k, "X-Forwarded-For"), *comma = all ? strrchr(all, ',') : NULL;

        return all ? text_trim(k->mem, comma ? comma + 1 : all) : NULL;
}

/* The whole address, or of IPv6 the network that one household has. */
static uint64_t asker(struct call *k)
{
        const union MHD_ConnectionInfo *info = MHD_get_connection_info(k->con, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
        const char *told = k->web->o.behind_tls ? forwarded(k) : NULL;
        uint8_t bytes[16 + 64] = { 0 };
        size_t n = sizeof salt;
        struct in6_addr six;
        struct hash h;
        uint64_t who;

        memcpy(bytes, salt, sizeof salt);
        if (told && inet_pton(AF_INET6, told, &six) == 1) {
                memcpy(bytes + n, &six, 8);
                n += 8;
        } else if (told) {
                size_t len = strlen(told) < 60 ? strlen(told) : 60;

                memcpy(bytes + n, told, len);
                n += len;
        } else if (info && info->client_addr->sa_family == AF_INET) {
                memcpy(bytes + n, &((const struct sockaddr_in *)info->client_addr)->sin_addr, 4);
                n += 4;
        } else if (info && info->client_addr->sa_family == AF_INET6) {
                memcpy(bytes + n, &((const struct sockaddr_in6 *)info->client_addr)->sin6_addr, 8);
                n += 8;
        }
        h = hash_bytes(HASH_SHA256, bytes, n);
        memcpy(&who, h.b, sizeof who);
        return who;
}

bool door_admit(struct call *k)
{
        int wait;

        if (limit_take(k->route->takes & BODY_DOOR ? asks : looks, asker(k), machine_ms(CLOCK_MONOTONIC) * 1000, &wait))
                return true;
        reply_header(k, "Retry-After", text_make(k->mem, "%d", wait));
        return refuse(&k->c.why, R_ASK_OFTEN, NULL, "%d 秒以后可以再试", wait);
}

/* ---- pages ---- */

static const struct door *door_of(struct call *k, const char *args[4])
{
        for (size_t i = 0; i < sizeof doors / sizeof *doors; i++)
                if (page_match(k->mem, doors[i].pattern, k->path, args) && (!doors[i].verb || command_find(doors[i].verb)))
                        return &doors[i];
        return NULL;
}

bool door_page(struct call *k, struct page_in *in)
{
        const char *args[4] = { "", "", "", "" }, *key;
        const struct door *d = door_of(k, args);
        struct page_door *p;

        if (!d)
                return false;
        p = TAKE(k->mem, struct page_door);
        *p = (struct page_door){ .verb = d->verb, .given = d->given, .work = FORM_WORK, .id = -1 };
        if (d->verb) {
                p->token = form_token_new(k->mem, d->verb, machine_ms(CLOCK_REALTIME));
                must(form_token_read(k->mem, p->token, d->verb, machine_ms(CLOCK_REALTIME), &key, &k->c.why));
                p->question = form_question(k->mem, key);
        }
        in->door = p;
        return true;
}

/* Drawn for a visitor, whoever asked; nothing of it is kept anywhere. */
static void page_draw(struct call *k, unsigned status, const struct page_door *more)
{
        struct why why = k->c.why;
        const struct page *p;
        struct html *h = html_new(k->mem);
        struct page_in in;
        struct page_door *d;

        k->c.why = (struct why){ .mem = k->mem };
        k->c.who = NULL;
        p = page_find(k->mem, k->path, k->args);
        if (!p || !call_db(k)) {
                k->c.why = why;
                reply_why(k);
                return;
        }
        in = page_in_of(k);
        if (!door_page(k, &in)) {
                refuse(&k->c.why, R_PAGE_UNKNOWN, NULL, NULL);
                reply_why(k);
                return;
        }
        d = (struct page_door *)in.door;
        d->typed = more->typed;
        d->n_typed = more->n_typed;
        d->why = more->why;
        d->asked = more->asked;
        d->id = more->id;
        d->noun = more->noun;
        d->shown = more->shown;
        d->n_shown = more->n_shown;
        if (p->show(&k->c, &in, h))
                reply_html(k, status, h);
        else
                reply_why(k);
}

/* The form again with what was typed and why not.  What belongs to no box of the form is told above it. */
void door_again(struct call *k)
{
        struct why *why = TAKE(k->mem, struct why);

        *why = k->c.why;
        if (why->kind == WHY_FAILED || why->kind == WHY_NOTHING) {
                reply_why(k);
                return;
        }
        if (why->field && (text_starts(why->field, "file") || *why->field == '_'))
                why->field = NULL;
        page_draw(k, why_status(why), &(struct page_door){ .typed = k->form.at, .n_typed = k->form.n, .why = why, .id = -1 });
}

/* ---- a form comes in ---- */

static bool from_here(struct call *k)
{
        const char *site = call_header(k, "Sec-Fetch-Site");

        if (site && !text_in(site, "same-origin|none", '|'))
                return refuse(&k->c.why, R_FORM_TOKEN, NULL, "表单来自别的网站");
        return request_from_here(k);
}

/* Is the form so far one that may leave files?  Asked when the first file begins: everything that was typed came before it. */
bool door_takes_files(struct call *k)
{
        const char *args[4] = { "", "", "", "" }, *key, *token = pairs_get(&k->form, "_token");
        const struct door *d = door_of(k, args);
        struct why why = { .mem = k->mem };

        return d && d->verb && form_token_read(k->mem, token, d->verb, machine_ms(CLOCK_REALTIME), &key, &why) &&
               (form_work_right(k->mem, token, pairs_get(&k->form, "_work")) || form_answer_right(k->mem, key, pairs_get(&k->form, "_answer")));
}

struct sent { const char *token, *work, *answer, *bait; };

static bool sent_right(struct call *k, const struct door *d, const struct sent *s, const char **key)
{
        if (!from_here(k) || !form_token_read(k->mem, s->token, d->verb, machine_ms(CLOCK_REALTIME), key, &k->c.why))
                return false;
        if (!text_empty(s->bait))
                return refuse(&k->c.why, R_ASK_CHECK, NULL, "“请留空”的一栏填了内容");
        return form_work_right(k->mem, s->token, s->work) || form_answer_right(k->mem, *key, s->answer) || refuse(&k->c.why, R_ASK_CHECK, "_answer", NULL);
}

/* Names of files come only from files that came along; and who this is, and from where, nobody tells us. */
static void forget(struct call *k, const char *first)
{
        size_t kept = 0;

        for (size_t i = 0; i < k->form.n; i++)
                if (!text_starts(k->form.at[i].name, first))
                        k->form.at[kept++] = k->form.at[i];
        k->form.n = kept;
}

/* "files" as often as it comes becomes file_1, file_2 … */
static void files_name(struct call *k)
{
        int n = 0;

        for (size_t i = 0; i < k->form.n; i++)
                if (text_same(k->form.at[i].name, "files"))
                        k->form.at[i].name = text_make(k->mem, "file_%d", ++n);
}

static void door_tried(struct call *k)
{
        k->c.why = k->answer.why;
        if (k->c.why.kind != WHY_NOTHING) {
                forget(k, "file");
                door_again(k);
                return;
        }
        page_draw(k, 200, &(struct page_door){ .id = k->answer.subject.id, .noun = k->answer.subject.noun, .shown = k->request.shown,
                                               .n_shown = request_shown(&k->request, &k->answer) });
}

static void door_post(struct call *k)
{
        if (k->c.why.kind != WHY_NOTHING) {
                door_again(k);
                return;
        }
        files_name(k);
        act_widen(k);
        if (act_files_there(k))
                act_post(k, door_tried);
        else
                door_again(k);
}

static void door_request(struct call *k, const struct door *d, const char *key)
{
        const char *id = text_make(k->mem, "door\n%s", key);
        struct hash h = hash_bytes(HASH_SHA256, id, strlen(id));

        k->command = command_find(d->verb);
        k->request.expected = -1;
        k->request.subject = SUBJECT_NEW;
        k->request.key = text_make(k->mem, "door:%s", hex_text(k->mem, h.b, sizeof h.b));
        k->request.secret = key;
        k->login = ACTOR_PUBLIC;
        if (d->given)
                pairs_put(&k->form, d->given, k->args[0]);
}

void door_try(struct call *k)
{
        const char *args[4] = { "", "", "", "" }, *key = NULL;
        const struct door *d = door_of(k, args);
        struct sent s;

        if (!d || !d->verb) {
                refuse(&k->c.why, R_PAGE_UNKNOWN, NULL, NULL);
                reply_why(k);
                return;
        }
        if (!body_pairs(k)) {
                door_again(k);
                return;
        }
        forget(k, "file");
        s = (struct sent){ form_take(k, "_token"), form_take(k, "_work"), form_take(k, "_answer"), form_take(k, "website") };
        forget(k, "_");
        if (!pairs_single(&k->form, NULL, NULL, &k->c.why) || !sent_right(k, d, &s, &key) || !who_load(&k->c, ACTOR_PUBLIC)) {
                door_again(k);
                return;
        }
        door_request(k, d, key);
        if (upload_waits(k))
                call_later(k, upload_settle, door_post);
        else
                door_post(k);
}

/* ---- looking something up ---- */

void door_look(struct call *k)
{
        if (!from_here(k) || !body_pairs(k) || !pairs_single(&k->form, NULL, NULL, &k->c.why))
                door_again(k);
        else
                page_draw(k, 200, &(struct page_door){ .typed = k->form.at, .n_typed = k->form.n, .asked = true, .id = -1 });
}
