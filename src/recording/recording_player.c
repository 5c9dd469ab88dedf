/* recording_player.c - a recording as it is watched: picture with the watermark over it, seek bar with waveform, marks and findings, pictures to
 * jump to, and the card that says what it is.  Works by itself with the browser's own controls; player.js puts better ones in their place.
 * Hands out no bytes: the addresses of file and pictures are answered by whoever decides about watching. */
#include "base/json.h"
#include "recording/player_inner.h"
#include "recording/recording_inner.h"
#include "ui/assets.h"
#include <string.h>

#define DAY_S 86400
#define CHINA_S (8 * 3600)

void copy__time_of_day(struct html *h, struct instant t)
{
        long long s = (t.ms / 1000 + CHINA_S) % DAY_S;

        html_text(h, text_make(h->b.mem, "%02lld:%02lld:%02lld", s / 3600, s / 60 % 60, s % 60));
}

const char *player__at(const struct showing *s, int64_t ms)
{
        return text_make(s->h->b.mem, "?at=%lld#player", (long long)ms);
}

/* Frames per 1000 s of the picture; 0: none. */
static int rate_of(const struct media_facts *m)
{
        for (size_t i = 0; i < m->n_streams; i++)
                if (m->streams[i].kind == MEDIA_VIDEO)
                        return m->streams[i].rate;
        return 0;
}

/* ---- the picture ---- */

static void watermark_put(const struct showing *s)
{
        static const struct { int x, y; } at[] = { { 60, 220 }, { 860, 150 }, { 420, 480 }, { 1180, 450 }, { 100, 780 }, { 820, 800 } };

        html_raw(s->h, "<svg class=\"watermark\" aria-hidden=\"true\" viewBox=\"0 0 1600 900\" preserveAspectRatio=\"xMidYMid slice\">");
        for (size_t i = 0; i < sizeof at / sizeof *at; i++)
                html(s->h, "<text x=\"%d\" y=\"%d\" transform=\"rotate(-18 %d %d)\">%s</text>", at[i].x, at[i].y, at[i].x, at[i].y, s->p->watermark);
        html_raw(s->h, "</svg>");
}

/* The browser begins there by itself. */
static const char *source_url(const struct showing *s)
{
        return s->from > 0 ? text_make(s->c->mem, "%s#t=%lld.%03lld", s->p->file_url, (long long)s->from / 1000, (long long)s->from % 1000)
                : s->p->file_url;
}

static void picture_put(const struct showing *s)
{
        const struct recording *r = s->p->r;

        if (!strcmp(r->kind, "photo")) {
                html(s->h, "<img data-media src=\"%s\" alt=\"%s\" draggable=\"false\">", s->p->file_url, r->title);
                return;
        }
        html(s->h, "<%s data-media controls preload=\"metadata\" playsinline disablepictureinpicture"
             " controlslist=\"nodownload nofullscreen noremoteplayback\" aria-label=\"%s\"", strcmp(r->kind, "audio") ? "video" : "audio", r->title);
        if (s->n_pictures)
                html(s->h, " poster=\"%s\"", url(s->h->b.mem, "/api/blobs/%s", s->pictures[0]));
        html(s->h, " src=\"%s\"></%s>", source_url(s), strcmp(r->kind, "audio") ? "video" : "audio");
}

/* ---- controls, shown by the script ---- */

static void button_put(struct html *h, const char *what, const char *label, const char *key, const char *icon)
{
        html(h, "<button type=\"button\" class=\"pb\" data-do=\"%s\" title=\"%s（%s）\" aria-label=\"%s\"><svg class=\"i\" aria-hidden=\"true\">"
             "<use href=\"%s#%s\"/></svg></button>", what, label, key, label, asset_path("icons.svg"), icon);
}

static void act_link(const struct showing *s, const char *what, const char *label, const char *key, const char *icon, const char *query)
{
        struct html *h = s->h;

        html(h, "<a class=\"pb\" data-go=\"%s\" title=\"%s（%s）\" aria-label=\"%s\" href=\"%s\"><svg class=\"i\" aria-hidden=\"true\">"
             "<use href=\"%s#%s\"/></svg></a>", what, label, key, label,
             text_make(h->b.mem, "/desk/act/%s&back=%s", query, url(h->b.mem, "%s", s->in->path)), asset_path("icons.svg"), icon);
}

static void acts_put(const struct showing *s)
{
        long long id = s->p->r->id;
        struct arena *mem = s->h->b.mem;

        if (s->p->may_mark)
                act_link(s, "mark", "在这里加标记", "M", "bookmark", text_make(mem, "recording.mark?recording=%lld&at=%s", id, copy__moment(mem, s->from)));
        if (!s->p->may_copy)
                return;
        if (!strcmp(s->p->r->kind, "video"))
                act_link(s, "still", "截图", "S", "camera", text_make(mem, "recording.copy?recording=%lld&kind=still&from=%s", id,
                        copy__moment(mem, s->from)));
        act_link(s, "clip", "截取起点到终点", "C", "scissors", text_make(mem, "recording.copy?recording=%lld&kind=clip", id));
}

static void speeds_put(struct html *h)
{
        static const char *const speeds[] = { "0.25", "0.5", "0.75", "1", "1.25", "1.5", "2", "3", "4" };

        html_raw(h, "<select class=\"pb\" data-speed aria-label=\"速度\" title=\"速度（- 和 +）\">");
        for (size_t i = 0; i < sizeof speeds / sizeof *speeds; i++)
                html(h, "<option value=\"%s\"%s>%s×</option>", speeds[i], !strcmp(speeds[i], "1") ? " selected" : "", speeds[i]);
        html_raw(h, "</select>");
}

static void timed_controls(const struct showing *s)
{
        struct html *h = s->h;
        bool video = !strcmp(s->p->r->kind, "video");

        button_put(h, "play", "播放或者暂停", "空格", "player-play");
        if (video) {
                button_put(h, "prev", "后退一帧", ",", "player-track-prev");
                button_put(h, "next", "前进一帧", ".", "player-track-next");
        }
        html(h, "<span class=\"clock\"><time data-position>%s</time> / %s</span>", copy__moment(h->b.mem, s->from),
                recording__length_words(h->b.mem, s->p->r->length));
        html_raw(h, "<span class=\"ofday\" title=\"画面的真实时间\"><time data-real>");
        copy__time_of_day(h, (struct instant){ s->p->r->taken_at.ms + s->from });
        html_raw(h, "</time></span><span class=\"fill\"></span>");
        html_raw(h, "<button type=\"button\" class=\"pb\" data-do=\"in\" title=\"从这里起（I）\">起点</button>"
                    "<button type=\"button\" class=\"pb\" data-do=\"out\" title=\"到这里止（O）\">终点</button>");
        acts_put(s);
        speeds_put(h);
        button_put(h, "mute", "静音", "V", "volume");
}

static void controls_put(const struct showing *s)
{
        bool photo = !strcmp(s->p->r->kind, "photo");

        html_raw(s->h, "<div class=\"pbar\" data-bar hidden>");
        if (photo) {
                button_put(s->h, "zoom", "原大", "Z", "zoom-question");
                html_raw(s->h, "<span class=\"fill\"></span>");
        } else {
                timed_controls(s);
        }
        button_put(s->h, "keys", "快捷键", "?", "help-circle");
        if (strcmp(s->p->r->kind, "audio"))
                button_put(s->h, "full", "全屏", "F", "maximize");
        html_raw(s->h, "</div>");
}

static void keys_put(struct html *h)
{
        static const char *const keys[][2] = {
                { "空格 或 K", "播放、暂停" }, { "← →", "后退、前进 5 秒" }, { "J L", "后退、前进 10 秒" }, { ", .", "后退、前进一帧" }, { "- +", "慢、快" },
                { "0", "原速" }, { "N P", "下一个、上一个标记" }, { "I O", "设起点、终点" }, { "C", "截取起点到终点" }, { "S", "截图" }, { "M", "加标记" },
                { "V", "静音" }, { "F", "全屏" }, { "?", "看或者收起这张表" },
        };

        html_raw(h, "<div class=\"keys\" data-keys hidden><p><b>快捷键</b></p><dl>");
        for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
                html(h, "<dt><kbd>%s</kbd></dt><dd>%s</dd>", keys[i][0], keys[i][1]);
        html_raw(h, "</dl></div>");
}

static void stage_put(const struct showing *s)
{
        struct html *h = s->h;
        const struct recording *r = s->p->r;
        bool timed = strcmp(r->kind, "photo");

        html(h, "<div class=\"player %s\" id=\"player\" data-player data-id=\"%lld\" data-length=\"%lld\" data-rate=\"%d\"", r->kind,
             (long long)r->id, (long long)r->length, rate_of(s->m));
        html(h, " data-taken=\"%lld\" data-at=\"%lld\"><div class=\"stage\" data-stage><div class=\"view\" data-view>",
             (long long)r->taken_at.ms, (long long)s->from);
        picture_put(s);
        watermark_put(s);
        keys_put(h);
        html_raw(h, "</div>");
        if (timed && r->length > 0)
                player__track(s);
        controls_put(s);
        html_raw(h, "<p class=\"vh\" role=\"status\" data-say></p></div></div>");
}

/* ---- under the picture ---- */

static void marks_put(const struct showing *s)
{
        struct html *h = s->h;

        html_raw(h, "<ul class=\"marks\" aria-label=\"标记\">");
        for (size_t i = 0; i < s->marks.n; i++)
                html(h, "<li><a class=\"chip\" data-at=\"%lld\" href=\"%s\" title=\"%s\"><time>%s</time> %s</a></li>", (long long)s->marks.at[i].at,
                     player__at(s, s->marks.at[i].at), user_name(s->c, s->marks.at[i].by), copy__moment(h->b.mem, s->marks.at[i].at),
                             s->marks.at[i].label);
        if (s->p->may_mark)
                html(h, "<li><a class=\"chip add\" data-go=\"mark\" href=\"%s\">＋ 标记</a></li>",
                     url(h->b.mem, "/desk/act/recording.mark?recording=%s&at=%s&back=%s", text_make(h->b.mem, "%lld", (long long)s->p->r->id),
                         copy__moment(h->b.mem, s->from), s->in->path));
        html_raw(h, "</ul>");
}

/* Key frames spread evenly: the i-th of n stands for the middle of the i-th stretch. */
static void strip_put(const struct showing *s)
{
        struct html *h = s->h;
        int64_t length = s->p->r->length;

        if (s->n_pictures < 2 || length <= 0)
                return;
        html_raw(h, "<ul class=\"strip\" aria-label=\"画面一览\">");
        for (size_t i = 0; i < s->n_pictures; i++) {
                int64_t at = length * (2 * (int64_t)i + 1) / (2 * (int64_t)s->n_pictures) / 1000 * 1000;

                html(h, "<li><a data-at=\"%lld\" href=\"%s\"><img src=\"%s\" alt=\"\" loading=\"lazy\"><time>约 %s</time></a></li>", (long long)at,
                     player__at(s, at), url(h->b.mem, "/api/blobs/%s", s->pictures[i]), copy__moment(h->b.mem, at));
        }
        html_raw(h, "</ul>");
}

static void when_put(const struct showing *s)
{
        const struct recording *r = s->p->r;
        struct html *h = s->h;

        if (!strcmp(r->kind, "photo"))
                return;
        html(h, "<p class=\"when\">开始于 %s", day_text(h->b.mem, day_of(r->taken_at)));
        html_raw(h, " ");
        copy__time_of_day(h, r->taken_at);
        if (r->length > 0) {
                html_raw(h, "，结束于 ");
                copy__time_of_day(h, (struct instant){ r->taken_at.ms + r->length });
        }
        html_raw(h, "（北京时间，按核对后的采集时间推算）</p>");
}

static void more_put(const struct showing *s)
{
        struct html *h = s->h;
        const char *base = text_make(h->b.mem, "/desk/recording/%lld", (long long)s->p->r->id);
        const bool photo = !strcmp(s->p->r->kind, "photo"), audio = !strcmp(s->p->r->kind, "audio");

        ui_row_begin(h);
        ui_button(h, &(struct ui_button){ .label = "副本", .url = text_make(h->b.mem, "%s/copies", base), .icon = "copy" });
        if (s->p->may_copy && !audio)
                ui_button(h, &(struct ui_button){ .label = photo ? "遮盖" : "遮盖画面", .url = text_make(h->b.mem, "%s/blur", base), .icon = "blur" });
        ui_button(h, &(struct ui_button){ .label = "文字", .url = text_make(h->b.mem, "%s/texts", base), .icon = "file-text" });
        ui_row_end(h);
}

/* ---- all of it ---- */

static void pictures_read(struct showing *s)
{
        s->pictures = (const char *const *)text_split(s->c->mem, s->p->r->pictures, ',', &s->n_pictures);
}

static bool facts_read(struct showing *s)
{
        struct media_facts *m = TAKE(s->c->mem, struct media_facts);
        const char *json = s->p->r->media;

        s->m = m;
        m->length = -1;
        m->container = m->make = m->model = m->software = "";
        return !*json || media_json_read(s->c->mem, json, strlen(json), m, &s->c->why);
}

bool recording_player(struct ctx *c, const struct page_in *in, struct html *h, const struct player *p)
{
        struct showing s = { .c = c, .in = in, .h = h, .p = p };

        if (!copy__moment_read(page_query(in, "at"), &s.from) || (p->r->length >= 0 && s.from > p->r->length))
                s.from = 0;
        pictures_read(&s);
        if (!facts_read(&s) || !marks_of(c, p->r->id, &s.marks) || !case_facts_load(c, p->r->case_id, &s.facts))
                return false;
        html(h, "<script src=\"%s\" defer></script>", asset_path("player.js"));
        stage_put(&s);
        if (strcmp(p->r->kind, "photo"))
                marks_put(&s);
        strip_put(&s);
        when_put(&s);
        more_put(&s);
        player__findings(&s);
        player__card(&s);
        return true;
}
