/* command.h - a command is described once; the web form, the API endpoint and its OpenAPI entry, the CLI verb, the permission
 * matrix and the manual come from that one row.
 *
 * To add a command: a row (struct command) in the folder's table, a handler (decides, cannot write), an apply function
 * (writes, cannot decide), a story.  The handler reads through ctx and says refuse()/fail() or fills the draft.
 *
 *   static const struct arg close_args[] = {
 *           { "summary", ARG_LONG, ARG_REQUIRED, "结案情况", "写明处罚执行情况。", NULL, 1, 2000 },
 *           ARG_END
 *   };
 */
#ifndef JOURNAL_COMMAND_H
#define JOURNAL_COMMAND_H
#include "base/ctx.h"
#include "journal/act.h"

struct db_write;

enum arg_type {
        ARG_TEXT,       /* one line; min/max in characters */
        ARG_LONG,       /* several lines; min/max in characters */
        ARG_INT,        /* min/max */
        ARG_MONEY,      /* typed in yuan, kept in fen; min/max in fen */
        ARG_DAY,        /* YYYY-MM-DD */
        ARG_INSTANT,    /* local time typed, kept as RFC 3339 UTC */
        ARG_BOOL,       /* true/false, on/off, 是/否 */
        ARG_CHOICE,     /* one of choices "stored=label|stored=label" */
        ARG_CHOICES,    /* several of them, separated by commas; kept sorted as given in the list */
        ARG_REF,        /* the number of another subject or act; choices names the noun ("case") or the verb ("recording.add") */
        ARG_REFS,       /* several, separated by commas */
        ARG_LOGIN,      /* a user's login */
        ARG_LOGINS,     /* several, separated by commas */
        ARG_CODE,       /* a key of a list in the pack; choices names the list ("items", "agencies", "units", "roles") */
        ARG_FILE,       /* digest "sm3:…" of content in the blob store; forms upload, the CLI takes @path */
        ARG_USCC,       /* unified social credit code, check digits verified */
        ARG_IDNO,       /* citizen identity number, check digit and date verified */
        ARG_CODES,      /* several keys of a list in the pack, separated by commas */
        ARG_POINTS,     /* several points, one a line; kept as a canonical JSON list of texts */
        ARG__MAX
};
enum { ARG_REQUIRED = 1, ARG_PERSONAL = 2, ARG_PAST = 4 /* a day or instant not after now */, ARG_SECRET = 8,
       ARG_NEW = 16 /* a name that this act makes: it need not exist yet */,
       ARG_PREPARED = 32 /* only the command's own prepare() gives it: not on forms, refused from people */,
       ARG_OPEN = 128 /* an ARG_CHOICE to which the office may add words (org/dictionaries.tbl): its handler asks args_known() */,
       ARG_GIVEN = 64 /* comes along with the page that leads to the form: not asked again once it has a value */ };

struct arg {
        const char *name;       /* [a-z][a-z0-9_]* : also the act's field name */
        enum arg_type type;
        unsigned flags;
        const char *label;      /* Chinese, on the form */
        const char *help;       /* Chinese, one sentence: what to write, and on which basis */
        const char *choices;
        int64_t min, max;       /* 0, 0: the type's own limits */
};
#define ARG_END { .name = NULL }
/* For lists of what people fill in: what only prepare() gives stands last in the table. */
static inline bool arg_asked(const struct arg *g) { return g && g->name && !(g->flags & ARG_PREPARED); }

/* Typed, checked arguments: canonical text by name (as it will stand in the act). */
struct args { const struct command *command; const char **values; /* one per arg row, NULL when not given */ };
const char *arg_text(const struct args *a, const char *name);          /* "" when not given */
bool arg_given(const struct args *a, const char *name);
int64_t arg_int(const struct args *a, const char *name);               /* also money (fen) and refs; 0 when not given */
struct day arg_day(const struct args *a, const char *name);            /* DAY_NONE when not given */
struct instant arg_instant(const struct args *a, const char *name);
bool arg_bool(const struct args *a, const char *name);

/* The label of a stored choice; the stored word itself if the list does not have it. */
const char *choice_label(struct arena *mem, const struct arg *g, const char *stored);

struct request;
struct pair { const char *name, *value; };
typedef bool command_fn(struct ctx *c, const struct args *a, int64_t subject, struct draft *out);
/* What takes long or needs files, done in the caller's own thread before the writer sees the request: reads, never writes tables; puts
 * what it found with request_put().  The writer's handler trusts those values and checks that nothing has moved since. */
typedef bool prepare_fn(struct ctx *c, const struct args *a, struct request *r);
/* The command as this request has it, with the fields that the pack asks for; the row itself if nothing is to be added. */
typedef const struct command *widen_fn(struct arena *mem, const struct command *row, const struct pair *pairs, size_t n);
typedef bool apply_fn(struct db_write *w, const struct act *a);

struct command {
        const char *verb;       /* "case.file" */
        const char *label;      /* 立案: what a button says */
        const char *help;       /* one sentence and the article */
        const char *noun;       /* what it acts on: "case" */
        bool creates;           /* the act makes a new subject, whose number is the act's */
        const char *roles;      /* "head|team_leader": who may, apart from the pack's procedure; "" = decided by the procedure */
        const struct arg *args;
        command_fn *handle;
        apply_fn *apply;
        const char *sets, *clears;      /* flags of the procedure machine (law/procedure.h), "a|b"; what the gate proof reasons with */
        prepare_fn *prepare;            /* NULL: nothing to prepare */
        widen_fn *widen;                /* NULL: the same arguments for all */
        const char *gives;              /* fields that the handler adds to the arguments: "number|decided_on:day|fine:money" (law/procedure.h).
                                         * What is put but not said here cannot be named by a document. */
};
const struct arg *command_arg(const struct command *cmd, const char *name);             /* NULL if it has none */

/* What all commands on one kind of subject share: for cases, the step of the procedure, who, the conditions, clocks.
 * before: loads c->facts and refuses what the procedure refuses.  after: puts stage, flags and clocks into the draft.
 * apply: the rows that every act on such a subject writes (after the verb's own apply).  Any may be NULL.
 * Several folders may have a row for one noun (papers for cases): they run in the order in which they were bound. */
struct noun {
        const char *name, *label;       /* name "*": every act on anything; its rows are of no people and no packs */
        bool (*before)(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject);
        bool (*after)(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject, struct draft *d);
        apply_fn *apply;
        bool apart;             /* acts on it change no row about people or packs: what the writer knows of those (ctx.known) stays true */
};
void nouns_bind(const struct noun *rows, size_t n);
bool noun_before(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject);
bool noun_after(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject, struct draft *d);
bool noun_apply(struct db_write *w, const char *noun, const struct act *a);
bool noun_apart(const char *noun);                      /* all its rows that write say so, and there is one */
/* What a request would become: the rows before, the handler, the rows after.  Writes nothing; previews ask it with a reader's ctx. */
bool draft_make(struct ctx *c, const struct args *a, int64_t subject, struct draft *d);

/* The registry: bound in cli/main.c from every folder's table. */
void commands_bind(const struct command *rows, size_t n);
const struct command *command_find(const char *verb);
/* The command of a request: found, and widened by what the pack asks for.  NULL if there is none. */
const struct command *command_for(struct arena *mem, const char *verb, const struct pair *pairs, size_t n);
const struct command *command_at(size_t i);             /* NULL past the end; sorted by verb */

/* A request as it comes in: raw texts.  Checked against the description, then handled by the writer. */
struct request {
        const char *verb;
        int64_t subject;                /* SUBJECT_NEW for creating verbs */
        const struct pair *pairs; size_t n;
        const char *login;              /* who */
        const char *key;                /* idempotency key, or NULL: the same key and content gives the first answer again */
        int64_t expected;               /* the number of the last act on the subject the form was made from; -1 = do not check */
        struct instant at;              /* 0 = the real time; otherwise the test clock */
        bool test_clock;
        const struct pair *prepared; size_t n_prepared;         /* what prepare() found */
        const char *secret;             /* random of the asker's own form: what prepare() derives from it is the same when it is sent twice; or NULL */
        const struct pair *shown; size_t n_shown;               /* what prepare() made for the asker's eyes, once: in no act, no table, no log */
};
/* Text checks, types, ranges, check digits, unknown and missing names.  No database.  Values come back canonical. */
bool args_check(struct ctx *c, const struct command *cmd, const struct pair *pairs, size_t n, struct args *out);
/* The same with what was prepared: the writer's door. */
bool args_check_request(struct ctx *c, const struct command *cmd, const struct request *r, struct args *out);

/* Whoever submits a request calls this before, in a thread that may take its time: checks the values, asks the noun whether the act may be
 * done at all (nothing is signed for those who may not) and runs the command's prepare().  c: a reader's, at the time of the request; who is
 * loaded, and the command's roles are asked, by the caller.  True at once where there is nothing to prepare.  A request with a key is
 * submitted even when this refuses: the key may have been used, and then the first answer counts; otherwise this refusal does. */
bool request_prepare(struct ctx *c, struct request *r);
bool request_prepares(struct arena *mem, const struct request *r);      /* is there something to prepare? */
void request_put(struct arena *mem, struct request *r, const char *name, const char *value);   /* for prepare() */
/* For prepare() as well: shown to whoever asked when the act is done ("code": a code of base/secret_code.h), kept nowhere.  An act that had
 * been done before shows nothing, unless it was derived from `secret`. */
void request_show(struct arena *mem, struct request *r, const char *name, const char *value);
/* What may be shown now: 0 where the request was only a repetition. */
struct answer;
size_t request_shown(const struct request *r, const struct answer *a);

#endif
