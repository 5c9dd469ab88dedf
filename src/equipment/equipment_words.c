/* equipment_words.c - the rules and words of the register that need no database: standards, calibration, device numbers, labels. */
#include "equipment/equipment_inner.h"
#include <stdlib.h>
#include <string.h>

#define SOON_DAYS 30
#define CODE_MAX 40

int equipment__standard(const struct pack_equipment *k, int officers)
{
        int shared = k->officers > 0 ? (officers + k->officers - 1) / k->officers : 0;

        return k->each + shared;
}

/* Asked where the pack names a period for the kind, or where somebody calibrated this device. */
enum calibration equipment__calibration(const struct pack_equipment *k, struct day until, struct day today)
{
        if (!day_is(until))
                return k && k->calibrate_months > 0 ? CALIBRATION_OVER : CALIBRATION_NONE;
        if (day_compare(until, today) < 0)
                return CALIBRATION_OVER;
        return day_compare(until, day_plus(today, SOON_DAYS)) <= 0 ? CALIBRATION_SOON : CALIBRATION_GOOD;
}

/* Numbers stand in file names and addresses: letters, digits, Chinese characters, dot, hyphen and underscore; no dot in front. */
bool equipment__code_fits(const char *code)
{
        size_t n = utf8_length(code);

        if (!n || n > CODE_MAX || *code == '.')
                return false;
        for (const char *s = code; *s;) {
                uint32_t u = utf8_next(&s);
                bool ascii = (u >= '0' && u <= '9') || (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || u == '-' || u == '_' || u == '.';
                bool chinese = (u >= 0x4E00 && u <= 0x9FFF) || (u >= 0x3400 && u <= 0x4DBF) || (u >= 0x20000 && u <= 0x323AF);

                if (!ascii && !chinese)
                        return false;
        }
        return true;
}

const char *equipment__kind(const struct pack *p, const char *kind)
{
        const struct pack_equipment *k = pack_equipment(p, kind);

        return k ? k->label : kind;
}

const char *equipment__place(const struct pack *p, const char *agency, const char *unit)
{
        const struct pack_unit *u = pack_unit(p, unit);
        const struct pack_agency *a = pack_agency(p, agency);

        return u ? u->name : a ? a->name : agency;
}

static const struct { const char *state, *label, *tag; } states[] = {
        { "ok", "完好", "ok" }, { "fault", "故障", "bad" }, { "repair", "维修中", "warn" }, { "retired", "已报废", "" },
};

const char *equipment__state(const char *state)
{
        for (size_t i = 0; i < sizeof states / sizeof *states; i++)
                if (!strcmp(states[i].state, state))
                        return states[i].label;
        return state;
}

const char *equipment__state_tag(const char *state)
{
        for (size_t i = 0; i < sizeof states / sizeof *states; i++)
                if (!strcmp(states[i].state, state))
                        return states[i].tag;
        return "";
}

const char *equipment__offset(struct arena *mem, int64_t ms)
{
        int64_t s = (llabs(ms) + 500) / 1000;
        const char *way = ms > 0 ? "快" : "慢";

        if (!s)
                return "准";
        if (s < 60)
                return text_make(mem, "%s %lld 秒", way, (long long)s);
        if (s < 3600)
                return text_make(mem, "%s %lld 分 %lld 秒", way, (long long)(s / 60), (long long)(s % 60));
        if (s < 86400)
                return text_make(mem, "%s %lld 小时 %lld 分", way, (long long)(s / 3600), (long long)(s % 3600 / 60));
        return text_make(mem, "%s %lld 天 %lld 小时", way, (long long)(s / 86400), (long long)(s % 86400 / 3600));
}

static const char *value_told(struct ctx *c, const struct arg *g, const char *stored)
{
        struct instant at;

        switch (g->type) {
        case ARG_CHOICE: return choice_label(c->mem, g, stored);
        case ARG_LOGIN: return user_name(c, stored);
        case ARG_INSTANT: return instant_parse(stored, &at) ? instant_local(c->mem, at) : stored;
        case ARG_BOOL: return !strcmp(stored, "true") ? "是" : "否";
        case ARG_CODE: return !strcmp(g->choices, "equipment") ? equipment__kind(c->pack, stored) : equipment__place(c->pack, stored, stored);
        default: return text_copy(c->mem, stored);
        }
}

const char *equipment__told(struct ctx *c, const struct act *a)
{
        const struct command *cmd = command_find(a->verb);
        struct buffer b = { .mem = c->mem };

        if (act_has(a, "offset"))
                buffer_make(&b, "%s", equipment__offset(c->mem, act_int(a, "offset")));
        for (const struct arg *g = cmd ? cmd->args : NULL; arg_asked(g); g++)
                if (act_has(a, g->name))
                        buffer_make(&b, "%s%s %s", b.n ? "，" : "", g->label, value_told(c, g, act_text(a, g->name)));
        return buffer_done(&b);
}
