/* custody_words.c - what stored words are called on the pages of this folder.  Pure. */
#include "custody/custody_inner.h"
#include <string.h>

struct word { const char *stored, *label, *tone; };

static const struct word modes[] = { { "view", "查看", "" }, { "copy", "复制", "warn" }, { "export", "导出", "warn" }, { "party", "当事人查看", "note" } };
static const struct word states[] = {
        { "asked", "待批准", "warn" }, { "approved", "已批准", "ok" }, { "refused", "不同意", "bad" }, { "ended", "已结束", "" },
        { "proposed", "待确认", "warn" }, { "confirmed", "已销毁", "bad" }, { "gone", "已销毁", "bad" }, { "kept", "继续保存", "" },
};

static const struct word *word_of(const struct word *at, size_t n, const char *stored)
{
        for (size_t i = 0; i < n; i++)
                if (!strcmp(at[i].stored, stored))
                        return &at[i];
        return NULL;
}

const char *custody__mode_label(const char *mode)
{
        const struct word *w = word_of(modes, sizeof modes / sizeof *modes, mode);

        return w ? w->label : mode;
}

const char *custody__state_label(const char *state)
{
        const struct word *w = word_of(states, sizeof states / sizeof *states, state);

        return w ? w->label : state;
}

void custody__state_tag(struct html *h, const char *state)
{
        const struct word *w = word_of(states, sizeof states / sizeof *states, state);

        ui_tag(h, w ? w->tone : "", w ? w->label : state);
}

const char *custody__purpose_label(struct arena *mem, const char *purpose)
{
        return choice_label(mem, &(struct arg){ .name = "purpose", .type = ARG_CHOICE, .choices = PURPOSES }, purpose);
}

const char *custody__size(struct arena *mem, int64_t bytes)
{
        static const char *const units[] = { "KB", "MB", "GB", "TB" };
        double n = (double)bytes / 1024;
        size_t i = 0;

        if (bytes < 1024)
                return text_make(mem, "%lld 字节", (long long)bytes);
        for (; n >= 1024 && i < 3; i++)
                n /= 1024;
        return text_make(mem, "%.1f %s", n, units[i]);
}

const char *custody__recording_url(struct arena *mem, int64_t id)
{
        return text_make(mem, "/desk/recording/%lld", (long long)id);
}

bool custody__number(struct ctx *c, const struct page_in *in, int64_t *id)
{
        return text_int(in->args[0], 0, INT64_MAX, id) || refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "编号 %s", in->args[0]);
}

const char *custody__case_number(const struct case_facts *f)
{
        return *f->number ? f->number : *f->source_number ? f->source_number : "未编号";
}

void custody__done(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct ctx probe = *c;
        const struct command *cmd;
        struct act a;
        int64_t seq;

        probe.why = (struct why){ .mem = c->mem };
        if (!text_int(page_query(in, "done"), 1, INT64_MAX, &seq) || !act_load(&probe, seq, &a) || strcmp(act_text(&a, "actor"), c->who->login))
                return;
        cmd = command_find(a.verb);
        ui_done(h, cmd ? cmd->label : a.verb, seq, text_make(c->mem, "/desk/journal/%lld", (long long)seq));
}

void custody__button(struct html *h, const char *verb, const char *noun, int64_t id, const char *more, bool danger)
{
        struct arena *mem = h->b.mem;
        const char *url = text_make(mem, "/desk/act/%s?subject=%lld%s&back=/desk/%s/%lld", verb, (long long)id, more, noun, (long long)id);

        ui_button(h, &(struct ui_button){ command_find(verb)->label, url, NULL, danger ? BUTTON_DANGER : BUTTON_PRIMARY });
}
