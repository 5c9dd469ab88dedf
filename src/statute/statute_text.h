/* statute_text.h - a statute as Markdown becomes headings, articles, paragraphs (款), items (项) and sub-items (目).
 *
 * The form (and any text like it): "# title", lines with dates and what happened on them, <!-- INFO END -->, then "## 第一章 总则" and
 * "第一条 …", one paragraph or item a line.  Pure: the same text always gives the same rows, for apply functions cut it again in a rebuild.
 */
#ifndef STATUTE_STATUTE_TEXT_H
#define STATUTE_STATUTE_TEXT_H
#include "base/arena.h"
#include "base/time.h"
#include "base/why.h"

#define STATUTE_BYTES_MAX ((size_t)2 * 1024 * 1024)
#define STATUTE_LINE_MAX 20000          /* characters */

struct statute_unit { const char *kind /* part chapter section heading preamble article point appendix */, *number /* "58", "123-1"; "" if not an article */,
                      *label /* 第五十八条, 第一章 */, *heading /* 总则; "" for articles */; int line /* of the file, from 1 */; };
struct statute_line { int unit /* from 0 */, paragraph, item, sub; const char *text; };
struct statute_note { int line; const char *text; };
struct statute_text {
        const char *title, *name /* without the country */, *head /* lines about its making */, *kind /* 修正 修订 公布 */;
        struct day promulgated, effective;
        const char *effective_by;       /* text (its own last article) | head | presumed (the day of the change) */
        struct statute_unit *units; size_t n_units, units_room;
        struct statute_line *lines; size_t n_lines, lines_room;
        struct statute_note *notes; size_t n_notes, notes_room;         /* what is odd, but no reason to leave it out */
        size_t articles;
};
/* named: a day that the file's name carries, or DAY_NONE.  Refuses STATUTE_TEXT with "第 N 行：…" (line: N, 0 if the whole is meant), and
 * STATUTE_DATE where no day is to be found. */
bool statute_read(struct why *w, struct arena *mem, const char *text, size_t len, struct day named, struct statute_text *out, int *line);
/* The text as it is kept and hashed: LF, no mark at its beginning, no spaces at line ends. */
const char *statute_clean(struct arena *mem, const char *text, size_t len);

#endif
