/* checkpoint.c - signing the head of the log, and bundles taken from the database.
 *
 * Signs only what is committed, and never a tree that the newest stored checkpoint does not lead to: a log that was cut,
 * rewritten or replaced by another is refused, because a signature under it would be evidence against the office.
 */
#include "db/db.h"
#include "journal/note.h"
#include <string.h>

QUERY(checkpoint_newest, "SELECT note, size FROM journal_checkpoint ORDER BY size DESC LIMIT 1");
QUERY(checkpoint_of_size, "SELECT note FROM journal_checkpoint WHERE size = $1");
QUERY(checkpoint_put, "INSERT INTO journal_checkpoint (size, note, at) VALUES ($1, $2, $3)");
QUERY(checkpoint_act_at, "SELECT at FROM journal_act WHERE seq = $1");

bool checkpoint_latest(struct ctx *c, const char **note, int64_t *size)
{
        struct rows r = db_ask(c->db, &c->why, &checkpoint_newest, ARGS());
        const char *found = NULL;
        int64_t n = 0;

        if (db_next(&r)) {
                found = db_text_in(c->mem, &r, 0);
                n = db_int(&r, 1);
        }
        if (!db_done(&r))
                return false;
        *note = found;
        *size = n;
        return true;
}

/* ---- signing ---- */

struct signing { struct ctx *c; struct keys *keys; struct db_write *w; struct site site; struct instant at; };

/* The newest checkpoint opens under our own keys: whoever can change rows cannot put another history in its place. */
static bool newest_open(struct signing *s, const char *note, struct checkpoint *out)
{
        const char *vkeys[] = { keys_vkey_ed25519(s->keys, s->c->mem), keys_vkey_sm2(s->keys, s->c->mem) };
        struct why why = { .mem = s->c->mem };

        if (!checkpoint_open(&why, note, vkeys, 2, out))
                return refuse(&s->c->why, R_JOURNAL_BROKEN, NULL, "已存的最新检查点没有通过本站密钥核验：%s", why.detail);
        if (strcmp(out->origin, s->site.origin) || out->hash != s->site.hash)
                return refuse(&s->c->why, R_JOURNAL_BROKEN, NULL, "已存的最新检查点属于另一个日志");
        return true;
}

/* The tree of `root` and `size` must have grown out of the tree of the newest checkpoint. */
static bool grown_from(struct signing *s, const struct checkpoint *old, int64_t size, const struct hash *root)
{
        struct merkle_path p;

        if (old->size > size)
                return refuse(&s->c->why, R_JOURNAL_BROKEN, NULL, "日志只有 %lld 条，而已签发的检查点有 %lld 条：日志被截短，或被换成旧的副本",
                              (long long)size, (long long)old->size);
        if (!merkle_consistency(s->site.hash, old->size, size, journal_hash, s->c, &p))
                return false;
        if (!merkle_consistency_holds(s->site.hash, old->size, size, &old->root, root, &p))
                return refuse(&s->c->why, R_JOURNAL_BROKEN, NULL, "前 %lld 条与当时签发的检查点不符：历史被改写过，不再签发新的检查点",
                              (long long)old->size);
        return true;
}

/* Never earlier than the last act under it nor than the checkpoint before, even when the clock was set back. */
static bool not_earlier(struct signing *s, int64_t size, const struct checkpoint *old)
{
        struct rows r = db_ask(s->c->db, &s->c->why, &checkpoint_act_at, ARGS(I(size - 1)));
        struct instant last;

        if (db_next(&r) && instant_parse(db_text(&r, 0), &last) && last.ms > s->at.ms)
                s->at = last;
        if (old && old->at.ms > s->at.ms)
                s->at = old->at;
        return db_done(&r);
}

static bool sign_and_store(struct signing *s, int64_t size, const struct checkpoint *old, const char **note)
{
        struct checkpoint new = { .origin = s->site.origin, .size = size, .hash = s->site.hash };
        const char *text;

        if (!merkle_root_at(s->site.hash, size, journal_hash, s->c, &new.root) || (old && !grown_from(s, old, size, &new.root)))
                return false;
        if (!not_earlier(s, size, old))
                return false;
        new.at = s->at;
        text = checkpoint_text(s->c->mem, &new);
        return keys_sign(s->keys, s->c->mem, text, note, &s->c->why) &&
               db_run(s->w, &checkpoint_put, ARGS(I(size), T(*note), T(instant_text(s->c->mem, s->at))));
}

/* With the write lock held: nobody appends meanwhile, and what is read is committed. */
static bool checkpoint_locked(struct signing *s, const char **note)
{
        struct checkpoint old;
        const char *stored;
        int64_t size, stored_size;
        struct hash root;

        if (!site_load(s->c->db, s->c->mem, &s->site, &s->c->why))
                return false;
        if (strcmp(s->site.origin, keys_origin(s->keys)))
                return fail(&s->c->why, "密钥文件属于日志 %s，不是本站的 %s", keys_origin(s->keys), s->site.origin);
        if (!journal_size(s->c, &size) || !checkpoint_latest(s->c, &stored, &stored_size))
                return false;
        if (!stored)
                return sign_and_store(s, size, NULL, note);
        if (!newest_open(s, stored, &old))
                return false;
        if (old.size != stored_size)
                return refuse(&s->c->why, R_JOURNAL_BROKEN, NULL, "已存的最新检查点被换成了别的检查点");
        if (old.size != size)
                return sign_and_store(s, size, &old, note);
        *note = stored;                                 /* nothing new: but what it says must still be so */
        return merkle_root_at(s->site.hash, size, journal_hash, s->c, &root) && grown_from(s, &old, size, &root);
}

bool checkpoint_make(struct ctx *c, const char *url, struct keys *k, struct instant at, const char **note)
{
        struct db *db = db_open(url, DB_WRITE, &c->why);
        struct ctx inside = *c;
        struct signing s = { .c = &inside, .keys = k, .at = at };
        const char *made = NULL;
        bool ok = false;

        inside.why = (struct why){ .mem = c->why.mem };
        s.w = db ? db_begin(db, &inside.why) : NULL;
        if (s.w) {
                inside.db = db_reader(s.w);
                ok = checkpoint_locked(&s, &made);
                ok = db_end(s.w, ok) && ok;
        }
        db_close(db);
        if (ok)
                *note = made;
        else if (c->why.kind == WHY_NOTHING)
                c->why = inside.why;
        return ok;
}

/* ---- bundles ---- */

/* The fields named, or all that were not erased. */
static bool fields_chosen(struct ctx *c, const struct act *a, const char *const *names, size_t n, struct bundle *out)
{
        struct field *f = TAKE_N(c->mem, struct field, a->n + n);

        for (size_t i = 0; !names && i < a->n; i++)
                if (a->fields[i].value)
                        f[out->n++] = a->fields[i];
        for (size_t i = 0; names && i < n; i++) {
                size_t j = 0;

                while (j < a->n && strcmp(a->fields[j].name, names[i]))
                        j++;
                if (j == a->n)
                        return refuse(&c->why, R_ARG_CHOICE, "disclose", "第 %lld 号动作没有字段 %s", (long long)a->seq, names[i]);
                if (!a->fields[j].value)
                        return refuse(&c->why, R_ARG_CHOICE, "disclose", "字段 %s 已依法删除，不能公开", names[i]);
                for (size_t before = 0; before < out->n; before++)
                        if (!strcmp(f[before].name, names[i]))
                                return refuse(&c->why, R_ARG_CHOICE, "disclose", "字段 %s 写了两次", names[i]);
                f[out->n++] = a->fields[j];
        }
        out->disclosed = f;
        return true;
}

bool proof_bundle(struct ctx *c, int64_t seq, const char *const *names, size_t n, const char **json)
{
        struct bundle b = { .leaf = seq };
        struct act a;

        if (!act_load(c, seq, &a) || !act_load_text(c, seq, &b.act) || !fields_chosen(c, &a, names, n, &b))
                return false;
        if (!journal_hash_kind(c, &b.hash) || !checkpoint_latest(c, &b.note, &b.size))
                return false;
        if (!b.note || b.size <= seq) {
                c->why.next = "等下一个检查点签发后再取，或执行 mingjing journal checkpoint";
                return refuse(&c->why, R_PROOF, "seq", "第 %lld 号动作之后还没有签发检查点", (long long)seq);
        }
        if (!merkle_inclusion(b.hash, seq, b.size, journal_hash, c, &b.path))
                return false;
        *json = bundle_text(c->mem, &b);
        return true;
}

static bool note_of_size(struct ctx *c, int64_t size, const char **note)
{
        struct rows r = db_ask(c->db, &c->why, &checkpoint_of_size, ARGS(I(size)));
        bool found = db_next(&r);

        if (found)
                *note = db_text_in(c->mem, &r, 0);
        return db_done(&r) && (found || refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "没有大小为 %lld 的检查点", (long long)size));
}

bool proof_consistency(struct ctx *c, int64_t old_size, int64_t new_size, const char **json)
{
        const char *old_note, *new_note;
        struct merkle_path p;
        enum hash_kind k;

        if (old_size > new_size)
                return refuse(&c->why, R_ARG_RANGE, "a", "旧检查点的大小不能超过新检查点");
        if (!note_of_size(c, old_size, &old_note) || !note_of_size(c, new_size, &new_note) || !journal_hash_kind(c, &k))
                return false;
        if (!merkle_consistency(k, old_size, new_size, journal_hash, c, &p))
                return false;
        *json = consistency_text(c->mem, k, old_note, new_note, &p);
        return true;
}
