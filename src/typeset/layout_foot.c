/* layout_foot.c - what stands below the text once the number of pages is known: page x of y, the foot, the QR code of the last page. */
#include "typeset/layout.h"
#include <qrencode.h>
#include <string.h>

#define QR_SIDE (21 * MM)
#define FOOT_Y (PAPER_H - 24 * MM)      /* baseline of the page number: a line below the text */
#define FOOT_SIZE 10.5

/* Squares in a row are one box.  Level M: survives a crease and a stamp. */
bool qr_put(struct flow *f, size_t page, double x, double y, double side, const char *text)
{
        QRcode *q = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
        double step;

        if (!q)
                return refuse(f->why, R_ARG_RANGE, "qr", "地址太长，二维码放不下");
        step = side / q->width;
        for (int r = 0; r < q->width; r++)
                for (int c = 0, n; c < q->width; c += n) {
                        bool dark = q->data[r * q->width + c] & 1;

                        for (n = 1; c + n < q->width && (q->data[r * q->width + c + n] & 1) == dark; n++)
                                ;
                        if (dark)
                                mark_add(f, page, (struct mark){ .kind = MARK_FILL, .x = x + c * step, .y = y + r * step, .w = n * step, .h = step });
                }
        QRcode_free(q);
        return true;
}

static bool number_put(struct flow *f, size_t page)
{
        bool middle = text_empty(f->head->foot) && text_empty(f->head->qr);
        struct label how = { .face = FACE_BODY, .size = FOOT_SIZE, .side = middle ? SIDE_CENTER : SIDE_RIGHT };
        const char *s = text_make(f->p->mem, "第 %zu 页　共 %zu 页", page - f->first + 1, f->p->n - f->first);

        return f->head->plain_numbers || f->head->form == DOC_STRIP || label_put(f, page, &how, middle ? f->left + f->width / 2 : f->left + f->width, FOOT_Y, s);
}

/* *y: the baseline, moved below what was written. */
static bool foot_text(struct flow *f, size_t page, double x, double *y, double width, const char *text)
{
        struct style s = { .face = FACE_BODY, .size = 9, .width = width, .side = SIDE_LEFT };
        struct lines l;

        if (text_empty(text))
                return true;
        if (!words_shape(f, &s, text, &l))
                return false;
        for (size_t i = 0; i < l.n; i++, *y += 12.5)
                line_put(f, page, &l, i, x, *y, INK_BLACK);
        return true;
}

/* The foot at the left; on the last page the QR code before it and the note below it. */
static bool page_foot(struct flow *f, size_t page, bool code)
{
        bool strip = f->head->form == DOC_STRIP;
        double y = strip ? PAPER_H - 24 * MM : FOOT_Y, x = f->left + (code ? QR_SIDE + 8 : 0), width = f->left + f->width - 100 - x;

        if (code && !qr_put(f, page, f->left, strip ? PAPER_H - 32 * MM : FOOT_Y - 11, QR_SIDE, f->head->qr))
                return false;
        return foot_text(f, page, x, &y, width, f->head->foot) && (!code || foot_text(f, page, x, &y, width, f->head->qr_note));
}

bool foot_put(struct flow *f)
{
        for (size_t page = f->first; page < f->p->n; page++)
                if (!number_put(f, page) || !page_foot(f, page, page + 1 == f->p->n && !text_empty(f->head->qr)))
                        return false;
        return !f->everywhere || sign_everywhere(f);
}
