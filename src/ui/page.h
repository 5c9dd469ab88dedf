/* page.h - a page is a row and a function: path pattern, who may see it, what it shows.  Pages show; they cannot decide or write. */
#ifndef UI_PAGE_H
#define UI_PAGE_H
#include "base/html.h"
#include "journal/command.h"

/* What the public door (web/public_door.c) adds to its pages: a form to draw, what was typed and why it was refused, or what became of it. */
struct page_door {
        const char *verb, *given;               /* what the form asks for, and its argument that the address names; verb NULL: the page looks something up */
        const char *token, *question;           /* of the form: _token, and the sum whose answer is _answer */
        int work;                               /* bits of _work, a script's way of answering */
        const struct pair *typed; size_t n_typed;       /* of the last try */
        const struct why *why;                  /* why it was refused, or NULL */
        bool asked;                             /* what was typed is to be looked up */
        int64_t id; const char *noun;           /* done: what it made; -1: nothing yet */
        const struct pair *shown; size_t n_shown;       /* for the asker's eyes, once */
};
struct page_in {
        const char *path;                       /* as asked for, decoded */
        const char *args[4];                    /* the {…} segments in order */
        const struct pair *query; size_t n;     /* decoded, checked UTF-8 */
        const char *csrf;                       /* token for forms on this page; "" for the public */
        const struct page_door *door;           /* NULL on pages that are none of the door's */
        const char *recent;                     /* numbers of the cases opened last in this browser, separated by dots; "" none; may name what is out of scope */
        const char *size, *mode, *contrast, *theme;     /* display choices from the cookie, "" by default */
};
const char *page_query(const struct page_in *in, const char *name);     /* "" if not given */

/* Fills h with the whole document (page_begin … page_end of ui.h).  False: why says what to answer instead. */
typedef bool page_fn(struct ctx *c, const struct page_in *in, struct html *h);
struct page {
        const char *pattern;                    /* "/desk/case/{id}"; a segment in braces matches one segment */
        const char *title;
        const char *roles;                      /* "public" | "" any signed-in person | "a|b" */
        page_fn *show;
        bool keep;                              /* public page that depends on published data only: kept until the next public change */
};
void pages_bind(const struct page *rows, size_t n);
const struct page *page_find(struct arena *mem, const char *path, const char *args[4]);
const struct page *page_at(size_t i);
/* How well a path fits a pattern: 0 not at all, otherwise more for every plain segment; args get the {…} segments. */
size_t page_match(struct arena *mem, const char *pattern, const char *path, const char *args[4]);

#endif
