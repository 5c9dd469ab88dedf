/* head.h - private to journal/: where the log ends, in memory.  Small enough to copy before a group and put back if the group fails. */
#ifndef JOURNAL_HEAD_H
#define JOURNAL_HEAD_H
#include "db/db.h"
#include "journal/journal.h"

#define TILE 256
#define TILE_LEVELS 6                   /* 256^6 acts are enough */

struct head {
        enum hash_kind hash;
        int64_t size;                   /* acts */
        struct instant at;              /* of the newest act */
        struct hash tile[TILE_LEVELS][TILE];    /* the unfinished tile of each level: size >> 8L & 255 hashes */
};
bool head_load(struct db *db, struct why *why, enum hash_kind k, struct head *out);    /* flat cost: at most 255 acts and 255 roots a level */
/* Adds a leaf; finished tiles are written. */
bool head_add(struct head *h, struct db_write *w, const struct hash *leaf);
struct hash head_root(const struct head *h);
/* Root of `count` (a power of two) neighbouring nodes. */
struct hash nodes_root(enum hash_kind k, const struct hash *nodes, int count);

#endif
