/* pdf_read.c - small steps over qpdf's C interface.  qpdf is told never to repair: what it would have to guess, others guess otherwise. */
#include "sign/pdf_inner.h"
#include <string.h>

#define TAIL_MAX 1024                   /* readers look for "startxref" that near to the end */

bool pdf_sound(const struct pdf *p)
{
        return !qpdf_has_error(p->q);
}

static bool structure_read(struct pdf *p, struct why *why)
{
        QPDF_ERROR_CODE rc = qpdf_read_memory(p->q, "pdf", (const char *)p->file.p, p->file.n, NULL);

        if (rc & QPDF_ERRORS)
                return refuse(why, R_FILE_TYPE, "file", "PDF 的结构有损坏，或者设有密码");
        if (qpdf_is_encrypted(p->q))
                return refuse(why, R_FILE_TYPE, "file", "不接受加密的 PDF");
        if (!qpdf_oh_is_dictionary(p->q, qpdf_get_root(p->q)) || qpdf_has_error(p->q))
                return refuse(why, R_FILE_TYPE, "file", "PDF 没有目录对象");
        return true;
}

bool pdf_open(struct pdf *p, struct arena *mem, struct bytes file, struct why *why)
{
        if (file.n < 8 || file.n > PDF_MAX || memcmp(file.p, "%PDF-", 5))
                return refuse(why, R_FILE_TYPE, "file", "不是 PDF 文件");
        *p = (struct pdf){ .q = qpdf_init(), .mem = mem, .file = file };
        qpdf_silence_errors(p->q);
        qpdf_set_suppress_warnings(p->q, QPDF_TRUE);
        qpdf_set_attempt_recovery(p->q, QPDF_FALSE);
        if (structure_read(p, why))
                return true;
        pdf_close(p);
        return false;
}

void pdf_close(struct pdf *p)
{
        if (!p->q)
                return;
        if (qpdf_has_error(p->q))
                qpdf_get_error(p->q);           /* taken note of; otherwise qpdf prints it */
        qpdf_cleanup(&p->q);
}

struct pdf_keys pdf_keys(const struct pdf *p, qpdf_oh dict)
{
        struct pdf_keys k = { 0 };
        size_t room = 0;

        qpdf_oh_begin_dict_key_iter(p->q, dict);
        while (qpdf_oh_dict_more_keys(p->q)) {
                if (k.n == room) {
                        k.at = arena_grow(p->mem, k.at, room * sizeof *k.at, (room * 2 + 16) * sizeof *k.at);
                        room = room * 2 + 16;
                }
                k.at[k.n++] = text_copy(p->mem, qpdf_oh_dict_next_key(p->q));
        }
        return k;
}

const char *pdf_source(const struct pdf *p, qpdf_oh oh)
{
        return text_copy(p->mem, qpdf_oh_unparse(p->q, oh));
}

qpdf_oh pdf_key(const struct pdf *p, qpdf_oh dict, const char *key)
{
        return qpdf_oh_get_key_if_dict(p->q, dict, key);
}

bool pdf_name_is(const struct pdf *p, qpdf_oh dict, const char *key, const char *name)
{
        return qpdf_oh_is_name_and_equals(p->q, pdf_key(p, dict, key), name);
}

bool pdf_size(const struct pdf *p, qpdf_oh oh, size_t *out)
{
        long long v;

        if (!qpdf_oh_is_integer(p->q, oh) || !qpdf_oh_get_value_as_longlong(p->q, oh, &v) || v < 0)
                return false;
        *out = (size_t)v;
        return true;
}

bool pdf_space(uint8_t c)
{
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool pdf_startxref(struct bytes file, size_t *out)
{
        static const char word[] = "startxref";
        size_t n = sizeof word - 1, from = file.n > TAIL_MAX ? file.n - TAIL_MAX : 0, at, v = 0;
        const uint8_t *found = NULL, *p;

        for (at = from; at + n <= file.n; at++)
                if (!memcmp(file.p + at, word, n))
                        found = file.p + at;
        if (!found)
                return false;
        p = found + n;
        while (p < file.p + file.n && pdf_space(*p))
                p++;
        if (p == file.p + file.n || *p < '0' || *p > '9')
                return false;
        for (; p < file.p + file.n && *p >= '0' && *p <= '9' && v < PDF_MAX; p++)
                v = v * 10 + (size_t)(*p - '0');
        *out = v;
        return v < file.n;
}
