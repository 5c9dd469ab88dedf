/* cite.h - provisions as people write them: 第一百二十三条之一, 《中华人民共和国行政处罚法》第五十七条第一款, "处罚法 57、58", 本法第九条, 前款.
 * Pure: finds where a text names a provision and which; whether such a statute exists is asked elsewhere (ui/basis.h).
 * Promise: spans come in order, do not overlap and end at whole characters; any UTF-8 text may be given.
 *
 *   struct cites l;
 *   cites_find(mem, "处罚法 57、58", false, &l);     l.n == 2, l.at[1].article == 58, l.at[1].title "行政处罚法"
 */
#ifndef LAW_CITE_H
#define LAW_CITE_H
#include "base/text.h"

enum cite_kind { CITE_NAMED, CITE_SELF /* 本法, 本条例, a bare 第…条 */, CITE_FORMER_ARTICLE /* 前条 */, CITE_FORMER_PARAGRAPH /* 前款 */ };
struct cite {
        size_t at, len;                 /* bytes of the text */
        enum cite_kind kind;
        const char *title;              /* as cite_title() gives it; "" unless CITE_NAMED */
        int article, branch;            /* 第一百二十三条之一: 123, 1; article 0: the statute as a whole */
        int paragraph, item;            /* 款, 项; 0: not said */
};
struct cites { struct cite *at; size_t n; };
/* own: the text stands in a statute, so that 本法, 第…条 without a name and 前款 mean that one; otherwise these are passed over. */
void cites_find(struct arena *mem, const char *text, bool own, struct cites *out);

/* A title without book marks and without the country, short names spelt out: "处罚法", "《中华人民共和国行政处罚法》" -> "行政处罚法". */
const char *cite_title(struct arena *mem, const char *title);
/* 第五十七条第一款第（三）项 */
const char *cite_label(struct arena *mem, const struct cite *k);
/* How an article is numbered in tables and addresses: "57", "123-1". */
const char *cite_number(struct arena *mem, int article, int branch);
bool cite_number_read(const char *s, int *article, int *branch);

/* 一百二十三 or 123 (also full-width digits) at the beginning of s: how many bytes it takes; 0 if there is none or it is over 99999. */
size_t han_number_read(const char *s, int *out);
const char *han_number(struct arena *mem, int n);       /* 1 to 9999: 一百二十三 */
/* 第…条, 第…条之… at the beginning of s: bytes; 0 if there is none. */
size_t article_read(const char *s, int *article, int *branch);

#endif
