/* dock_take.h - one file from outside becomes an intake: announced with its digest, put into the store, received.  Whatever is in already is not
 * taken twice, and what was begun before a crash is gone on with: a file is known by its content, not by its name or place. */
#ifndef CLI_DOCK_TAKE_H
#define CLI_DOCK_TAKE_H
#include "cli/acting.h"
#include "db/db.h"
#include "recording/dock.h"

struct taking {
        struct acting *acting;
        struct db *db;                  /* reads */
        const char *login, *source /* dock | import */, *batch, *pattern /* id of a dock of the pack; "" all */;
        int64_t case_id;                /* given with the import; 0 none */
        struct instant now; bool test_clock;    /* now: a set time; 0 the real one */
};

enum taken_how { TAKEN_NEW, TAKEN_ALREADY, TAKEN_REFUSED, TAKEN_FAILED, TAKEN_MOVED /* changed while it was read: later */ };
struct taken {
        enum taken_how how;
        const char *file_name, *digest, *device, *collector, *findings;
        int64_t size, intake, case_id;
        bool quarantine;
        struct instant shown, made;     /* 0 unknown */
        struct why why;                 /* when refused or failed */
};
const char *taken_name(enum taken_how how);
/* path: below the folder, for the name's pattern and for people.  All words live in mem. */
void take_file(struct taking *t, struct arena *mem, int fd, const char *path, struct taken *out);
/* Compares the files with each other and with what else their devices wrote around those days, and says it in an act (intake.flag) where that is
 * new.  What took_in became is read again into it. */
struct took_in { const char *path; struct taken k; };
bool take_flags(struct taking *t, struct arena *mem, struct took_in *at, size_t n, struct why *why);
/* A reading of a device's clock; key: the same reading is noted once.  Refuses SUBJECT_UNKNOWN for a device that is not registered. */
bool take_clock(struct taking *t, struct arena *mem, const char *device, struct instant shown, struct instant real, const char *key, struct why *why);
const char *taken_json(struct arena *mem, const char *path, const struct taken *k);
bool taking_open(struct cli *x, struct taking *t);      /* --as, --db, --blobs, --now; t->acting is given */
void taking_close(struct taking *t);

#endif
