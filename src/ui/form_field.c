/* form_field.c - one arg as one labelled box: the label above, then what to write, then the error, then the box.
 * Shows what was typed again, except secrets. */
#include "ui/form_inner.h"
#include "ui/assets.h"
#include "base/json.h"
#include <string.h>

#define RADIOS_MAX 5
#define SELECT_MAX 60           /* longer lists are typed with suggestions */

bool ui__chooses_several(const struct arg *g)
{
        return g->type == ARG_CHOICES || g->type == ARG_REFS || g->type == ARG_LOGINS || g->type == ARG_CODES;
}

static bool required(const struct ui__field *f) { return f->arg->flags & ARG_REQUIRED; }

/* ---- label, hint, error ---- */

static void label_text(const struct ui__field *f)
{
        html_text(f->h, f->arg->label);
        html_raw(f->h, required(f) ? " <span class=\"req\">（必填）</span>" : " <span class=\"opt\">（选填）</span>");
        if (f->arg->flags & ARG_PERSONAL)
                ui_tag(f->h, "note", "个人信息，不公开");
}

static const char *limits(struct arena *a, const struct arg *g)
{
        if (!g->max)
                return "";
        switch (g->type) {
        case ARG_TEXT:
        case ARG_LONG:
                return g->min > 1 ? text_make(a, "%lld 至 %lld 字", (long long)g->min, (long long)g->max)
                                  : text_make(a, "最多 %lld 字", (long long)g->max);
        case ARG_INT: return text_make(a, "%lld 至 %lld", (long long)g->min, (long long)g->max);
        case ARG_MONEY: return text_make(a, "%s 至 %s 元", ui__yuan(a, g->min), ui__yuan(a, g->max));
        default: return "";
        }
}

static const char *how_to_type(const struct arg *g)
{
        switch (g->type) {
        case ARG_DAY: return "年-月-日，如 2026-11-19";
        case ARG_INSTANT: return "年-月-日 时:分，如 2026-11-19 22:10";
        case ARG_POINTS: return "每行写一条";
        case ARG_USCC: return "18 位";
        case ARG_IDNO: return "18 位";
        default: return "";
        }
}

static bool has_hint(const struct ui__field *f)
{
        return !text_empty(f->arg->help) || *limits(f->h->b.mem, f->arg) || *how_to_type(f->arg);
}

static void hint_put(const struct ui__field *f)
{
        const char *how = how_to_type(f->arg), *limit = limits(f->h->b.mem, f->arg);

        if (has_hint(f)) {
                bool aside = !text_empty(f->arg->help);

                html(f->h, "<p class=\"hint\" id=\"%s-h\">%s", f->id, aside ? f->arg->help : "");
                if (*how || *limit)
                        html(f->h, "<span class=\"keep\">%s%s%s%s%s</span>", aside ? "（" : "", how, *how && *limit ? "，" : "",
                             limit, aside ? "）" : "");
                html(f->h, "</p>");
        }
        if (f->error) {
                html(f->h, "<p class=\"err\" id=\"%s-e\">", f->id);
                ui_icon(f->h, "alert-circle");
                html(f->h, "<span>%s</span></p>", f->error);
        }
}

static void described(const struct ui__field *f)
{
        if (has_hint(f) && f->error)
                html(f->h, " aria-describedby=\"%s-h %s-e\"", f->id, f->id);
        else if (has_hint(f) || f->error)
                html(f->h, " aria-describedby=\"%s-%s\"", f->id, f->error ? "e" : "h");
}

static void states(const struct ui__field *f)
{
        described(f);
        html_raw(f->h, required(f) ? " required" : "");
        html_raw(f->h, f->error ? " aria-invalid=\"true\"" : "");
}

static void box_begin(const struct ui__field *f)
{
        html(f->h, "<div class=\"field\"><label for=\"%s\">", f->id);
        label_text(f);
        html(f->h, "</label>");
        hint_put(f);
}

static void box_end(const struct ui__field *f) { html(f->h, "</div>\n"); }

/* ---- one line ---- */

struct look { const char *mode, *css; };

static struct look look_of(const struct arg *g)
{
        switch (g->type) {
        case ARG_INT: case ARG_REF: return (struct look){ "numeric", " short" };
        case ARG_MONEY: return (struct look){ "decimal", " short" };
        case ARG_DAY: case ARG_INSTANT: return (struct look){ "numeric", " short" };
        case ARG_USCC: case ARG_IDNO: return (struct look){ "text", " code" };
        case ARG_LOGIN: case ARG_CODE: return (struct look){ "text", " short" };
        default: return (struct look){ "text", "" };
        }
}

/* A canonical UTC instant is shown in local time; what a person typed stays as it is. */
static const char *line_value(const struct ui__field *f)
{
        struct instant at;

        if (f->arg->flags & ARG_SECRET)
                return "";
        if (f->arg->type == ARG_INSTANT && instant_parse(f->value, &at))
                return instant_local(f->h->b.mem, at);
        return f->value;
}

static void completion(const struct ui__field *f)
{
        if (f->arg->flags & ARG_SECRET)
                html_raw(f->h, " autocomplete=\"current-password\"");
        else if (f->arg->type == ARG_TEXT && !strcmp(f->arg->name, "login"))
                html_raw(f->h, " autocomplete=\"username\" autocapitalize=\"none\" spellcheck=\"false\"");
        else if (f->arg->type != ARG_TEXT || (f->arg->flags & ARG_PERSONAL))
                html_raw(f->h, " autocomplete=\"off\" spellcheck=\"false\"");
}

static void input_put(const struct ui__field *f)
{
        struct look k = look_of(f->arg);

        html(f->h, "<input class=\"in%s\" id=\"%s\" name=\"%s\" type=\"%s\" inputmode=\"%s\" value=\"%s\"", k.css, f->id,
             f->arg->name, f->arg->flags & ARG_SECRET ? "password" : "text", k.mode, line_value(f));
        if (f->options.n)
                html(f->h, " list=\"%s-l\"", f->id);
        if (f->arg->type == ARG_DAY || f->arg->type == ARG_INSTANT)
                html(f->h, " data-day=\"%s\" data-label=\"%s\" data-icon=\"%s#calendar\"",
                     f->arg->type == ARG_DAY ? "day" : "minute", f->arg->label, asset_path("icons.svg"));
        completion(f);
        states(f);
        html(f->h, ">");
}

static void suggestions_put(const struct ui__field *f)
{
        html(f->h, "<datalist id=\"%s-l\">", f->id);
        for (size_t i = 0; i < f->options.n; i++)
                html(f->h, "<option value=\"%s\">%s</option>", f->options.at[i].value, f->options.at[i].label);
        html(f->h, "</datalist>");
}

static void line_put(const struct ui__field *f)
{
        bool unit = f->arg->type == ARG_MONEY || f->arg->type == ARG_DAY || f->arg->type == ARG_INSTANT;

        box_begin(f);
        html_raw(f->h, unit ? "<div class=\"unit\">" : "");
        input_put(f);
        if (f->arg->type == ARG_MONEY)
                html(f->h, "<span>元</span>");
        html_raw(f->h, unit ? "</div>" : "");
        if (f->options.n)
                suggestions_put(f);
        box_end(f);
}

/* ---- several lines ---- */

/* ["a","b"] -> a LF b; anything else is what a person typed. */
static const char *points_unfolded(struct arena *a, const char *value)
{
        struct why why = { .mem = a };
        struct buffer b = { .mem = a };
        json_t *list = *value == '[' ? json_parse(&why, value, strlen(value)) : NULL, *one;
        size_t i;

        if (!json_is_array(list)) {
                json_decref(list);
                return value;
        }
        json_array_foreach(list, i, one)
                if (json_is_string(one))
                        buffer_make(&b, "%s%s", b.n ? "\n" : "", json_string_value(one));
        json_decref(list);
        return buffer_done(&b);
}

static void lines_put(const struct ui__field *f)
{
        bool points = f->arg->type == ARG_POINTS;

        box_begin(f);
        html(f->h, "<textarea class=\"in\" id=\"%s\" name=\"%s\" rows=\"%d\"", f->id, f->arg->name,
             points || f->arg->max > 500 || !f->arg->max ? 5 : 3);
        states(f);
        html(f->h, ">\n%s</textarea>",
             points ? points_unfolded(f->h->b.mem, f->value) : f->value); /* the first line feed is eaten by the parser */
        box_end(f);
}

/* ---- choices ---- */

static void choice_put(const struct ui__field *f, const char *type, const struct ui_option *o)
{
        html(f->h, "<label><input type=\"%s\" name=\"%s\" value=\"%s\"%s%s><span>%s", type, f->arg->name, o->value,
             ui__picked(f->arg, f->value, o->value) ? " checked" : "", required(f) && *type == 'r' ? " required" : "", o->label);
        if (!text_empty(o->hint))
                html(f->h, "<small>%s</small>", o->hint);
        html(f->h, "</span></label>");
}

static void group_put(const struct ui__field *f, const char *type)
{
        bool radios = *type == 'r';

        html(f->h, "<fieldset class=\"field\" id=\"%s\" tabindex=\"-1\"", f->id);
        ui__attribute(f->h, "role", radios ? "radiogroup" : NULL);
        ui__attribute(f->h, "aria-required", radios && required(f) ? "true" : NULL);
        html_raw(f->h, radios && f->error ? " aria-invalid=\"true\"" : "");
        described(f);
        html(f->h, "><legend>");
        label_text(f);
        html(f->h, "</legend>");
        hint_put(f);
        html(f->h, "<div class=\"choices%s\">", f->options.n > RADIOS_MAX ? " tall" : "");
        for (size_t i = 0; i < f->options.n; i++)
                choice_put(f, type, &f->options.at[i]);
        html(f->h, "</div></fieldset>\n");
}

static void select_put(const struct ui__field *f)
{
        box_begin(f);
        html(f->h, "<select class=\"in\" id=\"%s\" name=\"%s\"", f->id, f->arg->name);
        states(f);
        html(f->h, "><option value=\"\">%s</option>", required(f) ? "请选择" : "不填");
        for (size_t i = 0; i < f->options.n; i++) {
                const struct ui_option *o = &f->options.at[i];

                html(f->h, "<option value=\"%s\"%s>%s%s%s%s</option>", o->value,
                     ui__picked(f->arg, f->value, o->value) ? " selected" : "", o->label, text_empty(o->hint) ? "" : "（",
                     o->hint ? o->hint : "", text_empty(o->hint) ? "" : "）");
        }
        html(f->h, "</select>");
        box_end(f);
}

/* Optional yes or no: one tick; left empty it is simply not given. */
static void tick_put(const struct ui__field *f)
{
        html(f->h, "<div class=\"field\">");
        hint_put(f);
        html(f->h, "<div class=\"choices\"><label><input type=\"checkbox\" id=\"%s\" name=\"%s\" value=\"true\"%s", f->id,
             f->arg->name, ui__picked(f->arg, f->value, "true") ? " checked" : "");
        described(f);
        html(f->h, "><span>%s</span></label></div></div>\n", f->arg->label);
}

static void file_put(const struct ui__field *f)
{
        bool kept = !text_empty(f->value);

        box_begin(f);
        if (kept) {
                html(f->h, "<p class=\"hint\">已上传，指纹 %s；不另选文件就用它。</p>", utf8_head(f->h->b.mem, f->value, 20));
                ui__hidden(f->h, f->arg->name, f->value);
        }
        html(f->h, "<input class=\"in\" type=\"file\" id=\"%s\" name=\"%s\"", f->id, f->arg->name);
        described(f);
        html_raw(f->h, required(f) && !kept ? " required" : "");
        html_raw(f->h, f->error ? " aria-invalid=\"true\"" : "");
        html(f->h, ">");
        box_end(f);
}

static bool as_radios(const struct ui__field *f)
{
        return (f->arg->type == ARG_CHOICE && f->options.n <= RADIOS_MAX) || f->arg->type == ARG_BOOL;
}

void ui__field_put(struct ui__field *f)
{
        const struct arg *g = f->arg;

        if (g->type == ARG_LONG || g->type == ARG_POINTS)
                lines_put(f);
        else if (g->type == ARG_FILE)
                file_put(f);
        else if (g->type == ARG_BOOL && !required(f))
                tick_put(f);
        else if (f->options.n && ui__chooses_several(g))
                group_put(f, "checkbox");
        else if (f->options.n && as_radios(f))
                group_put(f, "radio");
        else if (f->options.n && f->options.n <= SELECT_MAX)
                select_put(f);
        else
                line_put(f);
}
