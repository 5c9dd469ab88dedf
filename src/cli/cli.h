/* cli.h - the command line: one table of subcommands; usage, help and which options exist come from its rows.
 *
 * Promises to scripts: exit 0 done; 2 refused, with the reason as JSON on standard output; 1 failed, with words on standard error.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H
#include "base/ctx.h"
#include "journal/command.h"

enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_REFUSED = 2 };

/* What one call of the program carries. */
struct cli {
        struct arena *mem;
        struct why why;
        const struct sub *sub;
        const char **words;             /* what is not an option, in order; ended by NULL */
        size_t n_words;
        struct pair *options;           /* {"db", "sqlite:…"}; a flag's value is "" */
        size_t n_options;
        const char *program;            /* path of this program, to start it again */
        const char *url;                /* --db or $MINGJING_DB; NULL when neither is given */
};

/* False: the reason is in x->why. */
typedef bool sub_fn(struct cli *x);
struct sub {
        const char *name;
        const char *usage;              /* after the name; "--name WORD" is an option with a value, "[--name]" a flag, "…" may repeat */
        const char *help;
        sub_fn *run;
        bool raw;                       /* the words are passed on as they are */
};
extern const struct sub cli_subs[];     /* ended by an empty row */

int cli_run(int argc, char **argv);
const char *cli_option(const struct cli *x, const char *name);          /* the last one given, or NULL */
bool cli_flag(const struct cli *x, const char *name);
bool cli_url(struct cli *x);                                            /* refuses ARG_MISSING when no database is named */
bool cli_instant(struct cli *x, const char *name, struct instant *out); /* an option that is a time; out untouched when not given */
const char *cli_usage(struct arena *mem, const struct sub *s);          /* "用法：mingjing act …" */

/* Reading options out of argv by the usage line; refuses ARG_UNKNOWN, ARG_MISSING. */
bool options_read(struct cli *x, int argc, char **argv);

/* "case=12" -> the pair; refuses ARG_TYPE without "=".  Names the subject when the command's noun is "case". */
bool pairs_read(struct cli *x, const char **words, size_t n, struct pair **out);

/* {"refused":{"code":…,"what":…,"field":…,"detail":…,"law":…,"next":…}} */
const char *why_json(struct arena *mem, const struct why *w);
/* A whole file, or standard input for "-"; up to 64 MiB.  Followed by a NUL that is not counted. */
bool file_bytes(struct cli *x, struct arena *mem, const char *path, struct bytes *out);
/* A file to write, made or emptied; standard output for NULL.  -1: the reason is in x->why.  Closed with out_close(). */
int out_open(struct cli *x, const char *path);
void out_close(int fd);
void out_undo(const char *path);        /* what did not become whole is not left lying there; a device or a pipe stays */
bool bytes_out(struct cli *x, const char *path, struct bytes b);        /* opened, written, closed */
int cli_nameless(struct cli *x);        /* a temporary file without a name; -1: fails */
bool cli_hand_out(struct cli *x, int from, const char *path);          /* all of it to a file, or to standard output for NULL */
void cli_print(const char *text);       /* with a line feed, unless there is one */

/* All that `mingjing doctor` looks at, for the page /setup (setup/setup.h). */
struct setup_place;
struct setup_finding;
bool doctor_examine(struct ctx *c, const struct setup_place *place, void (*found)(void *to, const struct setup_finding *f), void *to);

/* Subcommands, by file. */
sub_fn sub_init, sub_serve, sub_doctor;                                 /* cli_site.c */
sub_fn sub_job;                                                         /* cli_job.c */
sub_fn sub_blobs;                                                       /* cli_blobs.c */
sub_fn sub_custody;                                                     /* cli_custody.c */
sub_fn sub_act, sub_view, sub_why;                                      /* cli_act.c */
sub_fn sub_journal, sub_rebuild, sub_proof;                             /* cli_journal.c */
sub_fn sub_pack, sub_clock;                                             /* cli_pack.c */
sub_fn sub_paper;                                                       /* cli_paper.c */
sub_fn sub_dossier, sub_handbook;                                       /* cli_dossier.c */
sub_fn sub_media;                                                       /* cli_media.c */
sub_fn sub_draw;                                                        /* cli_draw.c */
sub_fn sub_dock;                                                        /* cli_dock.c */
sub_fn sub_export_site, sub_export_check;                               /* cli_export.c */
sub_fn sub_import;                                                      /* cli_import.c */
sub_fn sub_statute;                                                     /* cli_statute.c */
sub_fn sub_intake;                                                      /* cli_intake.c */
sub_fn sub_story;                                                       /* story.c */
sub_fn sub_demo;                                                        /* demo.c */
sub_fn sub_docs;                                                        /* cli_docs.c */
sub_fn sub_backup;                                                      /* cli_backup.c */
sub_fn sub_restore;                                                     /* cli_restore.c */
sub_fn sub_upgrade;                                                     /* cli_upgrade.c */
sub_fn sub_config;                                                      /* config.c */
sub_fn sub_help, sub_version;                                           /* cli_help.c */

#endif
