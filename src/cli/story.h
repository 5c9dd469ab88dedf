/* story.h - a story tells who does what on which day, what is refused and what must then be true; docs/cli.md shows the language.
 *
 * One reader (story_read.c), one teller (story_tell.c), three ways in: direct, cli, http.  A story is the acceptance test of a pack
 * and, told by `mingjing demo`, the demonstration: the same lines.
 */
#ifndef CLI_STORY_H
#define CLI_STORY_H
#include <jansson.h>
#include "cli/cli.h"
#include "cli/reading.h"

/* ---- the story as read ---- */
enum line_kind { LINE_ACT, LINE_CHECK, LINE_JOB, LINE_TAMPER };
struct expect {
        const char *code;               /* refusal wanted; NULL: it must be done */
        const char *field;              /* argument the refusal must name, or NULL */
        const char *says;               /* words that the refusal must contain, or NULL */
        const char *noun, *subject_var; /* "-> case $c": what it makes, and the name for it */
        const char *act_var;            /* "-> act $a": name for the act's number */
};
struct line {
        const char *file; int number;   /* where it stands */
        enum line_kind kind;
        struct instant at;
        const char *who;                /* login; NULL: the public */
        const char *verb;               /* act: verb; check: view fact clock page proof verify rebuild; job: its name; tamper: the SQL */
        const char **words; size_t n;   /* the rest, quotes removed */
        struct expect expect;
};
struct story {
        const char *path, *title, *pack;
        struct line *lines; size_t n, room;
};
/* Refuses BODY_MALFORMED with file:line.  `seen` collects included files: each is told once. */
bool story_read(struct arena *mem, const char *path, struct story *out, struct why *why);
/* The same from text that was made, not stored: name stands for the file. */
bool story_read_text(struct arena *mem, const char *name, const char *text, struct story *out, struct why *why);

/* ---- telling it ---- */
struct did {
        enum { DID_DONE, DID_REFUSED, DID_FAILED } kind;
        const char *code, *field, *words;
        const char *noun; int64_t id, seq;
};
struct variable { int scope; const char *name; int64_t value; };      /* scope 0: known to all */
struct teller {
        struct cli *x;
        struct arena *mem;
        const struct way *way; void *impl;
        const char *url, *blobs, *packs;
        struct instant now;
        const struct line *line;
        struct variable *variables; size_t n_variables, room;
        int scope;                      /* whose names are read and written: several stories may be told side by side */
        const char *last_who;
        bool checks;                    /* false: only acts are done (demo) */
        int failed;
};
/* A way in.  Functions return false only when the way itself broke (words in x->why). */
struct way {
        const char *name;
        bool (*open)(struct teller *t);
        void (*close)(struct teller *t);
        bool (*act)(struct teller *t, const char *who, const char *verb, const struct pair *pairs, size_t n, struct did *out);
        bool (*job)(struct teller *t, const char *name, struct did *out);
        /* table: {"columns":…,"rows":…}; the caller drops it */
        bool (*view)(struct teller *t, const char *who, const char *name, const struct pair *pairs, size_t n, struct did *out, json_t **table);
        bool (*page)(struct teller *t, const char *who, const char *path, int *status, const char **body);     /* NULL: no pages this way */
};
extern const struct way way_direct, way_cli, way_http;

void teller_tell(struct teller *t, const struct line *l);
void told_wrong(struct teller *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* $name -> number, @file stays; NULL when a name is not bound (said). */
const char *teller_fill(struct teller *t, const char *word);
void story_check(struct teller *t, const struct line *l);               /* story_check.c */

/* ---- shared by ways ---- */
const char *did_read_refusal(struct teller *t, json_t *answer, struct did *out);       /* {"refused":{…}}; NULL if it is none */
/* The job as a script would run it, by this program started again: for ways that are not inside the process. */
bool job_by_program(struct teller *t, const char *name, struct did *out);
/* This program again, with words (NULL-ended) and empty standard input; what it prints is collected, with its errors if asked. */
bool program_run(struct cli *x, const char *const *words, bool errors_too, int *code, const char **out);
struct running { int pid, fd; };        /* fd reads its standard output */
bool program_start(struct cli *x, const char *const *words, bool errors_too, struct running *out);
int program_wait(struct running *r);    /* its exit code; 128 + signal */
/* Wipes a site that a story made; leaves any other alone (refuses SITE_EXISTS). */
bool story_site_fresh(struct cli *x, const char *url);
bool story_site_found(struct cli *x, const char *url, const char *blobs, struct instant at);
const char *cli_packs(const struct cli *x);     /* --packs, $MINGJING_PACKS or "packs" */
void did_from_why(const struct why *w, struct did *out);

/* Many cases like those of a pack's templates, told side by side up to a moment; the same seed gives the same (demo_make.c). */
struct pack;
struct demo_plan { const struct pack *pack; const char *folder; int64_t cases; uint64_t seed; struct instant until; const struct story *staff; };
bool demo_make(struct arena *mem, const struct demo_plan *plan, struct story **out, size_t *n, struct why *why);
/* Names of the files in folder that end so, sorted; n 0 when there is no such folder. */
char **folder_files(struct arena *mem, const char *folder, const char *ending, size_t *n);

#define STORY_ORIGIN "story.example/mingjing"
#define STORY_PASSWORD "mingjing-demo"

#endif
