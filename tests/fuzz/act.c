/* Act texts and packed fields: what is taken must be what we would have written, to the byte. */
#include "fuzz.h"
#include "journal/act.h"

static const char *written(struct arena *mem, const struct act_text *t)
{
        struct buffer b = { .mem = mem };
        char h[45];

        buffer_make(&b, "mingjing-act/1\nlog %s\nseq %lld\nat %s\nverb %s\nsubject %s/%lld\n", t->origin, (long long)t->seq,
                    instant_text(mem, t->at), t->verb, t->subject.noun, (long long)t->subject.id);
        for (size_t i = 0; i < t->n; i++) {
                base64_hash(&t->commitments[i], h);
                buffer_make(&b, "f %s\n", h);
        }
        return buffer_done(&b);
}

static void text(struct arena *mem, const char *s, size_t n)
{
        struct why why = { .mem = mem };
        struct act_text t;

        if (act_text_parse(mem, s, n, &t, &why))
                HOLDS(!strcmp(written(mem, &t), s) && strlen(s) == n);
        else
                HOLDS(why.kind == WHY_REFUSED);
}

static void fields(struct arena *mem, struct bytes packed)
{
        struct act a = { 0 };
        struct field *f;
        struct bytes again;

        if (!act_fields_unpack(mem, packed, &f, &a.n))
                return;
        a.fields = f;
        again = act_fields_pack(mem, &a);
        HOLDS(again.n == packed.n && (!again.n || !memcmp(again.p, packed.p, again.n)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
        struct arena *mem = arena_new();

        if (n && data[0] == 'm')
                text(mem, text_copy_n(mem, (const char *)data, n), n);
        else if (n)
                fields(mem, (struct bytes){ data + 1, n - 1 });
        arena_free(mem);
        return 0;
}
