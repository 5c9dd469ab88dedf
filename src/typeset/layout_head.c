/* layout_head.c - what stands above the text: the agency, the title, the number, the addressee. */
#include "typeset/layout.h"

static bool title_put(struct flow *f, const char *text, enum face face, double size, double pitch)
{
        struct style s = { .face = face, .size = size, .pitch = pitch, .width = f->width, .side = SIDE_CENTER };
        struct lines l = { .n = 0 };

        return text_empty(text) || (words_even(f, &s, text, &l) && flow_lines(f, &l, f->left));
}

static bool number_put(struct flow *f, double size, double pitch, enum side side)
{
        struct style s = { .face = FACE_BODY, .size = size, .pitch = pitch, .width = f->width, .side = side };

        return text_empty(f->head->number) || flow_text(f, &s, f->head->number, f->left);
}

/* The agency and the title in size two, the number below; one line free above the text. */
static bool letter_head(struct flow *f)
{
        if (!title_put(f, f->head->org, FACE_TITLE, 22, 34) || !title_put(f, f->head->title, FACE_TITLE, 22, 34))
                return false;
        f->y += text_empty(f->head->number) ? 0 : 6;
        if (!number_put(f, SIZE_THREE, PITCH, SIDE_CENTER))
                return false;
        f->y = f->fresh ? f->y : f->top + PITCH * (double)(int)((f->y - f->top) / PITCH + 1.4);
        return true;
}

static bool form_head(struct flow *f)
{
        if (!title_put(f, f->head->org, FACE_BODY, 16, 26) || !title_put(f, f->head->title, FACE_TITLE, 22, 36))
                return false;
        f->y += f->fresh ? 0 : 6;
        if (!number_put(f, 12, 20, SIDE_RIGHT))
                return false;
        f->y += 4;
        return true;
}

static bool cover_head(struct flow *f)
{
        f->y += 10 * MM;
        if (!title_put(f, f->head->org, FACE_TITLE, 24, 38))
                return false;
        f->y += 10 * MM;
        if (!title_put(f, f->head->title, FACE_TITLE, 36, 56))
                return false;
        f->y += 6 * MM;
        if (!number_put(f, SIZE_THREE, PITCH, SIDE_CENTER))
                return false;
        f->y += 10 * MM;
        return true;
}

static bool plain_head(struct flow *f)
{
        if (!title_put(f, f->head->org, FACE_BODY, SIZE_THREE, 26) || !title_put(f, f->head->title, FACE_TITLE, 22, 36) ||
            !number_put(f, 12, 20, SIDE_CENTER))
                return false;
        f->y += f->fresh ? 0 : 10;
        return true;
}

static bool addressee_put(struct flow *f)
{
        struct style s = style_of(f, PARA_FLUSH);
        const char *to = f->head->addressee;

        return text_empty(to) || flow_text(f, &s, text_make(f->p->mem, "%s：", to), f->left);
}

bool head_put(struct flow *f)
{
        bool good;

        switch (f->head->form) {
        case DOC_LETTER:
                good = letter_head(f);
                break;
        case DOC_FORM:
        case DOC_RECORD:
                good = form_head(f);
                break;
        case DOC_COVER:
                good = cover_head(f);
                break;
        default:
                good = plain_head(f);
        }
        return good && addressee_put(f);
}
