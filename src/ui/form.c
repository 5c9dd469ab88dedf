/* form.c - a whole form from a command's description: errors first, then the parts, then one button that says what it does.
 *
 * Knows the description only.  Whether the command may be done at all is asked elsewhere; a form can always be shown and refused.
 */
#include "ui/form_inner.h"
#include "ui/basis.h"
#include <string.h>

struct making { struct html *h; const struct ui_form *f; size_t id; };

static const char *field_id(const struct making *m, const char *name)
{
        return text_make(m->h->b.mem, "u%zu-%s", m->id, name);
}

static const struct arg *arg_named(const struct command *cmd, const char *name)
{
        for (const struct arg *g = cmd->args; arg_asked(g); g++)
                if (text_same(g->name, name))
                        return g;
        return NULL;
}

static bool fixed(const struct ui_form *f, const struct arg *g)
{
        return (f->fixed && text_in(g->name, f->fixed, '|')) ||
               ((g->flags & ARG_GIVEN) && !text_empty(ui__value(f->values, f->n_values, g->name)));
}

/* ---- errors ---- */

static bool refused(const struct ui_form *f) { return f->why && f->why->kind != WHY_NOTHING; }

/* What the door says about a value ("罚款：应为金额") is a sentence by itself; everything else needs the catalogue's words too. */
static const char *refusal_text(struct arena *a, const struct why *w)
{
        static const enum refusal_code plain[] = { R_ARG_TYPE, R_ARG_RANGE, R_ARG_CHOICE, R_ARG_ENCODING, R_USCC, R_ID_NUMBER };
        const char *what = refusal_of(w->code)->what;

        if (text_empty(w->detail))
                return what;
        for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
                if (w->code == plain[i])
                        return w->detail;
        return text_make(a, "%s（%s）", what, w->detail);
}

static const char *error_of(const struct ui_form *f, const char *name)
{
        for (size_t i = 0; i < f->n_errors; i++)
                if (!strcmp(f->errors[i].field, name))
                        return f->errors[i].text;
        if (refused(f) && text_same(f->why->field, name))
                return refusal_text(f->why->mem, f->why);
        return NULL;
}

static size_t errors_n(const struct ui_form *f)
{
        size_t n = 0;

        for (const struct arg *g = f->command->args; arg_asked(g); g++)
                n += error_of(f, g->name) != NULL;
        return n;
}

static void error_links(const struct making *m)
{
        html(m->h, "<ul>");
        for (const struct arg *g = m->f->command->args; arg_asked(g); g++)
                if (error_of(m->f, g->name) && !fixed(m->f, g))
                        html(m->h, "<li><a href=\"#%s\">%s</a></li>", field_id(m, g->name), error_of(m->f, g->name));
        html(m->h, "</ul>");
}

static void refusal_law_put(struct html *h, const char *law)
{
        html(h, "<p>依据：");
        ui_basis(h, law);
        html(h, "</p>");
}

/* Focused by the browser itself, so that whoever cannot see it hears it first. */
static void summary_put(const struct making *m)
{
        size_t n = errors_n(m->f);

        if (!n && !refused(m->f))
                return;
        html(m->h, "<div class=\"summary\" tabindex=\"-1\" autofocus>");
        if (n) {
                ui_callout_begin(m->h, "bad", text_make(m->h->b.mem, "还没有办理：有 %zu 处要改，您填写的内容都在", n));
                error_links(m);
                if (refused(m->f) && arg_named(m->f->command, m->f->why->field) && *why_law(m->f->why))
                        refusal_law_put(m->h, why_law(m->f->why));
                ui_callout_end(m->h);
        }
        if (refused(m->f) && !arg_named(m->f->command, m->f->why->field))
                ui_refusal(m->h, m->f->why);
        html(m->h, "</div>\n");
}

/* ---- parts ---- */

static const struct ui_part *part_at(const struct ui_form *f, const char *name)
{
        for (size_t i = 0; i < f->n_parts; i++)
                if (!strcmp(f->parts[i].first, name))
                        return &f->parts[i];
        return NULL;
}

static void part_begin(const struct making *m, const struct ui_part *p)
{
        if (!p) {
                html(m->h, "<div class=\"part\">\n");
                return;
        }
        html(m->h, "<fieldset class=\"part\"><legend>%s", p->title);
        if (p->note)
                html(m->h, "<small>%s</small>", p->note);
        html(m->h, "</legend>\n");
}

static void field_put(const struct making *m, const struct arg *g)
{
        const char *value = ui__value(m->f->values, m->f->n_values, g->name);
        struct ui__field one = {
                .h = m->h, .arg = g, .value = value ? value : "", .error = error_of(m->f, g->name), .id = field_id(m, g->name),
                .options = ui__options(m->h->b.mem, g, m->f->options, m->f->to),
        };

        ui__field_put(&one);
}

static void fields_put(const struct making *m)
{
        const struct ui_part *open = NULL;
        bool any = false;

        for (const struct arg *g = m->f->command->args; arg_asked(g); g++) {
                const struct ui_part *p = part_at(m->f, g->name);

                if (fixed(m->f, g))
                        continue;
                if (!any || p) {
                        html_raw(m->h, !any ? "" : open ? "</fieldset>\n" : "</div>\n");
                        part_begin(m, p);
                        open = p;
                        any = true;
                }
                field_put(m, g);
        }
        html_raw(m->h, !any ? "" : open ? "</fieldset>\n" : "</div>\n");
}

/* ---- the form ---- */

static bool uploads(const struct ui_form *f)
{
        for (const struct arg *g = f->command->args; arg_asked(g); g++)
                if (g->type == ARG_FILE && !fixed(f, g))
                        return true;
        return false;
}

static void hidden_put(const struct making *m)
{
        const struct ui_form *f = m->f;

        ui__hidden(m->h, "_csrf", f->csrf ? f->csrf : "");
        if (f->key)
                ui__hidden(m->h, "_key", f->key);
        if (f->expected >= 0)
                ui__hidden(m->h, "_expected", text_make(m->h->b.mem, "%lld", (long long)f->expected));
        if (f->subject != SUBJECT_NEW)
                ui__hidden(m->h, "_subject", text_make(m->h->b.mem, "%lld", (long long)f->subject));
        if (ui__href(f->back))
                ui__hidden(m->h, "_back", f->back);
        for (const struct arg *g = f->command->args; arg_asked(g); g++)
                if (fixed(f, g) && ui__value(f->values, f->n_values, g->name))
                        ui__hidden(m->h, g->name, ui__value(f->values, f->n_values, g->name));
}

static void foot_put(const struct making *m)
{
        const struct ui_form *f = m->f;

        html(m->h, "<div class=\"form-foot\"><button class=\"btn %s\" type=\"submit\">%s</button>",
             f->danger ? "danger" : "primary", f->button ? f->button : f->command->label);
        if (f->preview)
                html(m->h, "<button class=\"btn\" type=\"submit\" formaction=\"%s\" formtarget=\"_blank\" "
                           "formenctype=\"application/x-www-form-urlencoded\" data-preview-button>预览文书</button>", f->preview);
        if (ui__href(f->back))
                html(m->h, "<a class=\"btn\" href=\"%s\">返回</a>", f->back);
        if (f->beside || !text_empty(f->command->noun))
                html(m->h, "<span class=\"beside\">%s</span>", f->beside ? f->beside : "办理后写入存证日志，不能改写，只能更正。");
        html(m->h, "</div>");
}

void ui_form(struct html *h, const struct ui_form *f)
{
        struct making m = { h, f, ui__id(h) };

        must(ui__href(f->action));
        html(h, "<form class=\"form\" method=\"post\" action=\"%s\" enctype=\"%s\" novalidate>", f->action,
             f->files || uploads(f) ? "multipart/form-data" : "application/x-www-form-urlencoded");
        summary_put(&m);
        hidden_put(&m);
        if (!text_empty(f->command->help))
                html(h, "<p class=\"law\">%s</p>\n", f->command->help);
        fields_put(&m);
        if (f->more)
                f->more(f->more_to, h);
        foot_put(&m);
        html(h, "</form>\n");
}
