/* why.c - words for what went wrong. */
#include "base/why.h"
#include "base/text.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REFUSAL(code, status, what, law, next) [R_##code] = { #code, status, what, law, next },
static const struct refusal catalogue[R__MAX] = {
        [R_NONE] = { "NONE", 200, "", "", "" },
#include "base/refusals.tbl"
};
#undef REFUSAL

const struct refusal *refusal_of(enum refusal_code code)
{
        must(code >= 0 && code < R__MAX);
        return &catalogue[code];
}

enum refusal_code refusal_by_name(const char *code)
{
        for (int i = 1; i < R__MAX; i++)
                if (!strcmp(catalogue[i].code, code))
                        return (enum refusal_code)i;
        return R_NONE;
}

bool refuse(struct why *w, enum refusal_code code, const char *field, const char *fmt, ...)
{
        va_list ap;

        if (w->kind != WHY_NOTHING)
                return false;
        w->kind = WHY_REFUSED;
        w->code = code;
        w->field = field ? text_copy(w->mem, field) : NULL;
        va_start(ap, fmt);
        w->detail = fmt ? text_make_v(w->mem, fmt, ap) : "";
        va_end(ap);
        return false;
}

bool fail(struct why *w, const char *fmt, ...)
{
        va_list ap;

        if (w->kind != WHY_NOTHING)
                return false;
        w->kind = WHY_FAILED;
        va_start(ap, fmt);
        w->detail = text_make_v(w->mem, fmt, ap);
        va_end(ap);
        return false;
}

void why_clear(struct why *w)
{
        *w = (struct why){ .mem = w->mem };
}

const char *why_law(const struct why *w)
{
        return w->law ? w->law : refusal_of(w->code)->law;
}

const char *why_next(const struct why *w)
{
        return w->next ? w->next : refusal_of(w->code)->next;
}

const char *why_sentence(const struct why *w)
{
        const struct refusal *r = refusal_of(w->code);

        if (w->kind == WHY_FAILED)
                return text_make(w->mem, "系统没有做成：%s。请稍后再试；同一张表单重复提交不会写入两次。", w->detail);
        return text_make(w->mem, "%s%s%s%s%s%s%s", r->what, w->detail && *w->detail ? "（" : "", w->detail ? w->detail : "",
                         w->detail && *w->detail ? "）" : "", *why_law(w) ? "　依据：" : "", why_law(w),
                         *why_next(w) ? text_make(w->mem, "　怎么办：%s", why_next(w)) : "");
}

_Noreturn void must_failed(const char *expr, const char *file, int line)
{
        fprintf(stderr, "mingjing: bug: must(%s) does not hold at %s:%d\n", expr, file, line);
        abort();
}
