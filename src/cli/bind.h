/* bind.h - the one place where the folders' tables come together: what this program consists of. */
#ifndef CLI_BIND_H
#define CLI_BIND_H
#include "journal/journal.h"

struct web_hooks;

void bind_all(void);                    /* once, before anything else */
const struct web_hooks *bind_web_hooks(void);
/* Where the virus scanner listens (its unix socket); NULL: recordings count as unscanned. */
void recorder_bind(const char *clamd);

#endif
