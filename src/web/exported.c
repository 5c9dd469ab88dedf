/* exported.c - GET /api/views/NAME.xlsx and NAME.csv: all rows of a view as it is filtered, written by a helper thread into a nameless file
 * while the connection waits.  Who took how many rows of a view that is not for everybody stands in the log before the file is handed out. */
#include "ui/view.h"
#include "web/call.h"
#include <string.h>
#include <unistd.h>

#define NOTE_VERB "export.take"

static const char *format_of(const struct call *k)
{
        return strrchr(k->path, '.') + 1;
}

static void export_work(struct call *k)
{
        int64_t rows = 0;
        struct pair *pairs;

        k->c.blobs = k->web->blobs;
        k->written = call_nameless(k);
        if (k->written < 0 || !view_export(&k->c, k->args[0], k->form.at, k->form.n, format_of(k), k->written, &rows))
                return;
        pairs = TAKE_N(k->mem, struct pair, 3);
        pairs[0] = (struct pair){ "view", k->args[0] };
        pairs[1] = (struct pair){ "rows", text_make(k->mem, "%lld", (long long)rows) };
        pairs[2] = (struct pair){ "filters", export_filters(k->mem, k->form.at, k->form.n) };
        k->request = (struct request){ .verb = NOTE_VERB, .subject = SUBJECT_NEW, .pairs = pairs, .n = *pairs[2].value ? 3 : 2, .login = k->login, .expected = -1 };
}

static void export_send(struct call *k)
{
        const struct view *v = view_find(k->args[0]);
        off_t size = lseek(k->written, 0, SEEK_END);
        struct MHD_Response *r;

        if (k->c.why.kind == WHY_NOTHING && k->request.verb && k->answer.why.kind != WHY_NOTHING)
                k->c.why = k->answer.why;
        if (k->c.why.kind != WHY_NOTHING) {
                close(k->written);
                reply_why(k);
                return;
        }
        r = MHD_create_response_from_fd_at_offset64((uint64_t)size, k->written, 0);     /* closes it */
        must(r != NULL);
        reply_header(k, "Content-Disposition", text_make(k->mem, "attachment; filename*=UTF-8''%s",
                                                         url(k->mem, "%s", view_export_name(k->mem, v, day_of(k->c.now), format_of(k)))));
        reply_header(k, "Cache-Control", "private, no-store");
        reply_response(k, 200, view_export_type(format_of(k)), r);
}

static void export_written(struct call *k)
{
        const struct view *v = view_find(k->args[0]);

        if (k->c.why.kind != WHY_NOTHING) {
                if (k->written >= 0)
                        close(k->written);
                reply_why(k);
        } else if (k->login && strcmp(v->roles, "public") && command_find(NOTE_VERB)) {
                call_post(k, export_send);
        } else {
                k->request.verb = NULL;
                export_send(k);
        }
}

bool export_asked(struct call *k)
{
        const char *dot = strrchr(k->args[0], '.');
        const struct view *v;

        if (!dot || !text_in(dot + 1, "xlsx|csv", '|') || view_find(k->args[0]))
                return false;
        k->args[0] = text_copy_n(k->mem, k->args[0], (size_t)(dot - k->args[0]));
        v = view_find(k->args[0]);
        k->form = k->query;
        k->written = -1;
        if (!v)
                refuse(&k->c.why, R_VIEW_UNKNOWN, NULL, "%s", utf8_head(k->mem, k->args[0], 40));
        if (!v || !pairs_single(&k->query, view_takes_several, (void *)(uintptr_t)v, &k->c.why))
                reply_why(k);
        else
                call_later(k, export_work, export_written);
        return true;
}
