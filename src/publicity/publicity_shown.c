/* publicity_shown.c - what was covered in a published decision, for everybody: kind, how often, by which rule and law, and what people said.
 * Reads the act of release alone: it holds nothing of what is under the covers.
 */
#include "base/json.h"
#include "publicity/publicity_mask.h"
#include "ui/ui.h"
#include <string.h>

static const char *member(const json_t *o, const char *name)
{
        const char *s = json_string_value(json_object_get(o, name));

        return s ? s : "";
}

static const char *how_label(const char *how)
{
        return !strcmp(how, "written") ? "由公示核对人员改写，不能证明与决定书一致" : !strcmp(how, "hand") ? "按规则和人工遮盖" :
               !strcmp(how, "rule") ? "按规则遮盖" : "逐字取自决定书";
}

static const char *part_label(const char *field)
{
        static const char *const labels[] = { "facts", "事实", "result", "结果", "cause", "案由", "basis", "依据" };

        for (size_t i = 0; i < sizeof labels / sizeof *labels; i += 2)
                if (!strcmp(labels[i], field))
                        return labels[i + 1];
        return field;
}

/* The same thing said once, with how often. */
static bool told_before(const json_t *places, size_t at, size_t *times)
{
        const json_t *p = json_array_get(places, at);

        *times = 0;
        for (size_t i = 0; i < json_array_size(places); i++) {
                const json_t *q = json_array_get(places, i);

                if (strcmp(member(p, "kind"), member(q, "kind")) || strcmp(member(p, "by"), member(q, "by")) ||
                    strcmp(member(p, "reason"), member(q, "reason")))
                        continue;
                if (i < at)
                        return true;
                (*times)++;
        }
        return false;
}

static void places_put(struct html *h, const json_t *places)
{
        size_t times;

        for (size_t i = 0; i < json_array_size(places); i++) {
                const json_t *p = json_array_get(places, i);
                bool kept = !strcmp(member(p, "by"), "kept");

                if (told_before(places, i, &times))
                        continue;
                html(h, "<li>%s %zu 处%s（%s）", member(p, "label"), times, kept ? "，保留公开" : "", member(p, "law"));
                if (*member(p, "reason"))
                        html(h, "：%s", member(p, "reason"));
                html(h, "</li>");
        }
}

static void parts_put(struct html *h, const json_t *parts)
{
        ui_details_begin(h, "遮盖了什么，为什么", false);
        for (size_t i = 0; i < json_array_size(parts); i++) {
                const json_t *part = json_array_get(parts, i);

                html(h, "<p class=\"small\"><b>%s</b>：%s%s%s</p>", part_label(member(part, "field")), how_label(member(part, "how")),
                     *member(part, "reason") ? "。理由：" : "", member(part, "reason"));
                if (!json_array_size(json_object_get(part, "places")))
                        continue;
                html(h, "<ul class=\"small\">");
                places_put(h, json_object_get(part, "places"));
                html(h, "</ul>");
        }
        ui_details_end(h);
}

bool publicity_masks_put(struct ctx *c, const struct publication *p, struct html *h)
{
        const char *text;
        struct act release;
        json_t *parts;

        if (!act_load(c, p->release_seq, &release))
                return false;
        text = act_text(&release, "public.masks");
        if (!*text)
                return true;                            /* released before it was written down */
        parts = json_parse(&c->why, text, strlen(text));
        if (!parts)
                return false;
        parts_put(h, parts);
        json_decref(parts);
        return true;
}
