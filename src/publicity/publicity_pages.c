/* publicity_pages.c - before the public sees it: the original and the public version side by side, every place numbered in both.
 *
 * One page for who enters (tries covers and keeps, then publish.prepare) and for who checks (publish.release).  Nothing is kept by trying:
 * what was tried stands in the address until it is entered.  Works without JavaScript.  Shows the sealed original only to those in whose
 * data it lies.  Must never decide: the forms lead to the commands.
 */
#include "org/org.h"
#include "publicity/publicity_mask.h"
#include "ui/ui.h"
#include <string.h>

/* ---- what was tried: d3=keep&w3=… for the third proposal of the rules, c1=文字&r1=理由 for what a person adds ---- */

#define EXTRAS 8
struct trial { struct entry e; const char *covers, *keeps; /* lines */ bool tried; };

static void line_put(struct buffer *b, const char *text, const char *reason)
{
        buffer_make(b, "%s%s｜%s", b->n ? "\n" : "", text, reason);
}

static const char *span_text(struct arena *mem, const struct masked_part *p, const struct mask_span *s)
{
        return text_replace(mem, text_copy_n(mem, p->original + s->from, s->to - s->from), "\n", " ");
}

static const char *numbered(struct arena *mem, const struct page_in *in, const char *letter, size_t n)
{
        return page_query(in, text_make(mem, "%s%zu", letter, n));
}

/* base: the proposals without anything tried. */
static struct trial trial_read(struct arena *mem, const struct page_in *in, const struct masked *base)
{
        struct buffer covers = { .mem = mem }, keeps = { .mem = mem };
        struct trial t = { .e = { .facts = "", .result = "", .reason = "" }, .tried = *page_query(in, "try") != '\0' };
        size_t n = 0;

        for (size_t i = 0; i < MASKED_PARTS; i++)
                for (size_t k = 0; k < base->part[i].spans.n; k++) {
                        const char *said = numbered(mem, in, "d", ++n), *why = numbered(mem, in, "w", n);
                        const char *text = span_text(mem, &base->part[i], &base->part[i].spans.at[k]);

                        if (!strcmp(said, "keep"))
                                line_put(&keeps, text, why);
                        else if (!strcmp(said, "cover"))
                                line_put(&covers, text, why);
                }
        for (size_t i = 1; i <= EXTRAS; i++)
                if (*numbered(mem, in, "c", i))
                        line_put(&covers, numbered(mem, in, "c", i), numbered(mem, in, "r", i));
        t.covers = text_copy(mem, buffer_done(&covers));
        t.keeps = text_copy(mem, buffer_done(&keeps));
        t.e.covers = marks_of_lines(mem, t.covers);
        t.e.keeps = marks_of_lines(mem, t.keeps);
        return t;
}

static const char *lines_of(struct arena *mem, const struct mask_marks *marks)
{
        struct buffer b = { .mem = mem };

        for (size_t i = 0; i < marks->n; i++)
                line_put(&b, marks->at[i].text, marks->at[i].reason);
        return text_copy(mem, buffer_done(&b));
}

/* ---- both sides ---- */

static const char *tone_of(const struct mask_span *s)
{
        return s->hand ? "by-hand" : s->kept ? "left-open" : s->ask ? "undecided" : "by-rule";
}

static void plain_put(struct html *h, const char *from, size_t n)
{
        html_text(h, text_copy_n(h->b.mem, from, n));
}

static void original_text(struct html *h, const struct masked_part *p, size_t *number)
{
        size_t at = 0;

        for (size_t i = 0; i < p->spans.n; at = p->spans.at[i++].to) {
                const struct mask_span *s = &p->spans.at[i];

                plain_put(h, p->original + at, s->from - at);
                html(h, "<mark class=\"spot %s\">", tone_of(s));
                plain_put(h, p->original + s->from, s->to - s->from);
                html(h, "</mark><sup class=\"spot-n\"><a href=\"#place-%zu\">%zu</a></sup>", *number + 1, *number + 1);
                (*number)++;
        }
        html_text(h, p->original + at);
}

static void cover_put(struct html *h, const struct mask_span *s, size_t number)
{
        const char *open = strstr(s->cover, "〖");

        if (!open) {                                    /* 郑某某: readable as it is */
                html(h, "<span class=\"spot by-rule\">%s</span><sup class=\"spot-n\">%zu</sup>", s->cover, number);
                return;
        }
        plain_put(h, s->cover, (size_t)(open - s->cover));
        open += strlen("〖");
        ui_mask(h, text_make(h->b.mem, "%zu %s", number, text_copy_n(h->b.mem, open, strstr(open, "〗") ? (size_t)(strstr(open, "〗") - open) : strlen(open))));
}

static void public_text(struct html *h, const struct masked_part *p, size_t *number)
{
        size_t at = 0;

        for (size_t i = 0; i < p->spans.n; at = p->spans.at[i++].to) {
                const struct mask_span *s = &p->spans.at[i];

                (*number)++;
                plain_put(h, p->original + at, s->from - at);
                if (!mask_span_open(s) && !p->written) {
                        cover_put(h, s, *number);
                        continue;
                }
                html(h, "<mark class=\"spot %s\">", tone_of(s));
                plain_put(h, p->original + s->from, s->to - s->from);
                html(h, "</mark><sup class=\"spot-n\">%zu</sup>", *number);
        }
        html_text(h, p->original + at);
}

typedef void side_fn(struct html *h, const struct masked_part *p, size_t *number);

static void side_put(struct html *h, const struct masked *m, const char *side, const char *title, const char *party, side_fn *text)
{
        size_t number = 0;

        html(h, "<section class=\"twin\" data-side=\"%s\">", side);
        ui_paper_begin(h, &(struct ui_paper){ .label = title, .title = public_paper_title(m->v.kind, m->v.result), .number = m->v.number });
        html(h, "<div class=\"text\"><p class=\"flat\">%s：%s</p>", strcmp(m->v.kind, "permit") ? "当事人" : "申请人", party);
        for (size_t i = 0; i < MASKED_PARTS; i++) {
                if (!*m->part[i].original)
                        continue;
                html(h, "<p class=\"flat\"><b>%s</b>　", m->part[i].label);
                text(h, &m->part[i], &number);
                html(h, "</p>");
        }
        html(h, "</div>");
        ui_paper_end(h);
        html(h, "</section>");
}

/* ---- the list of places ---- */

static size_t places_count(const struct masked *m, bool asked)
{
        size_t n = 0;

        for (size_t i = 0; i < MASKED_PARTS; i++)
                for (size_t k = 0; k < m->part[i].spans.n; k++)
                        n += asked ? m->part[i].spans.at[k].ask : !mask_span_open(&m->part[i].spans.at[k]);
        return n;
}

/* The number of the proposal at the same place, 0: a person added it. */
static size_t base_number(const struct masked *base, size_t part, const struct mask_span *s)
{
        size_t n = 0;

        for (size_t i = 0; i < MASKED_PARTS; i++)
                for (size_t k = 0; k < base->part[i].spans.n; k++) {
                        const struct mask_span *b = &base->part[i].spans.at[k];

                        n++;
                        if (i == part && b->from == s->from && b->to == s->to)
                                return n;
                }
        return 0;
}

static const char *state_of(const struct mask_span *s)
{
        return s->hand ? "人工遮盖" : s->kept ? "保留公开" : s->ask ? "待定" : "按规则遮盖";
}

static void option_put(struct html *h, const char *value, const char *label, bool chosen)
{
        html_raw(h, "<option value=\"");
        html(h, "%s", value);
        html_raw(h, chosen ? "\" selected>" : "\">");
        html(h, "%s</option>", label);
}

/* What a person may say about a proposal of the rules. */
static void choice_put(struct html *h, const struct mask_span *s, size_t n)
{
        bool ask = mask_sort_of(s->kind)->ask || s->hand;

        if (mask_sort_of(s->kind)->fixed) {
                html(h, "<small class=\"say\">一律不公开，不能保留。</small>");
                return;
        }
        html(h, "<span class=\"say\"><select class=\"in\" name=\"d%zu\" aria-label=\"第 %zu 处怎样处理\">", n, n);
        option_put(h, "", ask ? "未定" : "按规则遮盖", !s->kept && !s->hand);
        if (ask)
                option_put(h, "cover", "遮盖", s->hand);
        option_put(h, "keep", "公开", s->kept);
        html(h, "</select><input class=\"in\" name=\"w%zu\" value=\"%s\" maxlength=\"120\" placeholder=\"改动的理由\" aria-label=\"第 %zu 处改动的理由\"></span>",
             n, s->reason, n);
}

static void extra_put(struct html *h, size_t k, const char *text, const char *reason)
{
        html(h, "<span class=\"say\"><input class=\"in\" name=\"c%zu\" value=\"%s\" maxlength=\"300\" placeholder=\"要遮盖的原文\" aria-label=\"另行遮盖的原文\">"
                "<input class=\"in\" name=\"r%zu\" value=\"%s\" maxlength=\"120\" placeholder=\"理由，如：商业秘密\" aria-label=\"另行遮盖的理由\"></span>",
             k, text, k, reason);
}

static void place_put(struct html *h, const struct masked *base, const struct masked_part *p, size_t part, const struct mask_span *s, size_t number,
                      size_t *extras)
{
        const struct mask_sort *sort = mask_sort_of(s->kind);
        size_t n = base ? base_number(base, part, s) : 0;

        html(h, "<li id=\"place-%zu\" class=\"%s\"><span class=\"n\" aria-hidden=\"true\">%zu</span><span><b>%s</b> <span class=\"small\">%s</span><br>",
             number, tone_of(s), number, s->hand ? "另行遮盖" : sort->label, state_of(s));
        html(h, "<small>%s：“%s”。%s。%s</small>", p->label, utf8_head(h->b.mem, span_text(h->b.mem, p, s), 40), sort->why, s->law);
        if (*s->reason && !base)
                html(h, "<br><small>理由：%s</small>", s->reason);
        html(h, "</span>");
        if (base && n)
                choice_put(h, s, n);
        else if (base && s->hand && *extras < EXTRAS)
                extra_put(h, ++*extras, span_text(h->b.mem, p, s), s->reason);
        html(h, "</li>");
}

/* base: with controls; NULL: to read. */
static void places_put(struct html *h, const struct masked *m, const struct masked *base)
{
        size_t number = 0, extras = 0;

        html(h, "<ol class=\"places\">");
        for (size_t i = 0; i < MASKED_PARTS; i++)
                for (size_t k = 0; k < m->part[i].spans.n; k++)
                        place_put(h, base, &m->part[i], i, &m->part[i].spans.at[k], ++number, &extras);
        if (base)
                for (int blank = 0; blank < 2 && extras < EXTRAS; blank++) {
                        html(h, "<li><span class=\"n\" aria-hidden=\"true\">+</span><span><b>增加一处遮盖</b></span>");
                        extra_put(h, ++extras, "", "");
                        html(h, "</li>");
                }
        if (!number && !base)
                html(h, "<li><span class=\"n\" aria-hidden=\"true\">0</span><span>没有需要遮盖的内容</span></li>");
        html(h, "</ol>");
}

static const char *places_title(struct arena *mem, const struct masked *m)
{
        size_t asked = places_count(m, true);

        return asked ? text_make(mem, "遮盖 %zu 处，待定 %zu 处", places_count(m, false), asked) : text_make(mem, "遮盖 %zu 处", places_count(m, false));
}

/* ---- how it can be proven ---- */

static void proven_put(struct html *h, const struct masked *m)
{
        static const char *const words[] = { "word", "与决定书逐字一致，可以证明", "rule", "按规则遮盖，可以由持有原件的人重算", "hand",
                                             "人工另行遮盖或者保留，理由随公示公开", "written", "人工改写，不能证明与决定书一致，公示页会如实说明" };

        ui_card_begin(h, &(struct ui_card){ .title = "能证明什么" });
        ui_kv_begin(h, 0);
        for (size_t i = 0; i < MASKED_PARTS; i++)
                for (size_t k = 0; k < 8 && *m->part[i].shown; k += 2)
                        if (!strcmp(words[k], masked_how(&m->part[i])))
                                ui_kv(h, m->part[i].label, words[k + 1]);
        ui_kv_end(h);
        ui_card_end(h);
}

/* ---- the two tasks ---- */

struct task { struct ctx *c; const struct page_in *in; struct html *h; int64_t id; const struct case_facts *f; const struct masked *m, *base;
              const struct trial *trial; const struct publication_draft *draft; const struct entry *entered; };

static const char *page_path(struct arena *mem, int64_t id)
{
        return text_make(mem, "/desk/publicity/%lld", (long long)id);
}

static void enter_put(const struct task *t)
{
        struct arena *mem = t->c->mem;
        struct why why = { .mem = mem };
        const struct pair values[] = { { "covers", t->trial->covers }, { "keeps", t->trial->keeps }, { "facts_public", t->entered->facts },
                                       { "result_public", t->entered->result }, { "edit_reason", t->entered->reason } };

        ui_card_begin(t->h, &(struct ui_card){ .title = places_title(mem, t->m), .flush = true });
        html(t->h, "<form method=\"get\" action=\"%s\"><input type=\"hidden\" name=\"try\" value=\"1\">", page_path(mem, t->id));
        places_put(t->h, t->m, t->base);
        html(t->h, "<p class=\"places-go\"><button class=\"btn\">看效果</button> <span class=\"small muted\">改动先看效果，再录入</span></p></form>");
        ui_card_end(t->h);
        ui_card_begin(t->h, &(struct ui_card){ .title = "录入" });
        if (!rule_marks(&why, t->m, &t->trial->e))
                ui_refusal(t->h, &why);
        if (t->m->asked)
                ui_callout(t->h, "warn", "还有没有定的", text_make(mem, "待定的 %zu 处，请写明遮盖或者公开；不写的，核对人须逐处确认可以公开。", t->m->asked));
        ui_form(t->h, &(struct ui_form){ .command = command_find("publish.prepare"), .action = "/desk/act/publish.prepare", .subject = t->id,
                                         .values = values, .n_values = sizeof values / sizeof *values, .csrf = t->in->csrf,
                                         .key = random_token(mem, 16), .expected = t->f->last_seq, .back = page_path(mem, t->id),
                                         .fixed = "covers|keeps|facts_public|result_public|edit_reason", .button = "录入，交核对" });
        ui_card_foot(t->h);
        ui_link(t->h, text_make(mem, "/desk/act/publish.prepare?subject=%lld&back=%s", (long long)t->id, page_path(mem, t->id)), "遮盖说不清楚，需要改写文字");
        ui_card_end(t->h);
}

static void note_put(const struct task *t)
{
        ui_kv_begin(t->h, 0);
        ui_kv(t->h, "录入人", user_name(t->c, t->draft->entered_by));
        ui_kv_open(t->h, "录入时间");
        ui_instant(t->h, t->draft->at);
        ui_kv_close(t->h);
        ui_kv(t->h, "录入说明", t->draft->note);
        if (*t->entered->reason)
                ui_kv(t->h, "改写理由", t->entered->reason);
        ui_kv_end(t->h);
}

static void check_put(const struct task *t)
{
        struct arena *mem = t->c->mem;
        struct ctx trying = *t->c;

        trying.why = (struct why){ .mem = mem };
        ui_card_begin(t->h, &(struct ui_card){ .title = places_title(mem, t->m), .flush = true });
        places_put(t->h, t->m, NULL);
        ui_card_end(t->h);
        ui_card_begin(t->h, &(struct ui_card){ .title = t->draft->released >= 0 ? "已经公示" : "核对" });
        note_put(t);
        if (t->draft->released >= 0) {
                ui_callout(t->h, "info", "已经公示", text_make(mem, "核对并公示于日志第 %lld 条。", (long long)t->draft->released));
                ui_card_end(t->h);
                return;
        }
        if (!rule_covered(&trying, t->m))
                ui_refusal(t->h, &trying.why);
        else if (t->m->asked)
                ui_callout(t->h, "warn", "还差一步", text_make(mem, "%zu 处没有定，逐处看过以后勾选“其余各处可以公开”，或者退回录入人。", t->m->asked));
        else
                ui_callout(t->h, "ok", "没有发现漏遮的内容", "机器看不出的（影像描述、能推断出个人的情节）仍须人工核对。");
        ui_form(t->h, &(struct ui_form){ .command = command_find("publish.release"), .action = "/desk/act/publish.release", .subject = t->id,
                                         .csrf = t->in->csrf, .key = random_token(mem, 16), .expected = t->f->last_seq,
                                         .button = "核对通过，立即公示", .fixed = t->m->asked ? NULL : "left" });
        ui_card_foot(t->h);
        ui_link(t->h, text_make(mem, "%s?edit=1", page_path(mem, t->id)), "退回重新录入");
        ui_card_end(t->h);
}

/* ---- the page ---- */

static void page_draw(const struct task *t, bool entering)
{
        static const struct ui_crumb crumbs[] = { { "公示核对", "/desk/publicity" } };
        const char *lead = entering ? "逐处看过，该遮的遮，录入后由另一人核对" : "原件与公开版逐处核对";
        struct html *h = t->h;
        int64_t done;

        page_begin_desk(t->c, t->in, h, &(struct ui_frame){ .title = t->m->v.title, .crumb = t->m->v.number, .crumbs = crumbs, .n_crumbs = 1,
                                                            .current = "/desk/publicity", .lead = lead });
        if (text_int(page_query(t->in, "done"), 0, INT64_MAX, &done))
                ui_done(h, "已办理", done, text_make(t->c->mem, "/desk/journal/%lld", (long long)done));
        html(h, "<div class=\"twins\">");
        side_put(h, t->m, "original", "原件（内部）", t->f->party, original_text);
        side_put(h, t->m, "public", "公开版", t->m->v.party, public_text);
        html(h, "<div class=\"twins-work\">");
        if (entering)
                enter_put(t);
        else
                check_put(t);
        proven_put(h, t->m);
        html(h, "</div></div>");
        page_end_desk(t->c, t->in, h);
}

/* The noun loads the facts and says no where the case is not for these eyes; that the step is not due now is no reason to show nothing. */
static bool facts_read(struct ctx *c, int64_t id)
{
        const struct command *cmd = command_find("publish.prepare");
        size_t n = 0;

        while (cmd->args[n].name)
                n++;
        struct args none = { cmd, TAKE_N(c->mem, const char *, n + 1) };

        if (!noun_before(c, cmd, &none, id) && (c->why.kind == WHY_FAILED || c->why.code == R_SCOPE || c->why.code == R_SUBJECT_UNKNOWN))
                return false;
        why_clear(&c->why);
        return access_may_see(c, &(struct place){ facts_of(c)->agency, facts_of(c)->unit, NULL });
}

static bool draft_read(struct ctx *c, int64_t id, int64_t decide_seq, struct publication_draft *d, struct entry *e, bool *there)
{
        struct act entered;

        *there = publication_draft_load(c, id, d);
        if (!*there) {
                bool none = c->why.code == R_SUBJECT_UNKNOWN && c->why.kind == WHY_REFUSED;

                if (none)
                        why_clear(&c->why);
                return none;
        }
        *there = d->decide_seq == decide_seq;
        if (!act_load(c, d->seq, &entered))
                return false;
        if (*there)
                *e = entry_of(c->mem, &entered);
        return true;
}

static bool show_check(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct entry plain = { .facts = "", .result = "", .reason = "" }, entered = plain;
        struct task t = { .c = c, .in = in, .h = h, .entered = &entered };
        struct publication_draft draft;
        struct masked base, m;
        struct act decision;
        struct trial trial;
        bool there, entering;

        if (!text_int(in->args[0], 1, INT64_MAX, &t.id))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "案件 %s", in->args[0]);
        if (!facts_read(c, t.id))
                return false;
        t.f = facts_of(c);
        if (t.f->decide_seq <= 0)
                return refuse(&c->why, R_NEED, NULL, "还没有作出决定，没有可以公示的内容");
        if (!act_load(c, t.f->decide_seq, &decision) || !draft_read(c, t.id, t.f->decide_seq, &draft, &entered, &there) ||
            !publicity_masked(c, t.id, t.f, &decision, &plain, &base))
                return false;
        trial = trial_read(c->mem, in, &base);
        entering = !there || trial.tried || (*page_query(in, "edit") && draft.released < 0);
        if (!trial.tried) {
                trial.e = entered;
                trial.covers = lines_of(c->mem, &entered.covers);
                trial.keeps = lines_of(c->mem, &entered.keeps);
        }
        if (!publicity_masked(c, t.id, t.f, &decision, entering ? &trial.e : &entered, &m))
                return false;
        t.m = &m;
        t.base = &base;
        t.trial = &trial;
        t.draft = there ? &draft : NULL;
        page_draw(&t, entering);
        return true;
}

const struct page publicity_pages[] = {
        { .pattern = "/desk/publicity/{id}", .title = "公示录入与核对", .roles = "", .show = show_check },
};
const size_t publicity_pages_n = sizeof publicity_pages / sizeof *publicity_pages;
