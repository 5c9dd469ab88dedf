/* index.h - the search index of what is published: how text is cut into tokens, how a typed query is read, who writes the index.
 *
 * A published record has one searchable text (pub_record.words): a line of facets, the number, the party, then the other fields, a line
 * each, folded (index_fold).  A word is found in a record if and only if the folded word stands in one of these lines: that is the whole
 * meaning of searching, on both engines.  The index (pub_index: FTS5 or a tsvector under GIN) holds each record's tokens once and only
 * narrows; what tokens cannot decide is looked up in the text, which lies beside it under the record's order_key (pub_index_text).  So an
 * index can make a search slow but never wrong.
 * docs/decisions/11-search.md says why.
 */
#ifndef PUBLICITY_INDEX_H
#define PUBLICITY_INDEX_H
#include "db/db.h"
#include "journal/journal.h"

/* ---- cutting (index_cut.c): pure ---- */
uint32_t index_fold(uint32_t c);        /* one character for one: case, full width, brackets, quotes, spaces */
const char *index_folded(struct arena *mem, const char *s);
/* The searchable text.  fine -1: none.  rest: further fields, may be "". */
struct index_source { const char *kind, *agency, *item, *state, *number, *party; int64_t fine; const char *const *rest; size_t n_rest; };
const char *index_words(struct arena *mem, const struct index_source *s);
/* Its tokens, each between apostrophes, one space between them: what both engines are given. */
const char *index_tokens(struct arena *mem, const char *words);
/* Tokens that every text with this folded word has; prefix: "" | "@n" | "@p".  *exact: and no other text has them. */
size_t index_word_tokens(struct arena *mem, const char *prefix, const char *word, const char *const **out, bool *exact);
int index_fine_step(int64_t fen);       /* amounts of one step are looked for together */

/* ---- queries (index_query.c): pure ---- */
#define INDEX_TERMS 8                   /* of a query that count */
#define INDEX_TERM_CHARS 60             /* of a word */
struct index_term { const char *text /* folded */; bool minus; };
struct index_query { struct index_term terms[INDEX_TERMS]; size_t n; bool cut /* something did not count */; };
/* Words between spaces; "several words" as they stand; -word: without it.  There is no wrong query. */
struct index_query index_query_read(struct arena *mem, const char *typed);

/* Where a word is looked for. */
enum index_field { INDEX_ANY, INDEX_NUMBER, INDEX_PARTY };
bool index_contains(const char *words, enum index_field f, const char *folded);

/* ---- what is common (index_common.c): for planning, never for answering ---- */
struct requests;
bool index_is_common(const char *token /* with its apostrophes */);    /* in one of a hundred of the newest records, when they were last looked at */
bool index_common_look(struct ctx *c);
bool index_common_job(struct ctx *c, struct requests *out);             /* struct job: looks from time to time, asks for no act */

/* ---- writing (index_write.c): for apply functions only ---- */
bool index_drop(struct db_write *w, int64_t id);                                /* before the record's row changes or goes */
bool index_put(struct db_write *w, int64_t id, const char *words);              /* after it is there as it should be */
bool index_forget(struct db_write *w);                                          /* after a withdrawal: the old pages too */
bool index_tidy(struct db_write *w, bool *more);                                /* struct derived: a piece of merging */
bool index_clear(struct db_write *w);                                           /* before a replay */
/* Compares: every record's tokens against what the index holds, by sums over all of it; *why_not "" when they agree. */
bool index_compare(struct ctx *c, int64_t *records, const char **why_not);
bool index_make(struct db_write *w, struct ctx *c, int64_t *records);           /* throws it away and makes it from the records */

#endif
