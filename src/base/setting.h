/* setting.h - what an operator may set: one table (settings.tbl), and the only place that looks into the environment.
 *
 * Who wins: the option of the call (cli/config.h), then the environment, then the configuration file, then the default of the table.
 * Promises:  a value handed out fits its type and bounds; what does not fit was told and refused before (cli/config.c).
 * Threads:   setting_give() before any thread is made; the rest from anywhere.
 * Example:   const char *store = setting_text("blobs");           NULL: nobody said
 *            int64_t most = setting_int("upload-max");            bytes
 */
#ifndef BASE_SETTING_H
#define BASE_SETTING_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/arena.h"

enum setting_type { SETTING_TEXT, SETTING_INT, SETTING_FLAG /* yes | no */, SETTING_PATH, SETTING_URL, SETTING_LISTEN /* address:port */, SETTING_CHOICE };
struct setting {
        const char *name;               /* in the file and as option */
        const char *env;                /* the variable of the environment */
        enum setting_type type;
        const char *unit;               /* "秒", "字节", "" */
        const char *otherwise;          /* the default; "" none */
        const char *choices;            /* SETTING_CHOICE: "a|b" */
        int64_t min, max;               /* SETTING_INT */
        bool secret;                    /* never printed; the file must then be for its owner only */
        const char *restart;            /* when a new value counts */
        const char *example;            /* of the commented example; "" the default */
        const char *help;               /* in Chinese */
};
const struct setting *setting_at(size_t i);                     /* NULL behind the last */
const struct setting *setting_find(const char *name);           /* by name; NULL if there is none */
/* Why this value does not fit, in Chinese; NULL if it does. */
const char *setting_misfit(struct arena *mem, const struct setting *s, const char *value);

/* From the configuration file; env: the variable it stands for.  Copied for the life of the process. */
void setting_give(const char *env, const char *value);
enum setting_source { SETTING_DEFAULT, SETTING_FILE, SETTING_ENVIRONMENT };
enum setting_source setting_source(const struct setting *s);

const char *setting_text(const char *name);                     /* NULL: nobody said and there is no default */
int64_t setting_int(const char *name);
bool setting_flag(const char *name);
/* A variable that is no row of the table: the system's (HOME), or one that a pack names (a carrier's address).  NULL if not set. */
const char *setting_environment(const char *env);

#endif
