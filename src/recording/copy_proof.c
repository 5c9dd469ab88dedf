/* copy_proof.c - that a clip is part of its original: the segments of the original in which the clip's bytes lie, each with its hash and its
 * way to the root that recording.add holds.  Whoever has those segments and the clip can check both without the whole original and without
 * believing anybody.  Format: docs/recordings.md. */
#include "base/json.h"
#include "blob/blob.h"
#include "journal/journal.h"
#include "recording/copy_inner.h"
#include <string.h>

#define PATHS_MAX 256                   /* a gigabyte of clip; of more only the hashes are said */

static void path_put(struct json *j, const struct blob_segments *s, size_t i)
{
        struct hash path[64];
        size_t n = blob_segment_path(s, i, path);

        json_key(j, "path");
        json_open(j, '[');
        for (size_t k = 0; k < n; k++)
                json_text(j, hex_text(j->b.mem, path[k].b, sizeof path[k].b));
        json_close(j, ']');
}

static void leaves_put(struct json *j, const struct blob_segments *s, size_t from, size_t until)
{
        json_key(j, "leaves");
        json_open(j, '[');
        for (size_t i = from; i < until; i++) {
                json_open(j, '{');
                json_key(j, "i");
                json_int(j, (int64_t)i);
                json_pair(j, "hash", hex_text(j->b.mem, s->at[i].b, sizeof s->at[i].b));
                if (until - from <= PATHS_MAX)
                        path_put(j, s, i);
                json_close(j, '}');
        }
        json_close(j, ']');
}

static void number(struct json *j, const char *name, int64_t v)
{
        json_key(j, name);
        json_int(j, v);
}

bool copy__proof(struct ctx *c, const struct recording *of, int64_t first, int64_t last, const char **json)
{
        struct json *j = json_new(c->mem);
        struct blob_segments s;

        *json = "";
        if (last <= first)
                return true;                    /* coded anew: no byte of the original is in it */
        if (!blob_segments(c->blobs, c->mem, of->digest, &s, &c->why))
                return false;
        if (last > s.size || (*of->segments && strcmp(hex_text(c->mem, s.root.b, sizeof s.root.b), of->segments)))
                return refuse(&c->why, R_BLOB_BROKEN, "recording", "原件与入卷时的分段指纹不一致");
        json_open(j, '{');
        json_pair(j, "original", of->digest);
        json_pair(j, "root", hex_text(c->mem, s.root.b, sizeof s.root.b));
        number(j, "size", s.size);
        number(j, "segment", BLOB_SEGMENT);
        number(j, "segments", (int64_t)s.n);
        number(j, "first", first);
        number(j, "last", last);
        leaves_put(j, &s, (size_t)(first / BLOB_SEGMENT), (size_t)((last - 1) / BLOB_SEGMENT) + 1);
        json_close(j, '}');
        *json = json_done(j);
        return true;
}

/* ---- as a table ---- */

static const char *path_words(struct arena *mem, const json_t *path)
{
        struct buffer b = { .mem = mem };
        json_t *one;
        size_t i;

        json_array_foreach(path, i, one)
                buffer_make(&b, "%s%s", i ? " " : "", json_string_value(one));
        return buffer_done(&b);
}

static void proof_rows(struct table *t, const json_t *o)
{
        struct arena *mem = t->mem;
        json_t *leaf;
        size_t i;

        json_array_foreach(json_object_get(o, "leaves"), i, leaf) {
                long long n = json_integer_value(json_object_get(leaf, "i"));

                table_row(t, (const char *[]){ text_make(mem, "%lld", n), text_make(mem, "%lld", n * (long long)BLOB_SEGMENT),
                                               text_copy(mem, json_string_value(json_object_get(leaf, "hash"))),
                                               path_words(mem, json_object_get(leaf, "path")),
                                               text_copy(mem, json_string_value(json_object_get(o, "root"))),
                                               text_copy(mem, json_string_value(json_object_get(o, "original"))) });
        }
}

bool copy__view_proof(struct ctx *c, const struct args *a, struct table *t)
{
        const char *proof;
        struct recording of;
        struct act act;
        json_t *o;

        if (!act_load(c, arg_int(a, "copy"), &act))
                return false;
        if (strcmp(act.verb, "recording.copy"))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, "copy", "副本 %lld", (long long)arg_int(a, "copy"));
        if (!recording_find(c, act_int(&act, "recording"), &of, NULL))
                return false;
        proof = act_text(&act, "proof");
        o = *proof ? json_parse(&c->why, proof, strlen(proof)) : NULL;
        if (*proof && !o)
                return false;
        proof_rows(t, o);
        json_decref(o);
        t->total = (int64_t)t->n_rows;
        return true;
}
