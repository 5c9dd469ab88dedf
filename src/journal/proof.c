/* proof.c - checkpoints and bundles as bytes: writing them, and checking them as a stranger would.
 *
 * Pure: no database, no clock, no file; everything a check needs is in the bundle and in the vkeys the caller got from elsewhere.
 * Accepts only if every condition of docs/proof-format.md holds; tools/verify/verify.py must agree on every case of tests/proofs.
 */
#include "base/json.h"
#include "journal/note.h"
#include <string.h>

#define SHOWN_MAX 2000                                  /* characters of a value in the words */

static bool bad(struct why *why, const char *field, const char *what)
{
        return refuse(why, R_PROOF, field, "%s", what);
}

/* ---- checkpoints ---- */

const char *checkpoint_text(struct arena *mem, const struct checkpoint *c)
{
        char root[45];

        base64_hash(&c->root, root);
        return text_make(mem, "%s\n%lld\n%s\nhash %s\nat %s\n", c->origin, (long long)c->size, root, hash_name(c->hash),
                         instant_text(mem, c->at));
}

static bool hash_read(struct arena *mem, const char *base64, struct hash *out)
{
        size_t n;
        const uint8_t *raw = strlen(base64) == 44 ? base64_bytes(mem, base64, &n) : NULL;

        if (!raw || n != sizeof out->b)
                return false;
        memcpy(out->b, raw, sizeof out->b);
        return true;
}

static bool checkpoint_parse(struct why *why, const char *text, struct checkpoint *out)
{
        struct checkpoint c;
        char **line;
        size_t n;

        line = text_split(why->mem, text, '\n', &n);    /* the last piece is what follows the last LF: nothing */
        if (n != 6 || *line[5])
                return bad(why, "checkpoint", "检查点应当正好五行");
        c.origin = line[0];
        if (!act_origin_valid(c.origin, strlen(c.origin)))
                return bad(why, "checkpoint", "检查点的日志名不对");
        if (!text_int(line[1], 0, INT64_MAX, &c.size))
                return bad(why, "checkpoint", "检查点的大小不是十进制数");
        if (!hash_read(why->mem, line[2], &c.root))
                return bad(why, "checkpoint", "检查点的根不是规范的 base64（32 字节）");
        if (!text_starts(line[3], "hash ") || !hash_by_name(line[3] + 5, &c.hash))
                return bad(why, "checkpoint", "检查点应当写明 hash sm3 或 hash sha256");
        if (!text_starts(line[4], "at ") || !instant_parse(line[4] + 3, &c.at))
                return bad(why, "checkpoint", "检查点的时间不对");
        *out = c;
        return true;
}

static struct note_key *keys_parse(struct why *why, const char *const *vkeys, size_t n)
{
        struct note_key *keys = TAKE_N(why->mem, struct note_key, n);

        for (size_t i = 0; i < n; i++)
                if (!note_key_parse(why, vkeys[i], &keys[i]))
                        return NULL;
        return keys;
}

static bool checkpoint_read(struct why *why, const char *bytes, const struct note_key *keys, size_t n, struct checkpoint *out,
                            struct note *note)
{
        return note_open(why, bytes, keys, n, note) && checkpoint_parse(why, note->text, out);
}

bool text_sign(struct keys *k, struct arena *mem, const char *text, const char **note, struct why *why)
{
        must(text_starts(text, "mingjing-"));
        return keys_sign(k, mem, text, note, why);
}

bool text_signed(struct why *why, const char *note, const char *const *vkeys, size_t n, const char **text)
{
        struct note_key *keys = keys_parse(why, vkeys, n);
        struct note opened;

        if (!keys || !note_open(why, note, keys, n, &opened))
                return false;
        if (!text_starts(opened.text, "mingjing-"))
                return refuse(why, R_PROOF, "note", "签名文书的第一行不对");
        *text = opened.text;
        return true;
}

bool checkpoint_open(struct why *why, const char *note, const char *const *vkeys, size_t n, struct checkpoint *out)
{
        struct note_key *keys = keys_parse(why, vkeys, n);
        struct note opened;

        return keys && checkpoint_read(why, note, keys, n, out, &opened);
}

/* ---- writing bundles ---- */

static void path_put(struct json *j, const struct merkle_path *p)
{
        char base64[45];

        json_key(j, "path");
        json_open(j, '[');
        for (int i = 0; i < p->n; i++) {
                base64_hash(&p->h[i], base64);
                json_text(j, base64);
        }
        json_close(j, ']');
}

static void disclosed_put(struct json *j, const struct field *f, size_t n, struct arena *mem)
{
        json_key(j, "disclosed");
        json_open(j, '[');
        for (size_t i = 0; i < n; i++) {
                must(f[i].value != NULL);
                json_open(j, '{');
                json_pair(j, "name", f[i].name);
                json_pair(j, "salt", base64_text(mem, f[i].salt, SALT_SIZE));
                json_pair(j, "value", f[i].value);
                json_close(j, '}');
        }
        json_close(j, ']');
}

const char *bundle_text(struct arena *mem, const struct bundle *b)
{
        struct json *j = json_new(mem);

        json_open(j, '{');
        json_pair(j, "format", "mingjing-proof/1");
        json_pair(j, "hash", hash_name(b->hash));
        json_pair(j, "act", b->act);
        disclosed_put(j, b->disclosed, b->n, mem);
        json_key(j, "leaf_index");
        json_int(j, b->leaf);
        json_key(j, "tree_size");
        json_int(j, b->size);
        path_put(j, &b->path);
        json_pair(j, "checkpoint", b->note);
        json_close(j, '}');
        return json_done(j);
}

const char *consistency_text(struct arena *mem, enum hash_kind k, const char *old_note, const char *new_note,
                             const struct merkle_path *p)
{
        struct json *j = json_new(mem);

        json_open(j, '{');
        json_pair(j, "format", "mingjing-consistency/1");
        json_pair(j, "hash", hash_name(k));
        json_pair(j, "old", old_note);
        json_pair(j, "new", new_note);
        path_put(j, p);
        json_close(j, '}');
        return json_done(j);
}

/* ---- reading bundles, strictly ---- */

/* Exactly these members: each present, so that the count leaves no room for another. */
static bool members_exact(struct why *why, const json_t *o, const char *const *names, size_t n)
{
        if (!json_is_object(o))
                return bad(why, NULL, "应当是 JSON 对象");
        for (size_t i = 0; i < n; i++)
                if (!json_object_get(o, names[i]))
                        return bad(why, names[i], "缺少成员");
        if (json_object_size(o) != n)
                return bad(why, NULL, "有多余的成员");
        return true;
}

static bool text_member(struct why *why, const json_t *o, const char *name, const char **out)
{
        const json_t *v = json_object_get(o, name);

        if (!json_is_string(v))
                return bad(why, name, "应当是文字");
        *out = text_copy(why->mem, json_string_value(v));
        return true;
}

static bool int_member(struct why *why, const json_t *o, const char *name, int64_t *out)
{
        const json_t *v = json_object_get(o, name);

        if (!json_is_integer(v) || json_integer_value(v) < 0)
                return bad(why, name, "应当是不小于零的整数");
        *out = json_integer_value(v);
        return true;
}

static bool hash_member(struct why *why, const json_t *o, enum hash_kind *out)
{
        const char *name;

        if (!text_member(why, o, "hash", &name))
                return false;
        return hash_by_name(name, out) || bad(why, "hash", "应当是 sm3 或 sha256");
}

static bool path_member(struct why *why, const json_t *o, struct merkle_path *out)
{
        const json_t *list = json_object_get(o, "path");

        if (!json_is_array(list) || json_array_size(list) > 64)
                return bad(why, "path", "应当是不超过 64 项的列表");
        out->n = (int)json_array_size(list);
        for (int i = 0; i < out->n; i++) {
                const json_t *v = json_array_get(list, (size_t)i);

                if (!json_is_string(v) || !hash_read(why->mem, json_string_value(v), &out->h[i]))
                        return bad(why, "path", "路径中的哈希不是规范的 base64（32 字节）");
        }
        return true;
}

static bool field_name_valid(const char *s)
{
        return *s >= 'a' && *s <= 'z' && strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_.") == strlen(s);
}

static bool disclosure_read(struct why *why, const json_t *o, struct field *out)
{
        static const char *const names[] = { "name", "salt", "value" };
        const char *salt;
        uint8_t *raw;
        size_t n;

        if (!members_exact(why, o, names, 3) || !text_member(why, o, "name", &out->name) || !text_member(why, o, "salt", &salt) ||
            !text_member(why, o, "value", &out->value))
                return false;
        raw = base64_bytes(why->mem, salt, &n);
        if (!raw || n != SALT_SIZE)
                return bad(why, "salt", "盐不是规范的 base64（16 字节）");
        if (!field_name_valid(out->name))
                return bad(why, "name", "字段名不对");
        memcpy(out->salt, raw, SALT_SIZE);
        return true;
}

static bool disclosed_member(struct why *why, const json_t *o, struct bundle *out)
{
        const json_t *list = json_object_get(o, "disclosed");
        struct field *f;

        if (!json_is_array(list) || json_array_size(list) > ACT_FIELDS_MAX)
                return bad(why, "disclosed", "应当是列表，不超过一个动作最多的字段数");
        out->n = json_array_size(list);
        out->disclosed = f = TAKE_N(why->mem, struct field, out->n);
        for (size_t i = 0; i < out->n; i++) {
                if (!disclosure_read(why, json_array_get(list, i), &f[i]))
                        return false;
                for (size_t j = 0; j < i; j++)
                        if (!strcmp(f[i].name, f[j].name))
                                return bad(why, "disclosed", "同一字段公开了两次");
        }
        return true;
}

/* ---- checking ---- */

static bool committed(enum hash_kind k, const struct field *f, const struct act_text *a)
{
        struct hash c = act_commitment(k, f);

        for (size_t i = 0; i < a->n; i++)
                if (hash_same(&c, &a->commitments[i]))
                        return true;
        return false;
}

static bool bundle_holds(struct why *why, const struct bundle *b, const struct act_text *a, const struct checkpoint *c)
{
        struct hash leaf = merkle_leaf(b->hash, b->act, strlen(b->act));

        if (a->seq != b->leaf)
                return bad(why, "leaf_index", "动作编号与叶子位置不一致");
        for (size_t i = 0; i < b->n; i++)
                if (!committed(b->hash, &b->disclosed[i], a))
                        return refuse(why, R_PROOF, "disclosed", "字段 %s 的值与动作中的承诺不符", b->disclosed[i].name);
        if (strcmp(c->origin, a->origin))
                return bad(why, "checkpoint", "检查点属于另一个日志");
        if (c->hash != b->hash)
                return bad(why, "hash", "检查点使用的哈希算法与证明不一致");
        if (c->size != b->size)
                return bad(why, "tree_size", "树的大小与检查点不一致");
        if (!merkle_inclusion_holds(b->hash, b->leaf, b->size, &leaf, &b->path, &c->root))
                return bad(why, "path", "从动作到检查点的根，路径不成立");
        return true;
}

/* A value may hold anything; on a screen it must not draw lines of its own or turn the text around. */
static const char *harmless(struct arena *mem, const char *s)
{
        struct buffer b = { .mem = mem };

        for (const char *shown = utf8_head(mem, s, SHOWN_MAX); *shown;) {
                const char *start = shown;
                uint32_t c = utf8_next(&shown);

                if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || (c >= 0x200B && c <= 0x200F) ||
                    (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF)
                        buffer_make(&b, "\\u{%04X}", (unsigned)c);
                else
                        buffer_put(&b, start, (size_t)(shown - start));
        }
        return buffer_done(&b);
}

static void say_checkpoint(struct buffer *b, const char *label, const struct checkpoint *c, const struct note *note)
{
        buffer_make(b, "%s：前 %lld 个动作，根 %.16s…（%s），签发于 %s（北京时间）。签名成立的密钥：", label, (long long)c->size,
                    hex_text(b->mem, c->root.b, sizeof c->root.b), hash_name(c->hash), instant_local(b->mem, c->at));
        for (size_t i = 0; i < note->n; i++)
                buffer_make(b, "%s%s %s+%08x", i ? "、" : "", note_type_chinese(note->signers[i]->type),
                            harmless(b->mem, note->signers[i]->name),
                            (unsigned)note->signers[i]->id);
        buffer_text(b, "。\n");
}

static const char *bundle_words(struct arena *mem, const struct bundle *b, const struct act_text *a, const struct checkpoint *c,
                                const struct note *note)
{
        struct buffer w = { .mem = mem };

        buffer_make(&w, "证明成立：日志 %s 的第 %lld 号动作 %s（对象 %s/%lld），记于 %s（北京时间），原文未被改动。\n", a->origin, (long long)a->seq,
                    a->verb, a->subject.noun, (long long)a->subject.id, instant_local(mem, a->at));
        for (size_t i = 0; i < b->n; i++)
                buffer_make(&w, "  %s = %s\n", b->disclosed[i].name, harmless(mem, b->disclosed[i].value));
        buffer_make(&w, "公开字段 %zu 个，未公开 %zu 个。\n", b->n, a->n - b->n);
        say_checkpoint(&w, "所依据的检查点", c, note);
        return buffer_done(&w);
}

/* What a check works with. */
struct check { struct arena *mem; struct why *why; const struct note_key *keys; size_t n; };

static bool proof_holds(const struct check *k, const json_t *o, const char **words)
{
        static const char *const names[] = { "format", "hash", "act", "disclosed", "leaf_index", "tree_size", "path",
                                             "checkpoint" };
        struct bundle b;
        struct act_text a;
        struct checkpoint c;
        struct note note;

        if (!members_exact(k->why, o, names, sizeof names / sizeof *names) || !hash_member(k->why, o, &b.hash) ||
            !text_member(k->why, o, "act", &b.act) || !disclosed_member(k->why, o, &b) ||
            !int_member(k->why, o, "leaf_index", &b.leaf) ||
            !int_member(k->why, o, "tree_size", &b.size) || !path_member(k->why, o, &b.path) ||
            !text_member(k->why, o, "checkpoint", &b.note))
                return false;
        if (!act_text_parse(k->mem, b.act, strlen(b.act), &a, k->why) ||
            !checkpoint_read(k->why, b.note, k->keys, k->n, &c, &note))
                return false;
        if (!bundle_holds(k->why, &b, &a, &c))
                return false;
        *words = bundle_words(k->mem, &b, &a, &c, &note);
        return true;
}

static const char *consistency_words(struct arena *mem, const struct checkpoint c[2], const struct note note[2])
{
        struct buffer w = { .mem = mem };

        buffer_make(&w, "证明成立：日志 %s 的新检查点完整包含旧检查点的全部 %lld 个动作，其间只有追加，没有改动或删除。\n", c[0].origin,
                    (long long)c[0].size);
        say_checkpoint(&w, "旧检查点", &c[0], &note[0]);
        say_checkpoint(&w, "新检查点", &c[1], &note[1]);
        return buffer_done(&w);
}

static bool consistency_holds(const struct check *k, const json_t *o, const char **words)
{
        static const char *const names[] = { "format", "hash", "old", "new", "path" };
        const char *text[2];
        enum hash_kind hash;
        struct merkle_path path;
        struct checkpoint c[2];
        struct note note[2];

        if (!members_exact(k->why, o, names, sizeof names / sizeof *names) || !hash_member(k->why, o, &hash) ||
            !text_member(k->why, o, "old", &text[0]) || !text_member(k->why, o, "new", &text[1]) ||
            !path_member(k->why, o, &path))
                return false;
        for (int i = 0; i < 2; i++)
                if (!checkpoint_read(k->why, text[i], k->keys, k->n, &c[i], &note[i]))
                        return false;
        if (strcmp(c[0].origin, c[1].origin))
                return bad(k->why, "new", "两个检查点不属于同一个日志");
        if (c[0].hash != hash || c[1].hash != hash)
                return bad(k->why, "hash", "检查点使用的哈希算法与证明不一致");
        if (!merkle_consistency_holds(hash, c[0].size, c[1].size, &c[0].root, &c[1].root, &path))
                return bad(k->why, "path", "新检查点不是由旧检查点追加而成");
        *words = consistency_words(k->mem, c, note);
        return true;
}

static bool any_holds(const struct check *k, const json_t *o, const char **words)
{
        const char *format;

        if (!json_is_object(o))
                return bad(k->why, NULL, "应当是 JSON 对象");
        if (!text_member(k->why, o, "format", &format))
                return false;
        if (!strcmp(format, "mingjing-proof/1"))
                return proof_holds(k, o, words);
        if (!strcmp(format, "mingjing-consistency/1"))
                return consistency_holds(k, o, words);
        return bad(k->why, "format", "不认识的格式");
}

bool proof_check(struct ctx *c, const char *json, size_t len, const char *const *vkeys, size_t n, const char **words)
{
        struct why parse = { .mem = c->mem };
        struct check k = { c->mem, &c->why, NULL, n };
        json_t *o;
        bool good;

        k.keys = keys_parse(&c->why, vkeys, n);
        if (!k.keys)
                return false;
        o = json_parse(&parse, json, len);
        if (!o)                                         /* a broken file is a proof that does not hold */
                return bad(&c->why, NULL, parse.detail);
        good = any_holds(&k, o, words);
        json_decref(o);
        return good;
}
