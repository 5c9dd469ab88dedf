/* log.c - the log as strangers read it: checkpoint and tiles of hashes (C2SP tlog-tiles), and bundles of what is published.
 *
 * Must never: show an entry.  Acts hold sealed fields; a bundle shows only what the publicity folder says is public.
 */
#include "web/call.h"
#include "journal/proof.h"
#include <string.h>

void log_checkpoint(struct call *k)
{
        const char *note = NULL;
        int64_t size;

        if (!checkpoint_latest(&k->c, &note, &size) || (!note && !refuse(&k->c.why, R_PAGE_UNKNOWN, NULL, "还没有签过检查点"))) {
                reply_why(k);
                return;
        }
        reply_header(k, "Cache-Control", "no-cache");
        reply_bytes(k, 200, "text/plain; charset=utf-8", (struct bytes){ (const uint8_t *)note, strlen(note) });
}

/* Is the whole tile inside the log?  Asked before any hash is, so that a tile not made yet is no failure of the database. */
static bool tile_made(struct call *k, const struct tile *t, bool *made)
{
        int64_t size, hashes;

        if (!journal_size(&k->c, &size))
                return false;
        hashes = size >> (8 * t->level);        /* complete nodes of that level */
        *made = t->number <= hashes / TILE && hashes - t->number * TILE >= t->width;
        return true;
}

void log_tile(struct call *k)
{
        struct buffer b = { .mem = k->mem };
        struct tile t;
        struct hash h;
        bool made = false;

        if (!tile_parse(k->mem, k->args[0], &t) || !tile_made(k, &t, &made) || !made) {
                refuse(&k->c.why, R_PAGE_UNKNOWN, NULL, "日志里没有这一块");
                reply_why(k);
                return;
        }
        for (int i = 0; i < t.width; i++) {
                if (!journal_hash(&k->c, 8 * t.level, t.number * TILE + i, &h)) {
                        reply_why(k);
                        return;
                }
                buffer_put(&b, (const char *)h.b, sizeof h.b);
        }
        reply_header(k, "Cache-Control", "public, max-age=31536000, immutable");
        reply_bytes(k, 200, "application/octet-stream", (struct bytes){ (const uint8_t *)buffer_done(&b), b.n });
}

void proof_show(struct call *k)
{
        const struct web_hooks *hooks = k->web->o.hooks;
        const char *json = NULL;
        int64_t seq;

        call_visitor(k);
        if (!text_int(k->args[0], 0, INT64_MAX, &seq) || !hooks || !hooks->proof) {
                refuse(&k->c.why, R_SUBJECT_UNKNOWN, NULL, "没有公开的证明");
                reply_why(k);
                return;
        }
        if (!hooks->proof(&k->c, seq, &json)) {
                reply_why(k);
                return;
        }
        reply_header(k, "Cache-Control", "no-cache");
        reply_header(k, "Content-Disposition", text_make(k->mem, "inline; filename=\"proof-%lld.json\"", (long long)seq));
        reply_json(k, 200, json);
}
