/* copy_read.c - rows of copies, marks and texts become structs.  The only reader of copy_* tables, with copy_search.c.  Asks for nobody's
 * rights: whoever calls has asked recording_find(). */
#include "db/db.h"
#include "recording/copy_inner.h"
#include <string.h>

#define COPY_COLUMNS "SELECT id, recording_id, case_id, kind, digest, type, size, from_ms, until_ms, changes, by_login, at FROM copy_file"
QUERY(copies_get, COPY_COLUMNS " WHERE recording_id = $1 ORDER BY id DESC");
QUERY(copy_get, COPY_COLUMNS " WHERE digest = $1 ORDER BY id DESC LIMIT 1");
QUERY(copy_digests, "SELECT DISTINCT digest FROM copy_file ORDER BY digest");
QUERY(marks_get, "SELECT id, at_ms, label, by_login FROM copy_mark WHERE recording_id = $1 ORDER BY at_ms, id");
#define TEXT_COLUMNS "SELECT id, recording_id, case_id, engine, state, text, by_login, decided_by, at FROM copy_text"
QUERY(texts_get, TEXT_COLUMNS " WHERE recording_id = $1 ORDER BY id DESC");
QUERY(text_get, TEXT_COLUMNS " WHERE id = $1");

static void *room_for_one(struct arena *mem, void *at, size_t n, size_t size)
{
        return n & (n - 1) ? at : arena_grow(mem, at, n * size, (n ? n * 2 : 1) * size);
}

static void copy_of_row(struct arena *mem, const struct rows *r, struct copy *k)
{
        *k = (struct copy){ .id = db_int(r, 0), .recording = db_int(r, 1), .case_id = db_int(r, 2), .kind = db_text_in(mem, r, 3),
                            .digest = db_text_in(mem, r, 4), .type = db_text_in(mem, r, 5), .size = db_int(r, 6), .from = db_int(r, 7),
                            .until = db_int(r, 8), .changes = db_text_in(mem, r, 9), .by = db_text_in(mem, r, 10) };
        must(instant_parse(db_text(r, 11), &k->at));
}

bool copies_of(struct ctx *c, int64_t recording, struct copies *out)
{
        struct rows r = db_ask(c->db, &c->why, &copies_get, ARGS(I(recording)));
        struct copies l = { 0 };

        while (db_next(&r)) {
                l.at = room_for_one(c->mem, l.at, l.n, sizeof *l.at);
                copy_of_row(c->mem, &r, &l.at[l.n++]);
        }
        if (!db_done(&r))
                return false;
        *out = l;
        return true;
}

bool copy_by_digest(struct ctx *c, const char *digest, struct copy *out, bool *found)
{
        struct rows r = db_ask(c->db, &c->why, &copy_get, ARGS(T(digest)));
        struct copy k = { 0 };
        bool any = db_next(&r);

        if (any)
                copy_of_row(c->mem, &r, &k);
        if (!db_done(&r))
                return false;
        if (any)
                *out = k;
        *found = any;
        return true;
}

bool copy_files_each(struct ctx *c, recording_file_fn *each, void *to)
{
        struct rows r = db_ask(c->db, &c->why, &copy_digests, ARGS());

        while (db_next(&r))
                each(to, db_text(&r, 0), "副本");
        return db_done(&r);
}

const char *copy_kind_label(const char *kind)
{
        return !strcmp(kind, "clip") ? "片段" : !strcmp(kind, "still") ? "截图" : "遮盖副本";
}

bool marks_of(struct ctx *c, int64_t recording, struct marks *out)
{
        struct rows r = db_ask(c->db, &c->why, &marks_get, ARGS(I(recording)));
        struct marks l = { 0 };

        while (db_next(&r)) {
                l.at = room_for_one(c->mem, l.at, l.n, sizeof *l.at);
                l.at[l.n++] = (struct mark){ db_int(&r, 0), db_int(&r, 1), db_text_in(c->mem, &r, 2), db_text_in(c->mem, &r, 3) };
        }
        if (!db_done(&r))
                return false;
        *out = l;
        return true;
}

static void text_of_row(struct arena *mem, const struct rows *r, struct said_text *t)
{
        *t = (struct said_text){ .id = db_int(r, 0), .recording = db_int(r, 1), .case_id = db_int(r, 2), .engine = db_text_in(mem, r, 3),
                                 .state = db_text_in(mem, r, 4), .text = db_text_in(mem, r, 5), .by = db_text_in(mem, r, 6),
                                 .decided_by = db_text_in(mem, r, 7) };
        must(instant_parse(db_text(r, 8), &t->at));
}

bool texts_of(struct ctx *c, int64_t recording, struct said_texts *out)
{
        struct rows r = db_ask(c->db, &c->why, &texts_get, ARGS(I(recording)));
        struct said_texts l = { 0 };

        while (db_next(&r)) {
                l.at = room_for_one(c->mem, l.at, l.n, sizeof *l.at);
                text_of_row(c->mem, &r, &l.at[l.n++]);
        }
        if (!db_done(&r))
                return false;
        *out = l;
        return true;
}

bool copy__text_find(struct ctx *c, int64_t id, struct said_text *out)
{
        struct rows r = db_ask(c->db, &c->why, &text_get, ARGS(I(id)));
        struct said_text t;
        bool found = db_next(&r);

        if (found)
                text_of_row(c->mem, &r, &t);
        if (!db_done(&r))
                return false;
        if (!found)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "文字 %lld", (long long)id);
        *out = t;
        return true;
}
