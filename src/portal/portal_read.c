/* portal_read.c - what portal pages ask: the search, the signed head, and the proof of one decision, checked before it is shown.
 * Must never take a decision from anywhere but the published records, nor say "unchanged" without having compared.
 */
#include "base/json.h"
#include "journal/proof.h"
#include "portal/portal.h"
#include <string.h>

#define KEYS_MAX 16

static const char *keys[KEYS_MAX];
static size_t keys_n;

void portal_keys_bind(const char *const *vkeys, size_t n)
{
        must(n <= KEYS_MAX);
        memcpy(keys, vkeys, n * sizeof *vkeys);
        keys_n = n;
}

const char *const *portal_keys(size_t *n)
{
        *n = keys_n;
        return keys;
}

bool portal_search(struct ctx *c, const struct publication_wish *w, struct publications *out)
{
        return publications_find(c, w, out);
}

/* ---- the signed head ---- */

static const char *note_line_at(struct arena *mem, const char *note, size_t i)
{
        size_t n;
        char **lines = text_split(mem, note, '\n', &n);

        return i < n ? lines[i] : "";
}

/* Lines of a checkpoint: origin, size, root, "hash …", "at …" (docs/proof-format.md).  It was opened when it was stored. */
bool portal_head(struct ctx *c, struct portal_head *out)
{
        struct portal_head head = { .root = "", .origin = "" };
        const char *hash, *at;

        if (!checkpoint_latest(c, &head.note, &head.size))
                return false;
        if (head.note) {
                head.origin = note_line_at(c->mem, head.note, 0);
                head.root = note_line_at(c->mem, head.note, 2);
                hash = note_line_at(c->mem, head.note, 3);
                at = note_line_at(c->mem, head.note, 4);
                if (!text_starts(hash, "hash ") || !hash_by_name(hash + 5, &head.hash) || !text_starts(at, "at ") ||
                    !instant_parse(at + 3, &head.at))
                        return fail(&c->why, "已存的检查点格式不对");
        }
        *out = head;
        return true;
}

/* ---- one decision ---- */

/* What the page shows against what the act says.  What was masked by hand is not the act's own and is not claimed to be. */
static const char *disagreement(struct arena *mem, const struct publication *p, const struct act *a)
{
        const struct { const char *label, *field, *shown; bool claimed; } rows[] = {
                { "决定文号", "decision_number", p->number, true },
                { "作出日期", "decided_on", day_text(mem, p->decided_on), true },
                { "当事人", "party_public", p->party, true },
                { "案由", "cause", p->cause, !text_in("cause", p->manual, ',') },
                { "事实", "facts_public", p->facts, !text_in("facts", p->manual, ',') },
                { "依据", "basis", p->basis, !text_in("basis", p->manual, ',') },
                { "结果", "result", p->result, !text_in("result", p->manual, ',') },
        };

        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
                if (rows[i].claimed && strcmp(act_text(a, rows[i].field), rows[i].shown))
                        return rows[i].label;
        return p->fine > 0 && act_int(a, "fine") != p->fine ? "罚款数额" : "";
}

static const char *hex_of(struct arena *mem, const char *base64)
{
        size_t n = 0;
        uint8_t *b = base64 ? base64_bytes(mem, base64, &n) : NULL;

        return b ? hex_text(mem, b, n) : "";
}

static void bundle_read(struct arena *mem, json_t *o, struct portal_proof *out)
{
        const char *act = json_string_value(json_object_get(o, "act"));
        json_t *path = json_object_get(o, "path");
        enum hash_kind k = HASH_SM3;
        struct hash leaf;

        hash_by_name(json_string_value(json_object_get(o, "hash")), &k);
        leaf = merkle_leaf(k, act, strlen(act));
        out->leaf = hex_text(mem, leaf.b, sizeof leaf.b);
        out->size = json_integer_value(json_object_get(o, "tree_size"));
        out->n_path = json_array_size(path);
        out->path = TAKE_N(mem, const char *, out->n_path + 1);
        for (size_t i = 0; i < out->n_path; i++)
                out->path[i] = hex_of(mem, json_string_value(json_array_get(path, i)));
}

/* The very bundle that strangers download, checked as they would check it. */
static bool bundle_checked(struct ctx *c, const char *json, struct portal_proof *out)
{
        json_t *o = json_parse(&c->why, json, strlen(json));
        const char *words;

        if (!o)
                return false;
        bundle_read(c->mem, o, out);
        json_decref(o);
        out->signed_head = true;
        if (!keys_n || proof_check(c, json, strlen(json), keys, keys_n, &words))
                return true;
        if (c->why.kind == WHY_FAILED)
                return false;
        out->wrong = text_copy(c->mem, c->why.detail ? c->why.detail : "证明没有通过核验");
        why_clear(&c->why);
        return true;
}

bool portal_prove(struct ctx *c, const struct publication *p, struct portal_proof *out)
{
        struct portal_proof proof = { .wrong = "", .leaf = "" };
        struct portal_head head;
        struct act a;
        const char *json;

        if (!act_load(c, p->decide_seq, &a) || !portal_head(c, &head))
                return false;
        proof.wrong = disagreement(c->mem, p, &a);
        proof.at = head.at;
        if (head.note && head.size > p->decide_seq) {
                if (!public_proof(c, p->decide_seq, &json) || !bundle_checked(c, json, &proof))
                        return false;
        }
        proof.good = !*proof.wrong;
        *out = proof;
        return true;
}
