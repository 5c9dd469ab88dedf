/* equipment_views.c - the register as lists: devices, the story of one, who held it when, what is missing.  The data scope is part of every
 * query; nothing here decides. */
#include "equipment/equipment_inner.h"
#include <string.h>

static const char *int_text(struct arena *mem, int64_t n)
{
        return text_make(mem, "%lld", (long long)n);
}

static const char *calibration_cell(const struct pack *p, const struct device *d, struct day today)
{
        static const char *const words[] = { [CALIBRATION_NONE] = NULL, [CALIBRATION_GOOD] = "ok:有效", [CALIBRATION_SOON] = "warn:快到期",
                                             [CALIBRATION_OVER] = "bad:过期" };

        return !strcmp(d->state, "retired") ? NULL : words[equipment__calibration(pack_equipment(p, d->kind), d->calibrated_until, today)];
}

static const char *state_cell(struct arena *mem, const char *state)
{
        return text_make(mem, "%s:%s", *equipment__state_tag(state) ? equipment__state_tag(state) : "note", equipment__state(state));
}

static bool view_devices(struct ctx *c, const struct args *a, struct table *out)
{
        struct device_wish w = { .kind = arg_text(a, "kind"), .unit = arg_text(a, "unit"), .state = arg_text(a, "state"),
                                 .holder = arg_text(a, "holder"), .q = arg_text(a, "q"), .due = arg_bool(a, "due"), .limit = arg_int(a, "limit") };
        struct devices l;

        if (!equipment__list(c, &w, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct device *d = &l.at[i];

                table_row(out, (const char *[]){ int_text(c->mem, d->id), d->code, equipment__kind(c->pack, d->kind), d->model, d->serial,
                        equipment__place(c->pack, d->agency, d->unit), *d->holder ? user_name(c, d->holder) : NULL,
                        instant_text(c->mem, d->since), state_cell(c->mem, d->state), day_text(c->mem, d->calibrated_until),
                        calibration_cell(c->pack, d, day_of(c->now)) });
        }
        out->total = (int64_t)out->n_rows;
        return true;
}

static bool one(struct ctx *c, const struct args *a, struct device *d)
{
        bool found;

        if (!device_find(c, arg_text(a, "code"), d, &found))
                return false;
        if (!found)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, "code", "没有编号为“%s”的装备", arg_text(a, "code"));
        return equipment__may_see(c, d);
}

struct telling { struct ctx *c; struct table *out; };

static bool log_row(void *to, const struct act *a)
{
        struct telling *t = to;
        const struct command *cmd = command_find(a->verb);

        table_row(t->out, (const char *[]){ int_text(t->c->mem, a->seq), instant_text(t->c->mem, a->at), a->verb, cmd ? cmd->label : a->verb,
                                            act_text(a, "actor_name"), equipment__told(t->c, a) });
        return true;
}

static bool view_log(struct ctx *c, const struct args *a, struct table *out)
{
        struct telling t = { c, out };
        struct device d;

        if (!one(c, a, &d) || !acts_on(c, (struct subject){ "device", d.id }, log_row, &t))
                return false;
        out->total = (int64_t)out->n_rows;
        return true;
}

/* Who had it at that moment, and what that moment of its own clock was in truth. */
static bool view_moment(struct ctx *c, const struct args *a, struct table *out)
{
        struct instant at = arg_instant(a, "at"), real;
        struct device d;
        const char *holder;
        int64_t offset;
        bool known;

        if (!one(c, a, &d) || !device_holder_at(c, d.code, at, &holder) || !device_time(c, d.code, at, &real, &offset, &known))
                return false;
        table_row(out, (const char *[]){ d.code, instant_text(c->mem, at), holder, *holder ? user_name(c, holder) : NULL, instant_text(c->mem, real),
                                         int_text(c->mem, offset), known ? "true" : "false" });
        out->total = 1;
        return true;
}

static bool view_shortfall(struct ctx *c, const struct args *a, struct table *out)
{
        struct shortfalls l;

        if (!equipment__shortfall(c, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct shortfall *s = &l.at[i];

                if (arg_bool(a, "missing") && !s->missing)
                        continue;
                table_row(out, (const char *[]){ equipment__place(c->pack, s->agency, s->unit), s->kind->id, s->kind->label,
                        int_text(c->mem, s->officers), int_text(c->mem, s->standard), int_text(c->mem, s->stock), int_text(c->mem, s->good),
                        int_text(c->mem, s->missing), s->kind->law });
        }
        out->total = (int64_t)out->n_rows;
        return true;
}

const struct arg equipment__filters[] = {
        { "kind", ARG_CODE, 0, "种类", "策略包装备清单中的种类。", "equipment", 0, 0 },
        { "unit", ARG_CODE, 0, "机构", "装备所在的机构。", "units", 0, 0 },
        { "state", ARG_CHOICE, 0, "状况", "完好、故障、维修中，或已报废。", "ok=完好|fault=故障|repair=维修中|retired=已报废", 0, 0 },
        { "holder", ARG_LOGIN, 0, "持有人", "现在在谁手里。", NULL, 0, 0 },
        { "due", ARG_BOOL, 0, "检定到期", "只看检定过期或者 30 天内到期的。", NULL, 0, 0 },
        { "q", ARG_TEXT, 0, "查找", "设备编号、型号、出厂编号中的文字。", NULL, 1, 60 },
        { "limit", ARG_INT, 0, "行数", "最多 2000。", NULL, 1, 2000 }, ARG_END
};
static const struct arg code_params[] = { { "code", ARG_TEXT, ARG_REQUIRED, "设备编号", "登记的编号。", NULL, 1, 40 }, ARG_END };
static const struct arg at_params[] = {
        { "code", ARG_TEXT, ARG_REQUIRED, "设备编号", "登记的编号。", NULL, 1, 40 },
        { "at", ARG_INSTANT, ARG_REQUIRED, "时刻", "查谁持有时是北京时间；查时钟时是设备显示的时间。", NULL, 0, 0 }, ARG_END
};
static const struct arg shortfall_params[] = { { "missing", ARG_BOOL, 0, "只看缺的", "不列出已经配齐的。", NULL, 0, 0 }, ARG_END };

static const struct column devices_columns[] = {
        { "id", "编号", CELL_INT }, { "code", "设备编号", CELL_TEXT }, { "kind", "种类", CELL_TEXT }, { "model", "型号", CELL_TEXT },
        { "serial", "出厂编号", CELL_TEXT }, { "unit", "所在机构", CELL_TEXT }, { "holder", "持有人", CELL_TEXT }, { "since", "最近交接", CELL_INSTANT },
        { "state", "状况", CELL_TEXT }, { "calibrated_until", "检定有效期止", CELL_DAY }, { "calibration", "检定", CELL_TEXT }, COLUMN_END
};
static const struct column log_columns[] = {
        { "seq", "日志编号", CELL_INT }, { "at", "时间", CELL_INSTANT }, { "verb", "动作", CELL_TEXT }, { "label", "办理", CELL_TEXT },
        { "by", "办理人", CELL_TEXT }, { "text", "内容", CELL_TEXT }, COLUMN_END
};
static const struct column at_columns[] = {
        { "code", "设备编号", CELL_TEXT }, { "at", "时刻", CELL_INSTANT }, { "holder", "持有人登录名", CELL_TEXT }, { "name", "持有人", CELL_TEXT },
        { "real", "更正后的时间", CELL_INSTANT }, { "offset", "时钟快（毫秒）", CELL_INT }, { "known", "核对过时钟", CELL_BOOL }, COLUMN_END
};
static const struct column shortfall_columns[] = {
        { "place", "机关（机构）", CELL_TEXT }, { "kind", "代码", CELL_TEXT }, { "label", "种类", CELL_TEXT }, { "officers", "持证人数", CELL_INT },
        { "standard", "标准", CELL_INT }, { "stock", "现有", CELL_INT }, { "good", "可用", CELL_INT }, { "missing", "缺", CELL_INT },
        { "law", "依据", CELL_TEXT }, COLUMN_END
};

const struct view equipment_views[] = {
        { "devices", "执法装备", "登记的装备：在哪个机构、谁手里、状况和检定。", "", equipment__filters, devices_columns, view_devices },
        { "device_log", "装备经历", "一件装备从登记起的全部动作：领用、归还、检定、故障、校时。", "", code_params, log_columns, view_log },
        { "device_at", "装备某一时刻", "那一刻由谁持有；设备显示的那一刻实际是什么时间。", "", at_params, at_columns, view_moment },
        { "equipment_shortfall", "装备缺口", "策略包的配备标准与现有装备比对，报废的不算现有。", "", shortfall_params, shortfall_columns, view_shortfall },
};
const size_t equipment_views_n = sizeof equipment_views / sizeof *equipment_views;
