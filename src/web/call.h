/* call.h - one request on its way through the web folder; nothing outside web/ includes this.
 *
 * A call is made when its headers are here and freed when its answer is sent.  It belongs to one thread at a time: the server
 * thread of its connection, or - while the connection is suspended - the writer or a helper thread, which wakes it and lets go.
 * A route's function either gives an answer (reply_…) or waits (call_post, call_later); exactly one of both.
 */
#ifndef WEB_CALL_H
#define WEB_CALL_H
#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>
#include "base/ctx.h"
#include "base/json.h"
#include "blob/blob.h"
#include "journal/journal.h"
#include "signin/signin.h"
#include "web/parse.h"
#include "web/web.h"

#define BODY_MAX ((size_t)1024 * 1024)          /* a form or JSON */
#define ONE_FILE_MAX ((size_t)4 * 1024 * 1024)
#define FILES_MAX 20                            /* in one form */
#define COOKIE "mj"

struct call;
typedef void call_fn(struct call *k);

/* Which bodies a route takes, and who it is for. */
enum { BODY_FORM = 1, BODY_JSON = 2, BODY_FILES = 4 /* multipart or raw, into the blob store */, WHO = 8 /* signed in */,
       BODY_ONE_FILE = 16 /* multipart with one small file, in memory: from anybody, never stored */,
       BODY_FLOW = 32 /* of any size, into a flow (tus.h) while it arrives */,
       BODY_DOOR = 64 /* multipart from anybody: few and small files, into the store when the form was accepted (public_door.c) */,
       DOOR_LOOK = 128 /* a lookup by anybody, counted */ };
#define DOOR_FILES 5
#define DOOR_FILE_MAX ((size_t)10 * 1024 * 1024)
struct route { const char *method, *pattern; call_fn *run; unsigned takes; };

struct entry;                           /* entry.h: somebody on the way in */
struct again;                           /* again.c */
struct upload;
struct flow;
struct tus;
struct cache;
struct later;

struct web {
        struct MHD_Daemon *daemon;
        struct web_options o;
        struct journal *journal;
        struct arena *mem;                      /* process-lifetime words */
        struct blobs *blobs;
        struct cache *cache;
        struct later *later;
        struct tus *tus;
        struct signin_doors doors;              /* other ways to sign in, and the proxies that are believed */
        int port;
        pthread_mutex_t order;                  /* set clock: time read and act posted in one step */
        pthread_mutex_t lock;                   /* what follows */
        pthread_cond_t idle, tick;
        struct db *readers[64]; int n_readers;  /* connections nobody uses now */
        int waiting;                            /* suspended calls */
        bool stopping;
        int64_t clock_ms, clock_at;             /* the set clock: its time, and the machine's then */
        atomic_llong wrote;                     /* acts that this server brought about */
        pthread_t watcher;
        bool watching;
};

struct call {
        struct web *web;
        struct MHD_Connection *con;
        struct arena *mem;
        struct ctx c;
        const struct route *route;
        const char *method, *raw, *path;
        const char *args[4];
        struct pairs query;
        bool api;                               /* answers are JSON */
        /* who */
        const char *token, *login;
        int64_t session;                        /* the act session.open, for whoever is signed in */
        struct entry *entry;
        struct again *again;
        struct answer entry_answer;             /* of session.open, while the device is remembered */
        const char *back;                       /* a form: where to go when done, as it came */
        struct html *html;                      /* what a helper thread wrote */
        struct web_document document;
        struct file_out *file;                  /* ranges.c: a stored file on its way out */
        int written;                            /* a nameless file with what was written */
        const struct public_file *public_file;  /* files.c */
        struct public_out *public_out;
        struct hash public_digest;
        const char *ancestors;                  /* who may show the answer in a frame; NULL: nobody */
        bool seen;                              /* a form: its subject is for this person's eyes */
        bool by_cookie;
        bool boxed;                             /* the answer is a file of somebody's: it runs nothing, whatever it is */
        bool wasm;                              /* the page computes digests in WebAssembly */
        /* body */
        struct buffer body;
        struct pairs form;                      /* of a form or a JSON object, once read */
        struct upload *upload;
        struct flow *flow;                      /* tus.c */
        size_t arrived, room;                   /* bytes so far; the most that are taken */
        const char *kept;                       /* the key under which the answer may be kept; NULL: not at all */
        /* the act */
        const struct command *command;
        struct request request;
        struct answer answer;
        void *tag;                              /* what the route's own functions hand on while the call waits */
        /* the way on */
        call_fn *then;                          /* after the wait */
        call_fn *work;                          /* what a helper thread does meanwhile */
        struct why unprepared;                  /* why an act could not be prepared */
        call_fn *after;                         /* an act that is prepared first: what follows the writer's answer */
        bool waiting;                           /* known to the server thread only */
        struct instant said;                    /* the time a test names; 0 = none */
        /* the answer */
        struct MHD_Response *response;
        unsigned status;
        const char *headers[32]; int n_headers; /* name, value, … for the answer to come */
        int64_t began;                          /* for trace, log and figures */
        uint64_t id;                            /* of this request, in the log */
        struct call *next;                      /* in the helpers' queue */
};

#define THROWN_MAX ((size_t)16 * 1024 * 1024)   /* of a body that is not wanted: politely read to its end up to here */

/* batch.c */
call_fn batch_form, batch_try;

/* call.c */
int64_t machine_ms(int clock);
struct call *call_new(struct web *w, struct MHD_Connection *con, const char *url, const char *method);
const char *call_header(const struct call *k, const char *name);       /* NULL if not sent */
bool call_db(struct call *k);                   /* a read connection in k->c.db until the call waits or ends; fails */
void call_db_back(struct call *k);
void call_post(struct call *k, call_fn *then);  /* k->request to the writer; then() when k->answer is there */
void call_later(struct call *k, call_fn *work, call_fn *then);         /* slow work on a helper thread */
void call_wake(struct call *k);                 /* the last touch by whoever did the waiting part */
bool call_suspend(struct call *k);              /* false: the server is stopping and has answered so */
bool call_open(struct call *k);                 /* headers are here; true: wait for the body */
/* A piece of the body; what is left in n comes again when the call goes on.  False: hang up. */
bool call_take(struct call *k, const void *p, size_t *n);
void call_run(struct call *k);                  /* answers, or waits */
void call_free(struct call *k);
struct db *web_db(struct web *w, struct why *why);                     /* a read connection; NULL + fail() */
void web_db_back(struct web *w, struct db *db, bool good);
/* A request to the writer from any thread; web_wrote() is the first thing its done function calls. */
void web_post(struct web *w, struct arena *mem, struct request *r, struct instant said, struct answer *out, journal_done_fn *done, void *to);
void web_wrote(struct web *w, const struct request *r, const struct answer *a, struct instant said);
struct instant web_now(struct web *w);
void web_clock_follow(struct web *w, struct instant said);

/* http.c */
struct sockaddr_storage;
bool listen_parse(const char *s, struct sockaddr_storage *out, socklen_t *len);        /* "127.0.0.1:8080", "[::1]:8080" */

/* reply.c: the answer.  Bodies live in the call's arena. */
void reply_response(struct call *k, unsigned status, const char *type, struct MHD_Response *r);
void reply_header(struct call *k, const char *name, const char *value);
void reply_bytes(struct call *k, unsigned status, const char *type, struct bytes body);
void reply_html(struct call *k, unsigned status, struct html *h);
void reply_json(struct call *k, unsigned status, const char *json);
void reply_to(struct call *k, const char *url);                        /* 303 */
void reply_why(struct call *k);                 /* k->c.why: JSON for the API, otherwise a page */
unsigned why_status(const struct why *w);
const char *why_to_json(struct arena *mem, const struct why *w);
struct MHD_Response *response_plain(struct bytes body, bool copy);     /* for what is kept */
void response_guard(struct MHD_Response *r);    /* the headers that every answer carries */
const char *reply_etag(struct arena *mem, struct bytes body);

/* router.c */
void route_find(struct call *k);                /* sets k->route, or answers */
void page_serve(struct call *k);
struct page_in page_in_of(struct call *k);
bool pattern_match(struct arena *mem, const char *pattern, const char *path, const char *args[4]);

/* session.c */
bool call_who(struct call *k);                  /* fills c.who and c.pack from cookie or Bearer; refuses LOGIN */
void call_visitor(struct call *k);              /* signed in or not; only the pack is needed */
const char *csrf_of(struct arena *mem, const char *token);
bool csrf_right(struct call *k, const char *given);                    /* refuses FORM_TOKEN */
call_fn login_show, login_try, logout_try, api_login, api_logout, display_set;

/* acts.c: a request for the journal from what came in. */
bool act_command(struct call *k, const char *verb);                    /* sets k->command; refuses VERB_UNKNOWN */
/* A form's frame and subject out of k->form into the request; refuses ARG_TYPE, ARG_MISSING. */
bool act_form_read(struct call *k, const char **csrf);
bool act_widen(struct call *k);                 /* by k->form: the fields that the pack asks for; always true */
bool act_time(struct call *k, const char *now);                        /* X-Mingjing-Now or JSON "now"; refuses TEST_CLOCK */
bool arg_takes_several(const struct arg *g);
/* brought.c: the file came from this person; may they name it, having brought it or seeing a case in which it lies? */
void brought_note(struct call *k, const char *digest);
bool brought_or_seen(struct call *k, const char *digest, bool *may);
bool act_files_there(struct call *k);           /* every file argument names content of the store */
void act_post(struct call *k, call_fn *then);   /* k->form are the arguments */
bool body_pairs(struct call *k);                /* a form's fields into k->form */
bool body_json(struct call *k, json_t **out);   /* a JSON object */
bool json_pairs(struct call *k, json_t *object, const char *const *except);    /* its members into k->form */
const char *form_take(struct call *k, const char *name);               /* removes a field of the frame; NULL if it is not there */

bool request_from_here(struct call *k);         /* refuses FORM_TOKEN for a form that another site sent */

/* public_door.c */
void door_start(const char *secret, int per_hour /* forms from one address; 0: 30 */);
void door_stop(void);
bool door_admit(struct call *k);                /* not too often; refuses ASK_OFTEN */
bool door_page(struct call *k, struct page_in *in);     /* fills in->door; false: no page of the door */
bool door_takes_files(struct call *k);
call_fn door_try, door_look, door_again;

/* upload.c */
bool upload_begin(struct call *k);              /* by Content-Type; refuses BODY_MALFORMED */
bool upload_feed(struct call *k, const void *p, size_t n);
bool upload_end(struct call *k);
bool upload_waits(const struct call *k);         /* are there files to settle? */
void upload_settle(struct call *k);             /* call_later work: files to disk, their digests into k->form */
void upload_drop(struct call *k);

/* ranges.c: a stored file, whole or in ranges, to whom it was allowed. */
struct file_out { const char *digest, *type, *name; bool save /* rather than shown */; struct blob_reader *reader; };
void file_serve(struct call *k, const struct file_out *f);

/* tus.c */
bool tus_begin(struct call *k);                 /* headers are here; refuses */
call_fn tus_options, tus_make, tus_patch, tus_head, tus_delete;

/* noted.c: beside the journal, org/attempt.h */
void refusal_note(struct call *k, const struct why *why);
struct page;
struct view;
void look_note(struct call *k, const struct page *p);   /* after a page was shown */
void view_note(struct call *k, const struct view *v);
bool view_is_personal(const struct view *v);            /* is it about one thing, or has it a column of persons? */

/* pages of our own */
call_fn act_form, act_try, api_act, api_acts, api_view, api_blob, api_file, api_me, openapi_show, recording_show, recording_copy;
bool export_asked(struct call *k);              /* exported.c: a view as a whole file; true: answered, or being written */
bool view_takes_several(void *to, const char *name);
call_fn document_show, written_show, preview_try, check_try;
call_fn log_checkpoint, log_tile, proof_show, health_show;
const char *openapi_make(struct arena *mem);

/* files.c: feeds, open data … */
bool public_file_serve(struct call *k);         /* true: answered, or waiting */
int call_nameless(struct call *k);              /* written.c: a file without a name; -1 + fail() */

/* choices.c: a ui_options_fn; `to` is the call */
bool form_choices(void *to, const struct arg *g, struct ui_options *out);

/* static.c */
bool asset_serve(struct call *k);               /* true: answered */

/* cache.c */
struct cache *cache_new(void);
void cache_free(struct cache *c);
/* The hit: true when a kept answer was queued.  No memory is taken. */
bool cache_answer(struct cache *c, struct MHD_Connection *con, const char *key, enum MHD_Result *result);
void cache_keep(struct cache *c, const char *key, long long generation, const char *type, const char *control, struct bytes body,
                struct bytes gzip);
/* The same without gzip, with Last-Modified (NULL: none). */
void cache_keep_dated(struct cache *c, const char *key, long long generation, const char *type, const char *control, const char *modified, struct bytes body);
long long cache_generation(void);
#define CACHE_FOREVER (-1LL)

/* watch.c: notices what other processes write, and midnight. */
bool watch_start(struct web *w, struct why *why);
void watch_stop(struct web *w);

/* later.c */
struct later *later_new(void);
void later_free(struct later *l);               /* all work must be done */
void later_put(struct later *l, struct call *k);

#endif
