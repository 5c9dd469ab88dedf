/* web.h - the site over HTTP: pages, forms, the API, the public log.  One server in one process; stop it before the journal.
 *
 * Promises: every act goes through journal_post(), so web, API and CLI refuse alike; a request is answered once, with the status
 *           of refusals.tbl (503 when something broke); what a person typed comes back with the refusal; nothing of a signed-in
 *           person is kept by caches; public pages with .keep are rendered once until the next public change.
 * Never:    decides about law, or writes a table.
 * Before web_start(): commands, views, pages, assets and ui_bind() are bound (cli/main.c).  They do not change afterwards.
 */
#ifndef WEB_WEB_H
#define WEB_WEB_H
#include "base/ctx.h"
#include "journal/journal.h"
#include "ui/ui.h"

/* A document for the browser. */
struct web_document { struct bytes bytes; const char *type, *name; bool save /* rather than shown */; };

/* What the house tells the web; any may be NULL. */
struct web_hooks {
        /* The bundle of a published act; refuses SUBJECT_UNKNOWN for any other. */
        bool (*proof)(struct ctx *c, int64_t seq, const char **json);
        /* May this person read this file?  Gives its type ("image/jpeg") and a name to save it under. */
        bool (*file)(struct ctx *c, const char *digest, const char **type, const char **name);
        /* May this person have the bytes of recording id now (copy: to keep)?  Gives digest, type and name; refuses. */
        bool (*recording)(struct ctx *c, int64_t id, bool copy, const char **digest, const char **type, const char **name);
        /* Is this file named only by what this person may not see?  Then they may not name it either, unless they have brought it. */
        bool (*others)(struct ctx *c, const char *digest, bool *only);
        bool (*is_public)(const char *verb);    /* does this act change what kept pages show?  NULL: every act may */
        ui_options_fn *options;                 /* choices of forms; `to` is the struct ctx */
        /* Documents of a case: GET /desk/papers/{case}[/{act}/{template}/{file}]. */
        bool (*document)(struct ctx *c, const char *const args[4], const struct pair *query, size_t n, struct web_document *out);
        /* Larger ones, written to fd: GET /desk/dossier/{case}/{file}, /desk/handbook/{agency}; path tells which.  Fills all of out but bytes. */
        bool (*write)(struct ctx *c, const char *path, const char *const args[4], int fd, struct web_document *out);
        bool (*preview)(struct ctx *c, const struct draft *d, struct html *h);          /* the documents that this act would make */
        void (*check)(struct ctx *c, struct bytes file, struct html *h);                /* signatures of a file that anybody brings */
};

/* Verbs that may be done for many things at once (src/workspace/batch_verbs.c); bound in cli/bind.c. */
void web_batch_bind(bool (*allowed)(const char *verb));

/* What waits to go out of the house, for /metrics: each(to, "carrier/ID" or "mail"…, how many, failed tries).  c: a reader's, with a pack. */
typedef void web_waiting_each_fn(void *to, const char *way, int64_t n, int64_t failed);
typedef void web_waiting_fn(struct ctx *c, web_waiting_each_fn *each, void *to);
void web_waiting_bind(web_waiting_fn *waiting);

struct web_options {
        const char *url;                        /* of the database: each thread reads over its own connection */
        const char *listen;                     /* "127.0.0.1:8080", "[::1]:8080", "0.0.0.0:80"; port 0: any free one */
        int threads;                            /* 0: 2 */
        bool test_clock;                        /* the site runs on a set clock (--now) */
        struct instant now;                     /* with test_clock: when it begins; it ticks, and follows later acts */
        bool behind_tls;                        /* a proxy speaks TLS: Secure cookies, no count per address */
        const char *blobs;                      /* folder; NULL: beside the database */
        int64_t upload_max;                     /* bytes of one upload; 0: 200 MiB */
        int64_t recording_max;                  /* bytes of one resumable upload; 0: 64 GiB */
        int per_address;                        /* connections from one address; 0: 256 */
        const char *secret;                     /* signs the forms of the public door; the same in all servers of a site; NULL: of this process only */
        int asks_per_hour;                      /* forms from one address; lookups ten times as many; 0: 30 */
        const char *signin;                     /* file that describes other ways to sign in (docs/signin.md); NULL: passwords only */
        enum { WEB_LOG_OFF, WEB_LOG_TEXT, WEB_LOG_JSON } log;   /* a line to standard error for each request, without anything personal */
        const char *metrics_listen;             /* where /metrics is; NULL: nowhere */
        bool trace;                             /* a line to standard error for each request, kept pages apart */
        const struct web_hooks *hooks;
};

struct web;
struct web *web_start(const struct web_options *o, struct journal *j, struct why *why);        /* NULL + fail() */
void web_stop(struct web *w);                   /* answers what was accepted, then returns; NULL is fine */
int web_port(const struct web *w);
void web_public_changed(void);                  /* kept pages are rendered anew from now on; any thread may say so */

#endif
