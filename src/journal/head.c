/* head.c - the end of the log: unfinished tiles in memory, finished ones in journal_tile.  Appending costs the same at any size. */
#include "journal/head.h"
#include <string.h>

QUERY(head_newest, "SELECT seq, at FROM journal_act ORDER BY seq DESC LIMIT 1");
QUERY(head_bodies, "SELECT body FROM journal_act WHERE seq >= $1 ORDER BY seq");
QUERY(head_roots, "SELECT root FROM journal_tile WHERE level = $1 AND n >= $2 ORDER BY n");
QUERY(tile_insert, "INSERT INTO journal_tile (level, n, hashes, root) VALUES ($1, $2, $3, $4)");

struct hash nodes_root(enum hash_kind k, const struct hash *nodes, int count)
{
        struct hash left, right;

        if (count == 1)
                return nodes[0];
        left = nodes_root(k, nodes, count / 2);
        right = nodes_root(k, nodes + count / 2, count / 2);
        return merkle_node(k, &left, &right);
}

static int tile_fill(const struct head *h, int level)
{
        return (int)(h->size >> (8 * level) & (TILE - 1));
}

static bool load_leaves(struct db *db, struct why *why, struct head *h)
{
        struct rows r = db_ask(db, why, &head_bodies, ARGS(I(h->size - tile_fill(h, 0))));
        int n = 0;

        while (db_next(&r)) {
                const char *body = db_text(&r, 0);

                if (n < TILE)
                        h->tile[0][n] = merkle_leaf(h->hash, body, strlen(body));
                n++;
        }
        return db_done(&r) && (n == tile_fill(h, 0) || fail(why, "存证日志末尾缺少动作"));
}

static bool load_roots(struct db *db, struct why *why, struct head *h, int level)
{
        int64_t first = (h->size >> (8 * (level + 1))) << 8;
        struct rows r = db_ask(db, why, &head_roots, ARGS(I(level - 1), I(first)));
        int n = 0;

        while (db_next(&r)) {
                struct bytes b = db_bytes(&r, 0);

                if (n < TILE && b.n == sizeof(struct hash))
                        memcpy(&h->tile[level][n], b.p, b.n);
                n++;
        }
        return db_done(&r) && (n == tile_fill(h, level) || fail(why, "存证日志第 %d 层的哈希块不完整", level));
}

bool head_load(struct db *db, struct why *why, enum hash_kind k, struct head *out)
{
        struct rows r = db_ask(db, why, &head_newest, ARGS());

        memset(out, 0, sizeof *out);
        out->hash = k;
        if (db_next(&r)) {
                out->size = db_int(&r, 0) + 1;
                if (!instant_parse(db_text(&r, 1), &out->at))
                        fail(why, "存证日志最后一个动作的时间无法读取");
        }
        if (!db_done(&r) || why->kind != WHY_NOTHING || !load_leaves(db, why, out))
                return false;
        for (int level = 1; level < TILE_LEVELS; level++)
                if (!load_roots(db, why, out, level))
                        return false;
        return true;
}

bool head_add(struct head *h, struct db_write *w, const struct hash *leaf)
{
        struct hash add = *leaf;

        for (int level = 0; level < TILE_LEVELS; level++) {
                int fill = tile_fill(h, level);

                h->tile[level][fill] = add;
                if (fill + 1 < TILE)
                        break;
                add = nodes_root(h->hash, h->tile[level], TILE);
                if (!db_run(w, &tile_insert, ARGS(I(level), I(h->size >> (8 * (level + 1))), B(h->tile[level], sizeof h->tile[level]),
                                                  B(&add, sizeof add))))
                        return false;
        }
        h->size++;
        return true;
}

/* From the smallest perfect subtree at the right to the largest at the left. */
struct hash head_root(const struct head *h)
{
        struct hash root = hash_bytes(h->hash, "", 0), part;
        bool first = true;

        for (int level = 0; level < TILE_LEVELS; level++) {
                int fill = tile_fill(h, level);

                for (int bit = 0; bit < 8; bit++)
                        if (fill >> bit & 1) {
                                int start = fill >> (bit + 1) << (bit + 1);

                                part = nodes_root(h->hash, &h->tile[level][start], 1 << bit);
                                root = first ? part : merkle_node(h->hash, &part, &root);
                                first = false;
                        }
        }
        return root;
}
