/* pdf_merge.c - puts the pages of other PDFs, as mingjing-pdf redrew them, below our own marks.  What is taken over is one drawing for each
 * page and what it draws with; nothing else of the other file comes along.  The same files always give the same bytes. */
#include "typeset/pages.h"
#include <qpdf/qpdf-c.h>
#include <string.h>

#define FILES_MAX 4096

struct merge { const struct pages *p; qpdf_data to; struct arena *mem; struct { const struct tame_pdf *tame; qpdf_data q; } from[FILES_MAX]; size_t n; };

bool pages__tame(const struct pages *p)
{
        for (size_t i = 0; i < p->n; i++)
                if (p->page[i].tame)
                        return true;
        return false;
}

static qpdf_data opened(struct bytes file)
{
        qpdf_data q = qpdf_init();

        qpdf_silence_errors(q);
        qpdf_set_suppress_warnings(q, QPDF_TRUE);
        qpdf_set_attempt_recovery(q, QPDF_FALSE);
        if (qpdf_read_memory(q, "pdf", (const char *)file.p, file.n, NULL) & QPDF_ERRORS)
                qpdf_get_error(q);              /* taken note of; otherwise qpdf prints it.  It has no pages then */
        return q;
}

static qpdf_data other(struct merge *m, const struct tame_pdf *t)
{
        for (size_t i = 0; i < m->n; i++)
                if (m->from[i].tame == t)
                        return m->from[i].q;
        if (m->n == FILES_MAX)
                return NULL;
        m->from[m->n].tame = t;
        m->from[m->n].q = opened(t->file);
        return m->from[m->n++].q;
}

/* The drawing that page_add() of redraw.c made; not a stream if the file is another. */
static qpdf_oh drawing_of(qpdf_data q, size_t page)
{
        qpdf_oh p = qpdf_get_page_n(q, page);

        return qpdf_oh_get_key_if_dict(q, qpdf_oh_get_key_if_dict(q, qpdf_oh_get_key_if_dict(q, p, "/Resources"), "/XObject"), "/X");
}

static qpdf_oh copied(qpdf_data q, qpdf_oh dict)
{
        qpdf_oh copy = qpdf_oh_new_dictionary(q);

        if (!qpdf_oh_is_dictionary(q, dict))
                return copy;
        qpdf_oh_begin_dict_key_iter(q, dict);
        while (qpdf_oh_dict_more_keys(q)) {
                const char *key = qpdf_oh_dict_next_key(q);

                qpdf_oh_replace_key(q, copy, key, qpdf_oh_get_key(q, dict, key));
        }
        return copy;
}

/* Our page's resources may be shared with others: it gets a copy with one drawing more. */
static void resources_put(struct merge *m, qpdf_oh page, qpdf_oh drawing)
{
        qpdf_data q = m->to;
        qpdf_oh mine = copied(q, qpdf_oh_get_key(q, page, "/Resources")), things = copied(q, qpdf_oh_get_key_if_dict(q, mine, "/XObject"));

        qpdf_oh_replace_key(q, things, "/Beside", drawing);
        qpdf_oh_replace_key(q, mine, "/XObject", things);
        qpdf_oh_replace_key(q, page, "/Resources", mine);
}

static void contents_put(struct merge *m, qpdf_oh page, const struct page_marks *k)
{
        qpdf_data q = m->to;
        const struct tame_size *s = &k->tame->size[k->tame_page];
        const char *text = text_make(m->mem, "q %.5f 0 0 %.5f %.3f %.3f cm /Beside Do Q\n", k->w / s->w, k->h / s->h, k->x, m->p->h - k->y - k->h);
        qpdf_oh stream = qpdf_oh_new_stream(q), list = qpdf_oh_new_array(q), none = qpdf_oh_new_null(q);

        qpdf_oh_replace_stream_data(q, stream, (const unsigned char *)text, strlen(text), none, none);
        qpdf_oh_append_item(q, list, stream);
        qpdf_oh_append_item(q, list, qpdf_oh_get_key(q, page, "/Contents"));
        qpdf_oh_replace_key(q, page, "/Contents", list);
}

static bool page_merge(struct merge *m, size_t i)
{
        const struct page_marks *k = &m->p->page[i];
        qpdf_data q = other(m, k->tame);
        qpdf_oh drawing = q ? drawing_of(q, k->tame_page) : 0, page = qpdf_get_page_n(m->to, i);

        if (!q || !qpdf_oh_is_stream(q, drawing) || !qpdf_oh_is_dictionary(m->to, page))
                return false;
        resources_put(m, page, qpdf_oh_copy_foreign_object(m->to, q, drawing));
        contents_put(m, page, k);
        return true;
}

static bool written(struct merge *m, struct bytes *out)
{
        if (qpdf_init_write_memory(m->to) & QPDF_ERRORS)
                return false;
        qpdf_set_deterministic_ID(m->to, QPDF_TRUE);
        if ((qpdf_write(m->to) & QPDF_ERRORS) || qpdf_has_error(m->to))
                return false;
        out->n = qpdf_get_buffer_length(m->to);
        out->p = arena_copy(m->mem, qpdf_get_buffer(m->to), out->n);
        return true;
}

static void closed(qpdf_data q)
{
        if (qpdf_has_error(q))
                qpdf_get_error(q);
        qpdf_cleanup(&q);
}

bool pdf__merge(const struct pages *p, struct arena *mem, struct bytes file, struct bytes *out, struct why *why)
{
        struct merge *m = TAKE(mem, struct merge);
        bool good = true;

        m->p = p;
        m->mem = mem;
        m->to = opened(file);
        for (size_t i = 0; good && i < p->n; i++)
                good = !p->page[i].tame || page_merge(m, i);
        good = good && written(m, out);
        closed(m->to);
        for (size_t i = 0; i < m->n; i++)
                closed(m->from[i].q);
        return good || fail(why, "PDF 无法合到卷里");
}
