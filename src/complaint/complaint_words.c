/* complaint_words.c - stored words of reports and questions in Chinese, and what the person who filed one is told of each act.
 * Must never: tell the name of an officer or anything of the inquiry itself. */
#include "complaint/complaint_inner.h"
#include <string.h>

struct word { const char *stored, *label, *tone; };

static const struct word kinds[] = { { "violation", "违法行为", "" }, { "officer", "执法人员", "" }, { "inaction", "不作为", "" }, { NULL, NULL, NULL } };
static const struct word channels[] = {
        { "web", "网上", "" }, { "phone", "电话", "" }, { "letter", "来信", "" }, { "visit", "来访", "" }, { "hotline", "12345 热线", "" },
        { "handed", "其他机关转来", "" }, { NULL, NULL, NULL }
};
static const struct word states[] = {
        { "new", "已收到", "info" }, { "accepted", "办理中", "info" }, { "declined", "不予受理", "note" }, { "moving", "移送中", "warn" },
        { "answered", "已答复", "ok" }, { "closed", "已办结", "ok" }, { NULL, NULL, NULL }
};

static const struct word *word_of(const struct word *list, const char *stored)
{
        for (; list->stored; list++)
                if (!strcmp(list->stored, stored))
                        return list;
        return NULL;
}

static const char *label(const struct word *list, const char *stored)
{
        const struct word *w = word_of(list, stored);

        return w ? w->label : stored;
}

const char *complaint__kind(const char *kind) { return label(kinds, kind); }
const char *complaint__channel(const char *channel) { return label(channels, channel); }
const char *complaint__state(const char *state) { return label(states, state); }

const char *complaint__tone(const char *state)
{
        const struct word *w = word_of(states, state);

        return w ? w->tone : "";
}

const char *complaint__place(const struct pack *p, const char *agency, const char *unit)
{
        const struct pack_unit *u = pack_unit(p, unit);
        const struct pack_agency *a = pack_agency(p, agency);

        return u ? u->name : a ? a->name : agency;
}

/* ---- what the person who filed it reads ---- */

static const char *agency_name(const struct pack *p, const char *agency)
{
        const struct pack_agency *a = pack_agency(p, agency);

        return a ? a->name : agency;
}

static struct followed_step told_moved(struct ctx *c, const struct act *a)
{
        const char *to = *act_text(a, "to_outside") ? act_text(a, "to_outside") : agency_name(c->pack, act_text(a, "to_agency"));

        return (struct followed_step){ .title = text_make(c->mem, "%s移送 %s", act_bool(a, "urgent") ? "紧急，立即" : "", to),
                                       .text = text_make(c->mem, "%s。对方确认收到以前，仍由首问单位负责。", act_text(a, "reason")) };
}

static struct followed_step told_accepted(struct ctx *c, const struct act *a)
{
        if (!strcmp(act_text(a, "decision"), "yes"))
                return (struct followed_step){ .title = "已受理，开始核查", .text = text_copy(c->mem, act_text(a, "reason")) };
        return (struct followed_step){ .title = "不予受理", .text = text_copy(c->mem, act_text(a, "reason")) };
}

struct followed_step complaint__told(struct ctx *c, const struct act *a)
{
        const char *verb = a->verb;
        struct followed_step s = { .title = NULL };

        if (!strcmp(verb, "complaint.file"))
                s = (struct followed_step){ .title = text_make(c->mem, "%s收到您的反映", agency_name(c->pack, act_text(a, "first_agency"))) };
        else if (!strcmp(verb, "complaint.accept"))
                s = told_accepted(c, a);
        else if (!strcmp(verb, "complaint.transfer"))
                s = told_moved(c, a);
        else if (!strcmp(verb, "complaint.received"))
                s = (struct followed_step){ .title = text_make(c->mem, "%s确认收到，由其负责办理", *act_text(a, "to_outside") ? act_text(a, "to_outside")
                                                               : agency_name(c->pack, act_text(a, "to_agency"))) };
        else if (!strcmp(verb, "complaint.link"))
                s = (struct followed_step){ .title = "已经登记为执法案源，依法调查" };
        else if (!strcmp(verb, "complaint.answer") || !strcmp(verb, "consultation.answer"))
                s = (struct followed_step){ .title = "答复", .text = text_copy(c->mem, act_text(a, "answer")) };
        else if (!strcmp(verb, "complaint.close"))
                s = (struct followed_step){ .title = "办结归档" };
        else if (!strcmp(verb, "consultation.ask"))
                s = (struct followed_step){ .title = "收到您的咨询" };
        s.at = a->at;
        if (s.title && !s.text)
                s.text = "";
        return s;
}
