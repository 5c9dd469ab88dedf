/* act_page.c - one form for every act, made from the command's own description.
 *
 * GET shows it, with values from the query; POST does it and goes on to the subject, or shows the form again with everything that
 * was typed and the refusal.  The form carries the number of the last act it was made from: a case that moved on is STALE.
 * Must never: lose what a person typed.
 */
#include "web/entry.h"
#include "law/template.h"
#include "org/org.h"
#include <string.h>

static const char *subject_url(struct call *k, const char *noun, int64_t id)
{
        const char *path = text_make(k->mem, "/desk/%s/%lld", noun, (long long)id), *args[4] = { NULL };

        return page_find(k->mem, path, args) ? path : "/desk";
}

/* What the act is on, from the query or the form's hidden field. */
static bool subject_read(struct call *k, const char *given)
{
        if (k->command->creates) {
                k->request.subject = SUBJECT_NEW;
                return true;
        }
        if (text_empty(given))
                return refuse(&k->c.why, R_ARG_MISSING, "subject", "没有说明办理对象的编号");
        return text_int(given, 0, INT64_MAX, &k->request.subject) || refuse(&k->c.why, R_ARG_TYPE, "subject", "编号应为整数");
}

static bool subject_there(struct call *k)
{
        bool there = true;

        if (!k->command->creates && !subject_exists(&k->c, k->command->noun, k->request.subject, &there))
                return false;
        return there || refuse(&k->c.why, R_SUBJECT_UNKNOWN, "subject", "%s/%lld", k->command->noun,
                               (long long)k->request.subject);
}

/* Refusals that only say that the form is still empty. */
static bool about_values(const struct why *w)
{
        static const enum refusal_code codes[] = {
                R_ARG_MISSING, R_ARG_UNKNOWN, R_ARG_TYPE, R_ARG_RANGE, R_ARG_CHOICE, R_RECORDING_MISSING, R_RECORDING_META,
                R_WAIVER, R_TWO_OFFICERS,
        };

        for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
                if (w->code == codes[i])
                        return true;
        return false;
}

/* Asks what the journal will ask before it looks at the values: may this person see the subject, can this be done now?  What is
 * not for this person's eyes (scope) makes the form tell nothing of the subject: no number of its last act, no earlier acts to
 * choose. */
static struct why standing_ask(struct call *k)
{
        struct why why;
        size_t n = 0;

        while (k->command->args[n].name)
                n++;
        struct args none = { k->command, TAKE_N(k->mem, const char *, n + 1) };

        k->seen = k->c.who != NULL;
        if (k->seen && subject_there(k) && !k->command->creates)
                noun_before(&k->c, k->command, &none, k->request.subject);
        why = k->c.why;
        k->c.why = (struct why){ .mem = k->mem };
        if (why.kind == WHY_FAILED || (why.kind == WHY_REFUSED &&
                                       (why.code == R_SCOPE || why.code == R_LOGIN || why.code == R_SUBJECT_UNKNOWN)))
                k->seen = false;
        return why.kind == WHY_REFUSED && about_values(&why) ? k->c.why : why;
}

/* Where 返回 leads: where the person came from, else the subject. */
static const char *back_url(struct call *k, const char *given)
{
        const char *back = local_url(given);

        if (*back)
                return back;
        return k->command->creates ? "/desk" : subject_url(k, k->command->noun, k->request.subject);
}

/* What a form is drawn from. */
struct drawing {
        unsigned status;
        const struct pairs *values;
        const struct why *why;          /* the refusal of the last try, or NULL */
        const struct why *standing;     /* why it could not be done now whatever the values, or NULL */
        const char *key, *back;
};

/* Does an act of this verb make documents that can be shown while the form is filled in? */
static bool makes_papers(const struct call *k)
{
        const struct pack *p = k->c.pack;

        if (text_same(k->command->verb, "paper.make"))
                return k->command != command_find("paper.make");
        for (size_t i = 0; p && !k->command->prepare && i < p->n_papers; i++)
                if (names_have(&p->papers[i].from, k->command->verb))
                        return true;
        return false;
}

static void form_draw(struct call *k, const struct page_in *in, struct html *h, const struct drawing *d)
{
        const struct command *cmd = k->command;
        const char *back = back_url(k, d->back);
        struct ui_crumb crumbs[] = { { cmd->creates ? "工作台" : "办理对象", back } };
        struct ui_frame frame = { .title = cmd->label, .crumbs = crumbs, .n_crumbs = 1 };
        struct ui_form form = { .command = cmd, .action = url(k->mem, "/desk/act/%s", cmd->verb), .subject = k->request.subject,
                                .values = d->values->at, .n_values = d->values->n, .why = d->why, .csrf = in->csrf,
                                .key = text_empty(d->key) ? random_token(k->mem, 16) : d->key, .expected = k->request.expected,
                                .back = back, .options = form_choices, .to = k,
                                .fixed = cmd == command_find(cmd->verb) ? NULL : cmd->args[0].name,
                                .preview = makes_papers(k) ? url(k->mem, "/desk/preview/%s", cmd->verb) : NULL };

        page_begin_desk(&k->c, in, h, &frame);
        ui_refusal(h, d->standing);
        html_raw(h, form.preview ? "<div class=\"beside\">" : "<div>");
        ui_card_begin(h, &(struct ui_card){ .title = "填写" });
        ui_form(h, &form);
        ui_card_end(h);
        html_raw(h, form.preview ? "<aside class=\"preview\" data-preview hidden aria-label=\"文书预览\"></aside></div>" : "</div>");
        page_end_desk(&k->c, in, h);
}

/* Made from the newest act on the subject - or, for someone whose session ended, from the act it was made from before. */
static void form_reply(struct call *k, const struct drawing *d)
{
        struct html *h = html_new(k->mem);
        struct page_in in = page_in_of(k);

        if (k->seen)
                k->request.expected = -1;
        if (k->seen && !k->command->creates && !subject_last(&k->c, k->command->noun, k->request.subject, &k->request.expected)) {
                reply_why(k);
                return;
        }
        form_draw(k, &in, h, d);
        reply_html(k, d->status, h);
}

/* Names of the frame are not values of the act. */
static struct pairs prefilled(struct call *k)
{
        struct pairs values = { .mem = k->mem };

        for (size_t i = 0; i < k->query.n; i++)
                if (!text_in(k->query.at[i].name, "subject|back|done|now", '|'))
                        pairs_put(&values, k->query.at[i].name, k->query.at[i].value);
        return values;
}

void act_form(struct call *k)
{
        struct pairs values;
        struct why standing;

        if (!pairs_single(&k->query, NULL, NULL, &k->c.why) || !act_command(k, k->args[0]) ||
            !subject_read(k, pairs_get(&k->query, "subject")) || !org_hooks.permit(&k->c, k->command, k->request.subject)) {
                reply_why(k);
                return;
        }
        standing = standing_ask(k);
        if (!k->seen) {
                k->c.why = standing;
                reply_why(k);
                return;
        }
        values = prefilled(k);
        form_reply(k, &(struct drawing){ .status = 200, .values = &values, .back = pairs_text(&k->query, "back"),
                                         .standing = standing.kind == WHY_REFUSED ? &standing : NULL });
}

/* ---- doing it ---- */

/* Fields of the frame, taken out of the form before the rest goes to the journal; kept in the call for when it comes back. */
struct frame_fields { const char *csrf, *key, *expected, *subject, *back; };

static struct frame_fields frame_take(struct call *k)
{
        struct frame_fields f;

        f.csrf = form_take(k, "_csrf");
        f.key = form_take(k, "_key");
        f.expected = form_take(k, "_expected");
        f.subject = form_take(k, "_subject");
        f.back = form_take(k, "_back");
        return f;
}

static bool takes_several(void *to, const char *name)
{
        const struct command *cmd = to;

        for (const struct arg *g = cmd->args; g->name; g++)
                if (text_same(g->name, name))
                        return arg_takes_several(g);
        return false;
}

/* A refusal goes back onto the form.  Without a database or a subject there is no form to show: a page that says why. */
static void try_again(struct call *k)
{
        struct why why = k->c.why;

        k->c.why = (struct why){ .mem = k->mem };
        if (!k->c.db || why.kind == WHY_FAILED || why.code == R_SUBJECT_UNKNOWN) {
                k->c.why = why;
                reply_why(k);
                return;
        }
        refusal_note(k, &why);
        standing_ask(k);
        form_reply(k, &(struct drawing){ .status = why_status(&why), .values = &k->form, .why = &why,
                                         .key = why.code == R_KEY_REUSED ? NULL : k->request.key, .back = k->back });
}

/* What is shown once (a code for a party) cannot go into an address: a page of its own, from which one goes on. */
static void shown_reply(struct call *k, const char *onward)
{
        struct html *h = html_new(k->mem);
        struct page_in in = page_in_of(k);
        struct ui_button go = { "继续", onward, "arrow-right", BUTTON_PRIMARY };

        page_begin_desk(&k->c, &in, h, &(struct ui_frame){ .title = k->command->label });
        ui_card_begin(h, &(struct ui_card){ .title = "查询码", .note = "只显示这一次" });
        for (size_t i = 0; i < k->request.n_shown; i++)
                html(h, "<p class=\"secret-code\"><code>%s</code></p>", k->request.shown[i].value);
        html(h, "<p>请现在抄录或者打印，连同编号交给本人。系统只存它的指纹，以后谁也查不出来；遗失的，重新制发。</p>");
        ui_row_begin(h);
        ui_button(h, &go);
        ui_row_end(h);
        ui_card_end(h);
        page_end_desk(&k->c, &in, h);
        reply_html(k, 200, h);
}

static void tried(struct call *k)
{
        const char *back;

        k->c.why = k->answer.why;
        if (k->c.why.kind != WHY_NOTHING) {
                try_again(k);
                return;
        }
        session_ended_note(k);
        back = local_url(k->back);
        if (!*back)
                back = subject_url(k, k->answer.subject.noun, k->answer.subject.id);
        back = text_make(k->mem, "%s%cdone=%lld", back, strchr(back, '?') ? '&' : '?', (long long)k->answer.seq);
        if (request_shown(&k->request, &k->answer))
                shown_reply(k, back);
        else
                reply_to(k, back);
}

static bool expected_read(struct call *k, const char *given)
{
        k->request.expected = -1;
        return text_empty(given) || text_int(given, -1, INT64_MAX, &k->request.expected) ||
               refuse(&k->c.why, R_ARG_TYPE, NULL, "表单的 _expected 不是整数");
}

static void try_go(struct call *k)
{
        act_post(k, tried);
}

static void try_ask(struct call *k)
{
        if (k->again)
                again_page(k);
        else
                try_again(k);
}

static void try_post(struct call *k)
{
        if (k->c.why.kind == WHY_NOTHING && act_files_there(k))
                again_then(k, try_go, try_ask);
        else
                try_again(k);
}

bool act_form_read(struct call *k, const char **csrf)
{
        struct frame_fields f = frame_take(k);

        *csrf = f.csrf;
        k->back = f.back ? f.back : "";
        k->request.key = text_empty(f.key) ? NULL : f.key;
        return subject_read(k, f.subject) && expected_read(k, f.expected);
}

void act_try(struct call *k)
{
        const char *csrf;

        if (!act_command(k, k->args[0]) || !body_pairs(k) || !act_widen(k) ||
            !pairs_single(&k->form, takes_several, (void *)(uintptr_t)k->command, &k->c.why) || !act_form_read(k, &csrf))
                reply_why(k);
        else if (!call_who(k) || !csrf_right(k, csrf))
                try_again(k);
        else if (upload_waits(k))
                call_later(k, upload_settle, try_post);
        else
                try_post(k);
}
