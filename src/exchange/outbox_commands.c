/* outbox_commands.c - starting and pausing a carrier (people), and what came of a delivery (the job).
 *
 * Handlers decide by the carrier's row alone; the table is small and wholly known to the writer.  A change is settled once: a second server
 * that sent the same thing is refused here, and its receiver knows it by the Idempotency-Key.
 */
#include "exchange/exchange.h"
#include "exchange/outbox.h"
#include "org/org.h"
#include <string.h>

apply_fn outbox__apply_set, outbox__apply_try;

#define KEEPERS "head|editor|supervisor|admin"

static bool carrier_of(struct ctx *c, const struct args *a, const struct pack_carrier **k, struct carrier_state *s)
{
        *k = pack_carrier(c->pack, arg_text(a, "carrier"));
        if (!*k)
                return refuse(&c->why, R_ARG_CHOICE, "carrier", "策略包里没有载体“%s”", utf8_head(c->mem, arg_text(a, "carrier"), 40));
        return outbox__state(c, (*k)->id, s);
}

/* Where it begins: where it stopped, from an act that was named, or from now on. */
static bool start(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        const struct pack_carrier *k;
        struct carrier_state s;
        int64_t position, size;

        (void)subject;
        if (!carrier_of(c, a, &k, &s) || !journal_size(c, &size))
                return false;
        if (!strcmp(s.state, "on") && !arg_given(a, "since"))
                return refuse(&c->why, R_DUPLICATE, "carrier", "“%s”已经在推送", k->label);
        position = arg_given(a, "since") ? arg_int(a, "since") : *s.state ? s.position : size - 1;
        if (position >= size)
                return refuse(&c->why, R_ARG_RANGE, "since", "存证日志现在有 %lld 条", (long long)size);
        draft_put(out, "carrier", k->id);
        draft_put(out, "state", "on");
        draft_put_int(out, "position", position);
        draft_put(out, "note", arg_text(a, "note"));
        return true;
}

static bool stop(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        const struct pack_carrier *k;
        struct carrier_state s;

        (void)subject;
        if (!carrier_of(c, a, &k, &s))
                return false;
        if (strcmp(s.state, "on"))
                return refuse(&c->why, R_DUPLICATE, "carrier", "“%s”没有在推送", k->label);
        draft_put(out, "carrier", k->id);
        draft_put(out, "state", "paused");
        draft_put_int(out, "position", s.position);
        draft_put(out, "note", arg_text(a, "note"));
        return true;
}

static bool unsettled(struct ctx *c, const struct args *a, const struct pack_carrier **k, struct carrier_state *s)
{
        if (!carrier_of(c, a, k, s))
                return false;
        if (strcmp(s->state, "on") || arg_int(a, "change") <= s->position)
                return refuse(&c->why, R_DUPLICATE, "change", "“%s”现在不等这一件", (*k)->label);
        return true;
}

static int64_t try_of(const struct args *a, const struct carrier_state *s)
{
        return s->pending == arg_int(a, "change") ? s->tries + 1 : 1;
}

static void put_try(const struct args *a, struct draft *out, int64_t try, const char *outcome)
{
        for (size_t i = 0; a->command->args[i].name; i++)
                draft_put(out, a->command->args[i].name, a->values[i]);
        draft_put_int(out, "try", try);
        draft_put(out, "outcome", outcome);
}

static bool delivered(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        const struct pack_carrier *k;
        struct carrier_state s;

        (void)subject;
        if (!unsettled(c, a, &k, &s))
                return false;
        put_try(a, out, try_of(a, &s), strcmp(arg_text(a, "what"), "passed") ? "delivered" : "passed");
        return true;
}

/* The wait is longer after each failure; after the last one it is given up, and what comes behind it goes on. */
static bool failed(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        const struct pack_carrier *k;
        struct carrier_state s;
        int64_t try;

        (void)subject;
        if (!unsettled(c, a, &k, &s))
                return false;
        try = try_of(a, &s);
        put_try(a, out, try, try < k->tries ? "failed" : "given_up");
        if (try < k->tries)
                draft_put(out, "next_at", instant_text(c->mem, (struct instant){ c->now.ms + (int64_t)outbox__interval(try) * 60000 }));
        return true;
}

static const struct arg start_args[] = {
        { "carrier", ARG_CODE, ARG_REQUIRED, "载体", "策略包 carriers 一节中的载体。", "carriers", 0, 0 },
        { "since", ARG_INT, 0, "从哪一条以后", "存证日志的编号，-1 为从头推送；不填则接着上次，第一次从现在起。", NULL, -1, INT64_MAX },
        { "note", ARG_TEXT, 0, "说明", "", NULL, 1, 200 }, ARG_END
};
static const struct arg pause_args[] = {
        { "carrier", ARG_CODE, ARG_REQUIRED, "载体", "策略包 carriers 一节中的载体。", "carriers", 0, 0 },
        { "note", ARG_TEXT, ARG_REQUIRED, "为什么停", "停着的时候公示和撤下都不会送到对方。", NULL, 1, 200 }, ARG_END
};
static const struct arg try_args[] = {
        { "carrier", ARG_CODE, ARG_REQUIRED, "载体", "", "carriers", 0, 0 },
        { "change", ARG_INT, ARG_REQUIRED, "变化", "公示、撤下写在存证日志第几条。", NULL, 0, INT64_MAX },
        { "what", ARG_TEXT, ARG_REQUIRED, "种类", "released、withdrawn …", NULL, 1, 40 },
        { "record", ARG_INT, 0, "公示记录", "", NULL, 0, INT64_MAX },
        { "number", ARG_TEXT, 0, "决定文号", "", NULL, 1, 200 },
        { "status", ARG_INT, 0, "答复", "HTTP 状态，没有答复为 0。", NULL, 0, 999 },
        { "detail", ARG_TEXT, 0, "情况", "对方说了什么，或者为什么没有送到。", NULL, 1, 300 }, ARG_END
};

#define ROW(v, l, h, n, r, args_, fn, apply_) \
        { .verb = v, .label = l, .help = h, .noun = n, .creates = true, .roles = r, .args = args_, .handle = fn, .apply = apply_, .sets = "", .clears = "" }

const struct command exchange_commands[] = {
        ROW("carrier.start", "开始推送", "开始向一个载体推送公示信息（国办发〔2018〕118号：多渠道公示）。", "carrier", KEEPERS, start_args, start, outbox__apply_set),
        ROW("carrier.pause", "暂停推送", "暂停向一个载体推送；重新开始时从停下的地方接着送。", "carrier", KEEPERS, pause_args, stop, outbox__apply_set),
        ROW("carrier.delivered", "已送到", "系统任务：一件公示或撤下已经送到载体。", "delivery", "system", try_args, delivered, outbox__apply_try),
        ROW("carrier.failed", "没有送到", "系统任务：一件公示或撤下没有送到载体，按间隔重试。", "delivery", "system", try_args, failed, outbox__apply_try),
};
const size_t exchange_commands_n = sizeof exchange_commands / sizeof *exchange_commands;

const struct noun exchange_nouns[] = {
        { .name = "carrier", .label = "载体", .apart = true },
        { .name = "delivery", .label = "推送", .apart = true },
};
const size_t exchange_nouns_n = sizeof exchange_nouns / sizeof *exchange_nouns;
