/* paper_bytes.c - a paper as a file: composed, laid out by this thread's typesetter, written as PDF or OFD.
 *
 * Each thread keeps one typesetter for the faces of the pack it typeset last: opening one reads fonts.  The same act, pack and faces
 * always give the same bytes. */
#include "paper/paper_inner.h"
#include <pthread.h>
#include <string.h>

struct setter { struct typesetter *t; char faces[512]; };

static pthread_key_t setter_key;
static pthread_once_t setter_once = PTHREAD_ONCE_INIT;

static void setter_end(void *p)
{
        struct setter *s = p;

        typeset_close(s->t);
        memory_free(s);
}

static void setter_begin(void)
{
        must(!pthread_key_create(&setter_key, setter_end));
}

static const char *face(const char *of_pack, const char *otherwise)
{
        return text_empty(of_pack) ? otherwise : of_pack;
}

struct typesetter *paper__typesetter(struct ctx *c, const struct pack *pack)
{
        const struct faces faces = { face(pack->face_body, faces_default.body), face(pack->face_title, faces_default.title),
                                     face(pack->face_heading, faces_default.heading), face(pack->face_kai, faces_default.kai) };
        const char *wanted = text_make(c->mem, "%s|%s|%s|%s", faces.body, faces.title, faces.heading, faces.kai);
        struct setter *s;

        pthread_once(&setter_once, setter_begin);
        s = pthread_getspecific(setter_key);
        if (!s) {
                s = memory_take(sizeof *s);
                must(!pthread_setspecific(setter_key, s));
        }
        if (s->t && !strncmp(s->faces, wanted, sizeof s->faces - 1))
                return s->t;
        typeset_close(s->t);
        s->t = typeset_open(&faces, &c->why);
        memset(s->faces, 0, sizeof s->faces);
        strncpy(s->faces, wanted, sizeof s->faces - 1);
        return s->t;
}

bool paper__typeset(struct ctx *c, const struct pack *pack, const struct doc *d, enum paper_format f, struct bytes *out, struct box *seal)
{
        struct typesetter *t = paper__typesetter(c, pack);
        struct pages *pages = t ? typeset_pages(t, d, &c->why) : NULL;
        bool ok = pages && (f == PAPER_PDF ? pdf_make : ofd_make)(pages, c->mem, out, &c->why);

        if (ok && seal && !pages_seal(pages, 0, seal))
                *seal = (struct box){ 0 };
        pages_free(pages);
        return ok;
}

bool paper__store(struct ctx *c)
{
        return c->blobs || refuse(&c->why, R_ARG_MISSING, "blobs", "没有写明文件存放处（--blobs 或者 MINGJING_BLOBS）");
}

bool paper__case_of(struct ctx *c, const struct paper *p, struct paper_case **out)
{
        *out = paper_case_load(c, p->case_id, p->seq);
        return *out != NULL;
}

bool paper_bytes(struct ctx *c, const struct paper *p, enum paper_format f, struct bytes *out)
{
        struct paper_case *pc;
        struct doc *d;

        return paper__case_of(c, p, &pc) && paper_compose(c, p->kind, pc, &d, NULL) && paper__typeset(c, p->pack, d, f, out, NULL);
}
