/* batch.c - one verb for many rows: GET /desk/batch shows what was picked and asks for the verb's fields once, POST does one act for each.
 *
 * Each is an act of its own, with its own key and its own refusal; the answer says of every row what became of it.  Sent twice, the acts that were
 * done answer as before (the keys are the form's key and the row's number), so nothing is done twice.
 * Must never: tell anything of a row that this person may not see, or stop at the first refusal.
 */
#include "org/org.h"
#include "org/parameter.h"
#include "web/call.h"
#include <string.h>

static bool (*allowed_fn)(const char *verb);

void web_batch_bind(bool (*allowed)(const char *verb))
{
        allowed_fn = allowed;
}

struct batch { int64_t *ids; size_t n; const char *verb, *back; };

static bool takes_ids(void *to, const char *name)
{
        const struct command *cmd = *(const struct command **)to;

        if (text_same(name, "ids"))
                return true;
        for (const struct arg *g = cmd ? cmd->args : NULL; g && g->name; g++)
                if (text_same(g->name, name))
                        return arg_takes_several(g);
        return false;
}

static bool id_add(struct call *k, struct batch *b, int64_t most, const char *text)
{
        int64_t id;

        if (!text_int(text, 0, INT64_MAX, &id))
                return refuse(&k->c.why, R_ARG_TYPE, "ids", "编号应为整数");
        for (size_t i = 0; i < b->n; i++)
                if (b->ids[i] == id)
                        return true;
        if (b->n == (size_t)most)
                return refuse(&k->c.why, R_ARG_RANGE, "ids", "一次最多 %lld 件", (long long)most);
        b->ids[b->n++] = id;
        return true;
}

/* The rows picked: ids=1&ids=2 or ids=1,2; `pairs` keeps what is not of the batch. */
static bool batch_read(struct call *k, const struct pairs *from, const char *verb, struct batch *b)
{
        int64_t most;

        if (!allowed_fn || !allowed_fn(verb))
                return refuse(&k->c.why, R_VERB_UNKNOWN, NULL, "“%s”不能批量办理", utf8_head(k->mem, verb, 60));
        if (!act_command(k, verb) || !org_hooks.permit(&k->c, k->command, 0) || !parameter_int(&k->c, "batch_rows", &most))
                return false;
        *b = (struct batch){ .ids = TAKE_N(k->mem, int64_t, most + 1), .verb = k->command->verb };
        for (size_t i = 0; i < from->n; i++) {
                size_t n = 0;
                char **at = text_same(from->at[i].name, "ids") ? text_split(k->mem, from->at[i].value, ',', &n) : NULL;

                for (size_t j = 0; j < n; j++)
                        if (*at[j] && !id_add(k, b, most, at[j]))
                                return false;
        }
        return b->n || refuse(&k->c.why, R_ARG_MISSING, "ids", "先在列表里选几行");
}

/* ---- the form ---- */

static void hidden_ids(void *to, struct html *h)
{
        const struct batch *b = to;

        for (size_t i = 0; i < b->n; i++)
                html(h, "<input type=\"hidden\" name=\"ids\" value=\"%lld\">", (long long)b->ids[i]);
        html(h, "<input type=\"hidden\" name=\"_verb\" value=\"%s\">", b->verb);
}

static void form_show(struct call *k, struct batch *b, const struct pairs *values, const struct why *why)
{
        struct html *h = html_new(k->mem);
        struct page_in in = page_in_of(k);
        struct ui_form form = { .command = k->command, .action = url(k->mem, "/desk/batch"), .subject = SUBJECT_NEW, .values = values->at, .n_values = values->n,
                                .why = why, .csrf = in.csrf, .key = random_token(k->mem, 16), .expected = -1, .back = b->back, .options = form_choices, .to = k,
                                .more = hidden_ids, .more_to = b, .button = text_make(k->mem, "%s（%zu 件）", k->command->label, b->n) };

        page_begin_desk(&k->c, &in, h, &(struct ui_frame){ .title = text_make(k->mem, "批量%s", k->command->label), .current = b->back,
                        .lead = text_make(k->mem, "选了 %zu 件；每件各是一个动作，能办的办，不能办的说明原因", b->n) });
        ui_card_begin(h, &(struct ui_card){ .title = "填写一次，用于每一件" });
        ui_form(h, &form);
        ui_card_end(h);
        page_end_desk(&k->c, &in, h);
        reply_html(k, why ? 400 : 200, h);
}

void batch_form(struct call *k)
{
        const char *verb = pairs_text(&k->query, "verb");
        struct pairs none = { .mem = k->mem };
        const struct command *cmd = NULL;
        struct batch b;

        if (!pairs_single(&k->query, takes_ids, &cmd, &k->c.why) || !batch_read(k, &k->query, verb, &b)) {
                reply_why(k);
                return;
        }
        b.back = local_url(pairs_text(&k->query, "back"));
        b.back = *b.back ? b.back : "/desk";
        form_show(k, &b, &none, NULL);
}

/* ---- doing it ---- */

struct done { int64_t id; struct answer answer; };
struct doing { struct batch b; struct done *at; const char *key; };

/* On the set clock, acts reach the writer in the order of their times. */
static void submit(struct call *k, struct request *r, struct answer *out)
{
        struct web *w = k->web;
        bool set = w->o.test_clock && w->o.now.ms && !k->said.ms;

        if (set)
                pthread_mutex_lock(&w->order);
        r->test_clock = w->o.test_clock;
        r->at = set ? web_now(w) : k->said;
        journal_submit(w->journal, k->mem, r, out);
        if (set)
                pthread_mutex_unlock(&w->order);
        web_wrote(w, r, out, k->said);
}

static void one(struct call *k, const struct doing *d, struct done *out)
{
        struct request r = k->request;

        r.subject = out->id;
        r.key = text_make(k->mem, "%s:%lld", d->key, (long long)out->id);
        k->c.why = (struct why){ .mem = k->mem };
        if (request_prepares(k->mem, &r) && !request_prepare(&k->c, &r)) {
                out->answer = (struct answer){ .why = k->c.why };
                return;
        }
        submit(k, &r, &out->answer);
}

static void work(struct call *k)
{
        struct doing *d = k->tag;

        k->c.blobs = k->web->blobs;
        for (size_t i = 0; i < d->b.n; i++)
                one(k, d, &d->at[i]);
        k->c.why = (struct why){ .mem = k->mem };
}

static void outcome_put(struct call *k, struct html *h, const struct done *d)
{
        const struct why *w = &d->answer.why;
        const char *path = text_make(k->mem, "/desk/%s/%lld", k->command->noun, (long long)d->id), *args[4] = { NULL };

        html(h, "<tr><td data-l=\"编号\"><div>");
        if (page_find(k->mem, path, args))
                ui_link(h, path, text_make(k->mem, "%lld", (long long)d->id));
        else
                html(h, "%lld", (long long)d->id);
        html(h, "</div></td><td data-l=\"结果\"><div>");
        if (w->kind == WHY_NOTHING)
                ui_tag(h, "ok", d->answer.repeated ? "已经办过" : "已办理");
        else
                ui_tag(h, "bad", "没有办成");
        html(h, "</div></td><td data-l=\"说明\"><div>");
        if (w->kind == WHY_NOTHING)
                ui_link(h, text_make(k->mem, "/desk/act/%lld", (long long)d->answer.seq), text_make(k->mem, "日志第 %lld 条", (long long)d->answer.seq));
        else
                html(h, "%s", w->kind == WHY_REFUSED ? why_sentence(w) : "现在办不了，请稍后再试");
        html(h, "</div></td></tr>\n");
}

static void told(struct call *k)
{
        struct doing *d = k->tag;
        struct html *h = html_new(k->mem);
        struct page_in in = page_in_of(k);
        size_t good = 0;

        for (size_t i = 0; i < d->b.n; i++)
                good += d->at[i].answer.why.kind == WHY_NOTHING;
        page_begin_desk(&k->c, &in, h, &(struct ui_frame){ .title = text_make(k->mem, "批量%s：办成 %zu 件，没有办成 %zu 件", k->command->label, good, d->b.n - good),
                        .crumb = "批量办理", .current = d->b.back });
        ui_card_begin(h, &(struct ui_card){ .title = "每一件的结果", .flush = true });
        html(h, "<div class=\"scroll\" role=\"region\" aria-label=\"结果\" tabindex=\"0\"><table class=\"table cards\"><caption class=\"vh\">结果</caption><thead><tr>"
             "<th scope=\"col\">编号</th><th scope=\"col\">结果</th><th scope=\"col\">说明</th></tr></thead><tbody>\n");
        for (size_t i = 0; i < d->b.n; i++)
                outcome_put(k, h, &d->at[i]);
        html(h, "</tbody></table></div>\n");
        ui_card_foot(h);
        ui_button(h, &(struct ui_button){ "返回列表", d->b.back, "arrow-left", BUTTON_PLAIN });
        ui_card_end(h);
        page_end_desk(&k->c, &in, h);
        reply_html(k, 200, h);
}

static void fields_drop(struct call *k, const char *name)
{
        while (form_take(k, name))
                ;
}

void batch_try(struct call *k)
{
        struct doing *d = TAKE(k->mem, struct doing);
        const char *csrf, *verb;

        if (!body_pairs(k) || !call_who(k)) {
                reply_why(k);
                return;
        }
        csrf = form_take(k, "_csrf");
        d->key = form_take(k, "_key");
        verb = form_take(k, "_verb");
        if (!csrf_right(k, csrf) || !batch_read(k, &k->form, verb ? verb : "", &d->b) ||
            !pairs_single(&k->form, takes_ids, &k->command, &k->c.why)) {
                reply_why(k);
                return;
        }
        d->key = text_empty(d->key) ? random_token(k->mem, 16) : d->key;
        d->b.back = local_url(pairs_text(&k->form, "_back"));
        d->b.back = *d->b.back ? d->b.back : "/desk";
        fields_drop(k, "ids"), fields_drop(k, "_back"), fields_drop(k, "_expected"), fields_drop(k, "_subject");
        k->request = (struct request){ .verb = k->command->verb, .pairs = k->form.at, .n = k->form.n, .login = k->login, .expected = -1 };
        d->at = TAKE_N(k->mem, struct done, d->b.n);
        for (size_t i = 0; i < d->b.n; i++)
                d->at[i].id = d->b.ids[i];
        k->tag = d;
        call_later(k, work, told);
}
