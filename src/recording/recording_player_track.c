/* recording_player_track.c - the seek bar as one picture: waveform, findings where they are, marks; a slider lies over it.  SVG with numbers
 * only, stretched to the width; no script is needed to see it. */
#include "blob/blob.h"
#include "recording/player_inner.h"
#include <string.h>

#define WIDE 1000
#define COLUMNS 500                     /* more cannot be seen */

static int peak_of(struct bytes peaks, int column)
{
        size_t from = peaks.n * (size_t)column / COLUMNS, until = peaks.n * ((size_t)column + 1) / COLUMNS;
        int most = 0;

        for (size_t i = from; i < until || i == from; i++)
                if (i < peaks.n && peaks.p[i] > most)
                        most = peaks.p[i];
        return most;
}

char *player__wave(struct arena *mem, struct bytes peaks)
{
        struct buffer b = { .mem = mem };

        buffer_text(&b, "M0 50");
        for (int i = 0; i < COLUMNS; i++)
                buffer_make(&b, "L%d %d", i * WIDE / COLUMNS, 49 - peak_of(peaks, i) * 46 / 255);
        for (int i = COLUMNS - 1; i >= 0; i--)
                buffer_make(&b, "L%d %d", i * WIDE / COLUMNS, 51 + peak_of(peaks, i) * 46 / 255);
        buffer_text(&b, "Z");
        return b.p;
}

/* Missing or unreadable: a bar without a wave is still a bar. */
static void wave_put(const struct showing *s)
{
        struct why ignored = { .mem = s->c->mem };
        const char *digest = s->p->r->waveform;
        struct bytes peaks;

        if (*digest && s->c->blobs && blob_read(s->c->blobs, s->c->mem, digest, MEDIA_BUCKETS_MAX, &peaks, &ignored))
                html(s->h, "<path class=\"wave\" d=\"%s\"/>", player__wave(s->c->mem, peaks));
}

static long long place(const struct showing *s, int64_t ms)
{
        int64_t length = s->p->r->length;

        return (long long)((ms < 0 ? 0 : ms > length ? length : ms) * WIDE / length);
}

static void findings_put(const struct showing *s)
{
        for (size_t i = 0; i < s->m->n_findings; i++) {
                const struct media_finding *f = &s->m->findings[i];
                long long from = place(s, f->at), until = place(s, f->at + (f->length > 0 ? f->length : 0));

                if (f->at >= 0)
                        html(s->h, "<rect class=\"found\" x=\"%lld\" y=\"0\" width=\"%lld\" height=\"100\"><title>%s %s</title></rect>", from,
                             until - from > 3 ? until - from : 3, copy__moment(s->c->mem, f->at), media_finding_words(f->code));
        }
}

static void marks_put(const struct showing *s)
{
        for (size_t i = 0; i < s->marks.n; i++)
                html(s->h, "<rect class=\"here\" x=\"%lld\" y=\"0\" width=\"3\" height=\"100\"><title>%s %s</title></rect>",
                        place(s, s->marks.at[i].at),
                     copy__moment(s->c->mem, s->marks.at[i].at), s->marks.at[i].label);
}

void player__track(const struct showing *s)
{
        struct html *h = s->h;

        html_raw(h, "<div class=\"track\" data-track><svg viewBox=\"0 0 1000 100\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
                    "<rect class=\"chosen\" data-chosen x=\"0\" y=\"0\" width=\"0\" height=\"100\"/>");
        wave_put(s);
        html(h, "<rect class=\"played\" data-played x=\"0\" y=\"0\" width=\"%lld\" height=\"100\"/>", place(s, s->from));
        findings_put(s);
        marks_put(s);
        html(h, "</svg><input type=\"range\" data-seek min=\"0\" max=\"%lld\" step=\"40\" value=\"%lld\" aria-label=\"播放位置\" hidden></div>",
             (long long)s->p->r->length, (long long)s->from);
}
