/* merkle.h - the tree of RFC 9162 section 2.1 over SM3 or SHA-256, appended in constant memory, proven from stored hashes.
 *
 * Node coordinates: level 0 are leaf hashes; node (level, i) covers leaves [i << level, (i + 1) << level).
 * Pure: no database, no clock.  The slow twin in merkle_test.c defines what is right.
 */
#ifndef JOURNAL_MERKLE_H
#define JOURNAL_MERKLE_H
#include "base/hash.h"

struct hash merkle_leaf(enum hash_kind k, const void *act_text, size_t n);      /* H(0x00 ‖ text) */
struct hash merkle_node(enum hash_kind k, const struct hash *left, const struct hash *right);

/* The right edge: the roots of the perfect subtrees of the tree of `size` leaves, largest first.  48 levels are enough. */
struct merkle { enum hash_kind kind; int64_t size; struct hash edge[48]; };
/* Adds one leaf; `made` (if not NULL) is called for every node that became complete, level 0 first. */
typedef void merkle_made_fn(void *to, int level, int64_t index, const struct hash *h);
void merkle_add(struct merkle *m, const struct hash *leaf, merkle_made_fn *made, void *to);
struct hash merkle_root(const struct merkle *m);        /* root of the empty tree is H("") */

/* Asks for the hash of a complete node; false when it cannot be had (the caller's why says so). */
typedef bool merkle_get_fn(void *from, int level, int64_t index, struct hash *out);
/* Paths hold at most 64 hashes. */
struct merkle_path { struct hash h[64]; int n; };
bool merkle_inclusion(enum hash_kind k, int64_t leaf, int64_t size, merkle_get_fn *get, void *from, struct merkle_path *out);
bool merkle_consistency(enum hash_kind k, int64_t old_size, int64_t size, merkle_get_fn *get, void *from, struct merkle_path *out);
bool merkle_root_at(enum hash_kind k, int64_t size, merkle_get_fn *get, void *from, struct hash *out);
bool merkle_inclusion_holds(enum hash_kind k, int64_t leaf, int64_t size, const struct hash *leaf_hash, const struct merkle_path *p, const struct hash *root);
bool merkle_consistency_holds(enum hash_kind k, int64_t old_size, int64_t size, const struct hash *old_root, const struct hash *root, const struct merkle_path *p);

#endif
