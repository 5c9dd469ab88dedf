/* documents.c - documents over HTTP: files of a case, previews beside a form, and the check of a signed file that anybody may bring.
 *
 * All of it is slow - typesetting, signatures - so a helper thread does it while the connection waits.  What is to be shown, and to whom,
 * the house decides (web_hooks).  A file brought for checking stays in memory and is never stored.
 */
#include "org/org.h"
#include "web/call.h"
#include "web/multipart.h"
#include <string.h>

/* ---- files of a case ---- */

static void document_work(struct call *k)
{
        const struct web_hooks *hooks = k->web->o.hooks;

        k->c.blobs = k->web->blobs;
        if (!hooks || !hooks->document)
                refuse(&k->c.why, R_PAGE_UNKNOWN, NULL, NULL);
        else
                hooks->document(&k->c, k->args, k->query.at, k->query.n, &k->document);
}

static void document_done(struct call *k)
{
        const struct web_document *d = &k->document;

        if (k->c.why.kind != WHY_NOTHING) {
                reply_why(k);
                return;
        }
        reply_header(k, "Content-Disposition", text_make(k->mem, "%s; filename*=UTF-8''%s", d->save ? "attachment" : "inline",
                                                         url(k->mem, "%s", d->name)));
        reply_header(k, "Cache-Control", "private, no-store");
        reply_bytes(k, 200, d->type, d->bytes);
}

void document_show(struct call *k)
{
        call_later(k, document_work, document_done);
}

/* ---- previews ---- */

static bool takes_several(void *to, const char *name)
{
        const struct arg *g = command_arg(to, name);

        return g && arg_takes_several(g);
}

/* A file does not come along with a preview: its place is held by a digest of nothing. */
static void files_hold(struct call *k)
{
        static const char nothing[] = "sm3:0000000000000000000000000000000000000000000000000000000000000000";

        for (const struct arg *g = k->command->args; g->name; g++)
                if (g->type == ARG_FILE && form_take(k, g->name))
                        pairs_put(&k->form, g->name, nothing);
}

/* May this person see the subject at all?  Whatever else the noun refuses does not matter here. */
static bool preview_seen(struct call *k, int64_t subject)
{
        size_t n = 0;

        while (k->command->args[n].name)
                n++;
        noun_before(&k->c, k->command, &(struct args){ k->command, TAKE_N(k->mem, const char *, n + 1) }, subject);
        if (k->c.why.kind == WHY_FAILED || k->c.why.code == R_SCOPE || k->c.why.code == R_SUBJECT_UNKNOWN || k->c.why.code == R_LOGIN)
                return false;
        k->c.why = (struct why){ .mem = k->mem };
        return true;
}

/* What is filled in so far, where the act cannot be done yet: nothing is asked of the values but their kinds. */
static bool draft_so_far(struct call *k, struct draft *d)
{
        struct command *k2 = arena_copy(k->mem, k->command, sizeof *k->command);
        struct arg *args;
        struct args a;
        size_t n = 0;

        while (k2->args[n].name)
                n++;
        k2->args = args = arena_copy(k->mem, k2->args, (n + 1) * sizeof *args);
        for (size_t i = 0; i < n; i++)
                args[i].flags &= ~(unsigned)ARG_REQUIRED;
        if (!args_check(&k->c, k2, k->form.at, k->form.n, &a))
                return false;
        for (size_t i = 0; i < n; i++)
                if (!(args[i].flags & ARG_SECRET))
                        draft_put(d, args[i].name, a.values[i]);
        return true;
}

/* The draft as the writer would make it; failing that, what there is of it, and why it is no act yet. */
static void preview_work(struct call *k)
{
        const struct web_hooks *hooks = k->web->o.hooks;
        int64_t subject = k->command->creates ? SUBJECT_NEW : k->request.subject;
        struct draft *d = draft_new(k->mem, k->command->verb, k->command->noun, subject);
        struct args a;

        k->c.blobs = k->web->blobs;
        k->html = html_new(k->mem);
        if (!hooks || !hooks->preview || k->command->prepare) {
                refuse(&k->c.why, R_PAGE_UNKNOWN, NULL, NULL);
                return;
        }
        if (!org_hooks.permit(&k->c, k->command, subject))
                return;
        if (!args_check(&k->c, k->command, k->form.at, k->form.n, &a) || !draft_make(&k->c, &a, subject, d)) {
                struct why why = k->c.why;

                if (why.kind == WHY_FAILED || why.code == R_SCOPE || why.code == R_SUBJECT_UNKNOWN || why.code == R_ROLE)
                        return;
                ui_refusal(k->html, &why);
                k->c.why = (struct why){ .mem = k->mem };
                d = draft_new(k->mem, k->command->verb, k->command->noun, subject);
                if (!preview_seen(k, subject) || !draft_so_far(k, d)) {
                        k->c.why = (struct why){ .mem = k->mem };
                        return;
                }
        }
        org_hooks.sign(&k->c, d);
        hooks->preview(&k->c, d, k->html);
}

/* To the script a piece of a page, whatever came of it; to a browser without it a page of its own. */
static void preview_done(struct call *k)
{
        bool piece = call_header(k, "X-Fragment") != NULL;
        struct html *h = html_new(k->mem);
        struct why why = k->c.why;
        struct page_in in;
        struct bytes body;

        k->c.why = (struct why){ .mem = k->mem };
        in = page_in_of(k);
        if (!piece)
                page_begin_desk(&k->c, &in, h, &(struct ui_frame){ .title = "文书预览", .lead = "尚未办理，文号以办理时为准" });
        if (why.kind == WHY_NOTHING) {
                body = html_done(k->html);
                html_raw(h, text_copy_n(k->mem, (const char *)body.p, body.n));
        } else {
                ui_refusal(h, &why);
        }
        if (!piece)
                page_end_desk(&k->c, &in, h);
        reply_html(k, 200, h);
}

void preview_try(struct call *k)
{
        const char *csrf;

        if (!act_command(k, k->args[0]) || !body_pairs(k) || !act_widen(k) ||
            !pairs_single(&k->form, takes_several, (void *)(uintptr_t)k->command, &k->c.why) || !act_form_read(k, &csrf) ||
            !csrf_right(k, csrf)) {
                reply_why(k);
                return;
        }
        files_hold(k);
        call_later(k, preview_work, preview_done);
}

/* ---- a signed file is checked ---- */

struct bringing { struct call *k; struct buffer file; bool in_file; };

static bool on_part(void *to, const char *name, const char *filename, const char *type)
{
        struct bringing *b = to;

        (void)name; (void)type;
        b->in_file = filename && *filename && !b->file.n;
        return true;
}

static bool on_data(void *to, const void *p, size_t n)
{
        struct bringing *b = to;

        if (b->in_file)
                buffer_put(&b->file, p, n);
        return true;
}

static bool on_end(void *to)
{
        ((struct bringing *)to)->in_file = false;
        return true;
}

static bool file_take(struct call *k, struct bytes *out)
{
        struct bringing b = { .k = k, .file = { .mem = k->mem } };
        struct multipart_sink sink = { &b, on_part, on_data, on_end };
        const char *type = call_header(k, "Content-Type");
        struct multipart *m = type ? multipart_new(k->mem, type, &sink, &k->c.why) : NULL;

        if (!type)
                return refuse(&k->c.why, R_BODY_MALFORMED, NULL, "应以 multipart/form-data 提交");
        if (!m || !multipart_feed(m, buffer_done(&k->body), k->body.n) || !multipart_done(m))
                return false;
        *out = (struct bytes){ (const uint8_t *)buffer_done(&b.file), b.file.n };
        return b.file.n || refuse(&k->c.why, R_ARG_MISSING, "file", "请选择要核验的文件");
}

static void check_work(struct call *k)
{
        const struct web_hooks *hooks = k->web->o.hooks;

        k->html = html_new(k->mem);
        if (hooks && hooks->check)
                hooks->check(&k->c, k->document.bytes, k->html);
}

static void check_done(struct call *k)
{
        static const struct ui_crumb crumbs[] = { { "首页", "/" }, { "验真伪", "/verify" } };
        struct html *h = html_new(k->mem);
        struct page_in in;
        struct bytes body;

        if (k->c.why.kind != WHY_NOTHING) {
                reply_why(k);
                return;
        }
        in = page_in_of(k);
        page_begin_public(&k->c, &in, h, &(struct ui_frame){ .title = "核验结果", .crumbs = crumbs, .n_crumbs = 2, .narrow = true });
        ui_card_begin(h, &(struct ui_card){ .title = "您带来的文件" });
        body = html_done(k->html);
        html_raw(h, text_copy_n(k->mem, (const char *)body.p, body.n));
        ui_card_end(h);
        page_end_public(&k->c, &in, h);
        reply_html(k, 200, h);
}

void check_try(struct call *k)
{
        call_visitor(k);
        if (file_take(k, &k->document.bytes))
                call_later(k, check_work, check_done);
        else
                reply_why(k);
}
