/* review_minutes.c - what the minutes of a meeting say of one case, as fields of the act that passes or returns it: the paper
 * (committee_minutes of the packs) is made from them.  Everything comes from acts; nothing here decides. */
#include "base/json.h"
#include "review/review_inner.h"
#include <string.h>

static const char *views(struct ctx *c, const struct votes *votes, int64_t case_id)
{
        static const struct { const char *vote, *label; } words[] = { { "for", "同意" }, { "against", "不同意" }, { "abstain", "弃权" } };
        struct json *j = json_new(c->mem);

        json_open(j, '[');
        for (size_t i = 0; i < votes->n; i++) {
                const struct vote *v = &votes->at[i];

                if (v->case_id != case_id)
                        continue;
                for (size_t k = 0; k < sizeof words / sizeof *words; k++)
                        if (!strcmp(words[k].vote, v->vote))
                                json_text(j, text_make(c->mem, "%s：%s%s%s", user_name(c, v->login), words[k].label, *v->reason ? "。" : "", v->reason));
        }
        json_close(j, ']');
        return json_done(j);
}

/* "有表决权 3 人，到会 3 人，达到三分之二以上" */
static const char *quorum(struct ctx *c, const struct meeting *m, const struct count *k, enum outcome o)
{
        const struct pack_body *b = pack_body(c->pack, m->agency);

        return text_make(c->mem, "对本案有表决权的 %d 人，到会 %d 人，%s%s以上", k->entitled, k->present, o == OUTCOME_NO_QUORUM ? "不足" : "达到",
                         review__share_words(c->mem, b->quorum));
}

static const char *tally(struct ctx *c, const struct meeting *m, const struct count *k, enum outcome o)
{
        const struct pack_body *b = pack_body(c->pack, m->agency);
        const char *of = !strcmp(b->majority_of, "all") ? "有表决权的委员" : "到会的委员";

        return text_make(c->mem, "同意 %d 票，不同意 %d 票，弃权 %d 票；%s（须超过%s的%s）。", k->in_favour, k->against, k->abstained,
                         review__outcome_label(review__outcome_name(o)), of, review__share_words(c->mem, b->majority));
}

static void pair(struct json *j, const char *name, const char *value)
{
        if (!text_empty(value))
                json_pair(j, name, value);
}

const char *review__minutes(struct ctx *c, const struct meeting *m, const char *minutes, const struct agenda_row *row, const struct votes *votes,
                            const struct voters *v, const struct count *k, enum outcome o)
{
        struct json *j = json_new(c->mem);

        json_open(j, '{');
        pair(j, "meeting_absent", m->absent);
        pair(j, "meeting_aside", text_join(c->mem, v->aside, v->n_aside, ','));
        pair(j, "meeting_at", instant_text(c->mem, m->opened_at));
        pair(j, "meeting_chair", m->chair);
        pair(j, "meeting_clerk", c->who->login);
        pair(j, "meeting_guests", m->guests);
        pair(j, "meeting_id", text_make(c->mem, "%lld", (long long)m->id));
        pair(j, "meeting_outcome", review__outcome_label(review__outcome_name(o)));
        pair(j, "meeting_place", m->place);
        pair(j, "meeting_present", text_join(c->mem, m->present.at, m->present.n, ','));
        pair(j, "meeting_quorum", quorum(c, m, k, o));
        pair(j, "meeting_report", minutes);
        pair(j, "meeting_tally", tally(c, m, k, o));
        pair(j, "meeting_views", views(c, votes, row->case_id));
        json_close(j, '}');
        return json_done(j);
}

bool review__minutes_put(struct ctx *c, const char *facts, struct draft *d)
{
        json_t *o = json_parse(&c->why, facts, strlen(facts)), *value;
        const char *name;

        if (!o)
                return false;
        json_object_foreach(o, name, value)
                draft_put(d, text_copy(d->mem, name), text_copy(d->mem, json_string_value(value)));
        json_decref(o);
        return true;
}
