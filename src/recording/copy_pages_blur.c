/* copy_pages_blur.c - which parts of the picture are to be covered, and when: rectangles drawn over it.  The form's text field holds them; a
 * script draws, without it they are typed. */
#include "recording/copy_inner.h"
#include "recording/recording_inner.h"
#include "ui/assets.h"
#include <string.h>

static const char *file_url(struct ctx *c, const struct recording *r)
{
        return text_make(c->mem, "/desk/recording/%lld/file", (long long)r->id);
}

static const char *first_picture(struct ctx *c, const struct recording *r)
{
        size_t n;
        char **at = text_split(c->mem, r->pictures, ',', &n);

        return n ? url(c->mem, "/api/blobs/%s", at[0]) : "";
}

/* The shape of the picture before it is there: what is drawn over it must not move. */
static void shape_put(struct ctx *c, struct html *h, const struct recording *r)
{
        struct why ignored = { .mem = c->mem };
        struct media_facts m;

        if (*r->media && media_json_read(c->mem, r->media, strlen(r->media), &m, &ignored) && m.width && m.height)
                html(h, " width=\"%d\" height=\"%d\"", m.width, m.height);
}

static void picture_put(struct ctx *c, struct html *h, const struct recording *r)
{
        bool video = !strcmp(r->kind, "video");

        html(h, "<div class=\"player editor\" data-editor data-length=\"%lld\"><div class=\"stage\"><div class=\"view\"><div class=\"fit\">",
                (long long)(video ? r->length : 0));
        if (video)
                html(h, "<video data-media controls preload=\"metadata\" playsinline muted disablepictureinpicture"
                     " controlslist=\"nodownload nofullscreen\""
                     " poster=\"%s\" src=\"%s\" aria-label=\"%s\"", first_picture(c, r), file_url(c, r), r->title);
        else
                html(h, "<img data-media src=\"%s\" alt=\"%s\"", file_url(c, r), r->title);
        shape_put(c, h, r);
        html_raw(h, video ? "></video>" : ">");
        html_raw(h, "<div class=\"over\" data-over></div></div></div>");
        if (video) {
                html(h, "<div class=\"tools\"><button type=\"button\" class=\"pb\" data-play aria-label=\"播放或者暂停\">"
                     "<svg class=\"i\" aria-hidden=\"true\"><use href=\"%s#player-play\"/></svg></button><time data-position></time>", asset_path("icons.svg"));
                html(h, "<input type=\"range\" data-seek min=\"0\" max=\"%lld\" step=\"40\" value=\"0\" aria-label=\"位置\"></div>",
                        (long long)r->length);
        }
        html_raw(h, "</div><ul class=\"regions\" data-regions aria-label=\"遮盖区域\"></ul></div>");
}

/* The general command's form, with what this page is about given. */
static void form_put(struct ctx *c, const struct page_in *in, struct html *h, const struct recording *r)
{
        const char *id = text_make(c->mem, "%lld", (long long)r->id);
        const struct pair values[] = { { "recording", id }, { "kind", "blur" }, { "purpose", "公开" } };

        ui_form(h, &(struct ui_form){ .command = command_find("recording.copy"), .action = "/desk/act/recording.copy", .subject = SUBJECT_NEW,
                                      .values = values, .n_values = 3, .csrf = in->csrf, .key = random_token(c->mem, 16), .expected = -1,
                                      .fixed = "recording|kind|from|until", .button = "制作遮盖副本",
                                      .back = text_make(c->mem, "/desk/recording/%lld/copies", (long long)r->id) });
}

bool copy__page_blur(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct case_facts f;
        struct recording r;
        int64_t id;

        if (!copy__id(c, in->args[0], &id) || !recording_find(c, id, &r, &f) || !access_may_use(c, command_find("recording.copy")->roles))
                return false;
        if (!strcmp(r.kind, "audio"))
                return refuse(&c->why, R_ARG_CHOICE, NULL, "录音没有画面，不能遮盖");
        copy__crumbs(c, in, h, &r, &f, "遮盖画面");
        html(h, "<script src=\"%s\" defer></script>", asset_path("player.js"));
        ui_split_begin(h);
        ui_card_begin(h, &(struct ui_card){ .title = "在画面上拖出矩形", .note = "拖动移位，拖右下角改大小" });
        picture_put(c, h, &r);
        ui_card_end(h);
        ui_split_aside(h);
        ui_callout(h, "info", "遮盖什么", "公开前遮盖未成年人、证人、无关人员的面部，住址、车牌、证件号码和商业秘密。遮盖处换成几个大色块，算不回来；声音也能认出人，必要时去掉。");
        ui_card_begin(h, &(struct ui_card){ .title = "制作" });
        form_put(c, in, h, &r);
        ui_card_end(h);
        ui_split_end(h);
        page_end_desk(c, in, h);
        return true;
}
