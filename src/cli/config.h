/* config.h - the configuration file, and what a call's options say instead.
 *
 * Order, the first that says something: option of the call, environment, file, default (base/setting.h).  The file is --config FILE, else
 * $MINGJING_CONFIG, else /etc/mingjing/mingjing.conf where there is one.  It is YAML: one line "name: value" for each setting, names as in
 * base/settings.tbl, and "carriers:" with the variables that a pack names.
 * Promises: a file with anything wrong is used for nothing: file:line:column of each fault goes to standard error, CONFIG_BROKEN.
 */
#ifndef CLI_CONFIG_H
#define CLI_CONFIG_H
#include "base/setting.h"
#include "cli/cli.h"

#define CONFIG_FILE "/etc/mingjing/mingjing.conf"

/* Takes --config FILE out of the words, reads the file and gives its values to base/setting.  Before any thread. */
bool config_load(struct cli *x, int *argc, char **argv);
/* The option of this call, else what is set; NULL: nobody said.  name: of option and setting alike. */
const char *config_text(const struct cli *x, const char *name);
bool config_int(struct cli *x, const char *name, int64_t *out);         /* refuses ARG_RANGE with the table's bounds */
bool config_int_as(struct cli *x, const char *option, const char *name, int64_t *out);    /* the option is named otherwise */
bool config_flag(const struct cli *x, const char *name);
const char *config_example(struct arena *mem);                          /* the commented example */

#endif
