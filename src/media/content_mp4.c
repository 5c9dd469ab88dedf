/* content_mp4.c - the boxes of MP4, QuickTime and 3GP: is the index there, is everything there that it declares, does an edit list make
 * players show something else than what is stored, were the coding parameters changed on the way.  ISO/IEC 14496-12. */
#include "media/content.h"
#include <string.h>

#define BOXES_MAX 200000
#define EDITS_MAX 64

static const char top_boxes[] = "ftyp|moov|mdat|free|skip|wide|moof|mfra|uuid|meta|pnot|sidx|styp|emsg|prft|udta|idat";

struct box { char type[5]; int64_t from, body, end; };
struct track { int64_t scale, length, played, skipped; int edits, described; bool picture; };
struct movie { struct scan *s; struct content *c; struct findings *f; int boxes; bool index, data; int64_t scale;
        struct track now; };

/* The box at a place; false if there is none that could be one. */
static bool box_at(struct movie *m, int64_t at, int64_t limit, struct box *b)
{
        uint8_t h[16];
        int64_t size;

        if (limit - at < 8 || ++m->boxes > BOXES_MAX || !scan_bytes(m->s, at, h, 8))
                return false;
        size = (int64_t)number_be(h, 4);
        *b = (struct box){ .from = at, .body = at + 8 };
        memcpy(b->type, h + 4, 4);
        if (size == 1) {
                if (!scan_bytes(m->s, at + 8, h + 8, 8) || h[8] & 0x80)
                        return false;
                size = (int64_t)number_be(h + 8, 8);
                b->body = at + 16;
        }
        if (size && size < b->body - at)
                return false;
        b->end = size ? (size > INT64_MAX - at ? INT64_MAX : at + size) : limit;
        for (int i = 0; i < 4; i++)
                if ((uint8_t)b->type[i] < ' ' || ((uint8_t)b->type[i] >= 127 && (uint8_t)b->type[i] != 0xa9))
                        return false;
        return true;
}

static uint64_t field(struct movie *m, int64_t at, int n)
{
        uint8_t p[8];

        return scan_bytes(m->s, at, p, (size_t)n) ? number_be(p, n) : 0;
}

/* mvhd, mdhd: version, then times of 4 or 8 bytes around the scale. */
static void head_read(struct movie *m, const struct box *b, int64_t *scale, int64_t *length)
{
        bool wide = field(m, b->body, 1) == 1;

        *scale = (int64_t)field(m, b->body + (wide ? 20 : 12), 4);
        *length = (int64_t)(field(m, b->body + (wide ? 24 : 16), wide ? 8 : 4) & INT64_MAX);
        if (!wide && *length == 0xffffffff)
                *length = 0;
}

static void edits_read(struct movie *m, const struct box *b)
{
        bool wide = field(m, b->body, 1) == 1;
        int64_t n = (int64_t)field(m, b->body + 4, 4), row = wide ? 20 : 12, at = b->body + 8, from;

        for (int64_t i = 0; i < n && i < EDITS_MAX && at + row <= b->end; i++, at += row) {
                from = wide ? (int64_t)field(m, at + 8, 8) : (int32_t)field(m, at + 4, 4);
                if (from < 0)
                        continue;       /* waits; shows nothing */
                if (!m->now.edits++)
                        m->now.skipped = from;
                m->now.played += (int64_t)(field(m, at, wide ? 8 : 4) & INT32_MAX);
        }
}

/* A start cut for the decoder's delay is usual; a second of it, a gap between parts, or an end that is not shown is not. */
static void track_judge(struct movie *m)
{
        const struct track *t = &m->now;
        int64_t stored, shown, skipped;

        if (t->described > 1)
                media_found(m->f, MEDIA_MIXED, -1, -1, "索引里有 %d 组编码参数", t->described);
        if (!t->edits || t->scale <= 0 || m->scale <= 0)
                return;
        stored = (int64_t)((double)t->length * 1000 / (double)t->scale);
        skipped = (int64_t)((double)t->skipped * 1000 / (double)t->scale);
        shown = (int64_t)((double)t->played * 1000 / (double)m->scale);
        if (t->edits > 1)
                media_found(m->f, MEDIA_EDIT_LIST, -1, -1, "由 %d 段拼成", t->edits);
        else if (skipped > 1000 || (t->length && t->played && shown + skipped < stored - 1000))
                media_found(m->f, MEDIA_EDIT_LIST, -1, stored > shown ? stored - shown : -1, "存有 %lld 毫秒，只播放其中 %lld 毫秒",
                        (long long)stored, (long long)shown);
}

static void boxes_walk(struct movie *m, int64_t from, int64_t to, int depth);

static void inner_box(struct movie *m, const struct box *b, int depth)
{
        int64_t length;

        if (text_in(b->type, "edts|mdia|minf|stbl", '|'))
                boxes_walk(m, b->body, b->end, depth + 1);
        else if (!strcmp(b->type, "mvhd")) {
                head_read(m, b, &m->scale, &length);
                if (m->scale > 0 && length)
                        m->c->said = (int64_t)((double)length * 1000 / (double)m->scale);
        }
        else if (!strcmp(b->type, "mdhd"))
                head_read(m, b, &m->now.scale, &m->now.length);
        else if (!strcmp(b->type, "elst"))
                edits_read(m, b);
        else if (!strcmp(b->type, "stsd"))
                m->now.described = (int)(field(m, b->body + 4, 4) & 0xffff);
        else if (!strcmp(b->type, "trak")) {
                m->now = (struct track){ .scale = 0 };
                boxes_walk(m, b->body, b->end, depth + 1);
                track_judge(m);
        }
}

static void boxes_walk(struct movie *m, int64_t from, int64_t to, int depth)
{
        struct box b;

        for (int64_t at = from; depth < 8 && box_at(m, at, to, &b) && b.end <= to; at = b.end)
                inner_box(m, &b, depth);
}

static void top_box(struct movie *m, const struct box *b)
{
        if (!strcmp(b->type, "moov")) {
                m->index = true;
                boxes_walk(m, b->body, b->end < m->s->from->size ? b->end : m->s->from->size, 0);
        }
        m->data |= text_in(b->type, "mdat|idat", '|');
        m->c->fragmented |= !strcmp(b->type, "moof");
        m->index |= m->c->kind == MEDIA_PHOTO && !strcmp(b->type, "meta");
}

/* A box's name in words: the sign of copyright stands in it as a single byte, which is no text by itself. */
static const char *name_of(const struct box *b, char to[5])
{
        for (int i = 0; i < 5; i++)
                to[i] = (uint8_t)b->type[i] < 128 ? b->type[i] : '?';
        return to;
}

void mp4_look(struct scan *s, struct content *c, struct findings *f)
{
        struct movie m = { .s = s, .c = c, .f = f };
        int64_t at = 0, size = s->from->size;
        struct box b;
        char name[5];

        for (; at < size && box_at(&m, at, size, &b); at = b.end) {
                if (b.end > size && m.index && m.data && !text_in(b.type, top_boxes, '|'))
                        break;          /* not one of ours: something else stands behind the movie */
                top_box(&m, &b);
                if (b.end > size) {
                        cut_short(c, f, b.end - size, text_make(f->mem, "%s 数据块没有写完", name_of(&b, name)));
                        at = size;
                        break;
                }
        }
        c->end = at < size ? at : size;
        if (!m.index)
                cut_short(c, f, 0, "没有索引（moov），录制时没有正常结束");
        else if (!m.data)
                cut_short(c, f, 0, "只有索引，没有内容（mdat）");
}
