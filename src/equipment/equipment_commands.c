/* equipment_commands.c - registering devices, handing them out and taking them back, calibration, faults, readings of their clocks.
 *
 * Handlers decide; equipment_apply.c writes.  Whoever gets a device that records must hold a certificate on that day (处罚法 42), and its
 * battery, space and clock are looked at before (全过程记录设备的使用规范); so that a recording can be given its collector, a device has one
 * holder at a time and moments of holding never overlap.
 */
#include "equipment/equipment_inner.h"
#include <string.h>

apply_fn equipment__apply_register, equipment__apply_hand, equipment__apply_return, equipment__apply_calibrate, equipment__apply_state,
        equipment__apply_move, equipment__apply_clock;

#define KEEPERS "archivist|team_leader|head"
#define HANDS KEEPERS "|officer|duty"

static void put_args(struct draft *d, const struct args *a)
{
        for (size_t i = 0; a->command->args[i].name; i++)
                draft_put(d, a->command->args[i].name, a->values[i]);
}

static bool device_of(struct ctx *c, int64_t subject, struct device *d)
{
        return equipment__load(c, c->db, subject, d);
}

static bool state_is(struct ctx *c, const struct device *d, const char *states, const char *what)
{
        return text_in(d->state, states, '|') || refuse(&c->why, R_DEVICE_STATE, NULL, "%s现在是“%s”，%s", d->code, equipment__state(d->state), what);
}

/* When it happened, if that was not now: not before what was noted last, so that two never hold it at one moment. */
static bool moment_of(struct ctx *c, const struct args *a, const struct device *d, struct instant *out)
{
        struct instant at = arg_given(a, "at") ? arg_instant(a, "at") : c->now;

        if (at.ms < d->since.ms)
                return refuse(&c->why, R_ARG_RANGE, "at", "%s 上一次登记的交接在 %s，不能更早", d->code, instant_local(c->mem, d->since));
        *out = at;
        return true;
}

/* ---- register ---- */

static bool place_known(struct ctx *c, const char *agency, const char *unit)
{
        const struct pack_unit *u = pack_unit(c->pack, unit);

        if (u && strcmp(u->agency, agency))
                return refuse(&c->why, R_ARG_CHOICE, "unit", "“%s”不属于这个机关", u->name);
        return access_may_see(c, &(struct place){ agency, unit, NULL });
}

static bool do_register(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        const char *code = arg_text(a, "code"), *agency = arg_given(a, "agency") ? arg_text(a, "agency") : c->who->agency;
        const char *unit = arg_given(a, "unit") ? arg_text(a, "unit") : arg_given(a, "agency") ? "" : c->who->unit;
        struct device same;
        bool taken;

        (void)subject;
        if (!equipment__code_fits(code))
                return refuse(&c->why, R_ARG_RANGE, "code", "设备编号只能有字母、数字、汉字和 - _ .，最多 40 个字");
        if (!args_known(c, a) || !place_known(c, agency, unit) || !device_find(c, code, &same, &taken))
                return false;
        if (taken)
                return refuse(&c->why, R_DUPLICATE, "code", "%s 已经登记为%s", code, equipment__kind(c->pack, same.kind));
        for (size_t i = 0; a->command->args[i].name; i++)
                if (!text_in(a->command->args[i].name, "agency|unit", '|'))
                        draft_put(out, a->command->args[i].name, a->values[i]);
        draft_put(out, "agency", agency);
        draft_put(out, "unit", unit);
        return true;
}

/* ---- handing out and taking back ---- */

static bool checked_before(struct ctx *c, const struct args *a, const struct device *d)
{
        if (!arg_given(a, "battery") || !arg_given(a, "space") || !arg_bool(a, "clock_checked"))
                return refuse(&c->why, R_DEVICE_CHECK, arg_given(a, "battery") ? arg_given(a, "space") ? "clock_checked" : "space" : "battery",
                              "%s 是记录设备，领用前要填写电量和剩余空间，并且核对时钟", d->code);
        if (arg_int(a, "battery") > 0 && arg_int(a, "space") > 0)
                return true;
        return refuse(&c->why, R_DEVICE_CHECK, arg_int(a, "battery") ? "space" : "battery", "%s 没有%s，不能带出去记录", d->code,
                      arg_int(a, "battery") ? "存储空间" : "电");
}

static bool fit_to_go(struct ctx *c, const struct device *d, const struct pack_equipment *k)
{
        if (!state_is(c, d, "ok", "不能领用"))
                return false;
        if (*d->holder)
                return refuse(&c->why, R_DEVICE_HELD, NULL, "%s 在 %s 手里，%s 起", d->code, user_name(c, d->holder), instant_local(c->mem, d->since));
        if (equipment__calibration(k, d->calibrated_until, day_of(c->now)) != CALIBRATION_OVER)
                return true;
        return refuse(&c->why, R_DEVICE_CALIBRATION, NULL, day_is(d->calibrated_until) ? "%s 的检定、校准有效期到 %s 为止" : "%s 还没有登记检定、校准%s",
                      d->code, day_text(c->mem, d->calibrated_until));
}

static bool receiver_fits(struct ctx *c, const char *login, const struct device *d, const struct pack_equipment *k, struct day day)
{
        struct certificate held;
        struct user u;

        if (!user_load(c, login, &u))
                return false;
        if (strcmp(u.agency, d->agency))
                return refuse(&c->why, R_ARG_CHOICE, "to", "%s 不在 %s", u.name, equipment__place(c->pack, d->agency, ""));
        if (!k || !k->records || certificate_on(c, login, day, &held))
                return true;
        c->why.field = "to";
        return false;
}

static bool hand(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        const struct pack_equipment *k;
        struct instant at;
        struct device d;

        if (!args_known(c, a) || !device_of(c, subject, &d))
                return false;
        k = pack_equipment(c->pack, d.kind);
        if (!fit_to_go(c, &d, k) || !moment_of(c, a, &d, &at) || (k && k->records && !checked_before(c, a, &d)) ||
            !receiver_fits(c, arg_text(a, "to"), &d, k, day_of(at)))
                return false;
        put_args(out, a);
        draft_put(out, "since", instant_text(c->mem, at));
        return true;
}

static bool take_back(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct instant at;
        struct device d;

        if (!args_known(c, a) || !device_of(c, subject, &d))
                return false;
        if (!*d.holder)
                return refuse(&c->why, R_DEVICE_STATE, NULL, "%s 没有借出", d.code);
        if (!moment_of(c, a, &d, &at))
                return false;
        put_args(out, a);
        draft_put(out, "holder", d.holder);
        draft_put(out, "until", instant_text(c->mem, at));
        if (!strcmp(arg_text(a, "condition"), "fault") && !strcmp(d.state, "ok"))
                draft_put(out, "state", "fault");
        return true;
}

/* ---- calibration, faults, the end ---- */

static bool calibrate(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        const struct pack_equipment *k;
        struct day on = arg_given(a, "on") ? arg_day(a, "on") : day_of(c->now), until = arg_day(a, "until"), longest;
        struct device d;

        if (!device_of(c, subject, &d) || !state_is(c, &d, "ok|fault|repair", "不再检定"))
                return false;
        k = pack_equipment(c->pack, d.kind);
        longest = k && k->calibrate_months > 0 ? day_plus_months(on, k->calibrate_months) : DAY_NONE;
        if (!arg_given(a, "until") && !day_is(longest))
                return refuse(&c->why, R_ARG_MISSING, "until", "策略包没有规定%s的检定周期，写明有效期止", equipment__kind(c->pack, d.kind));
        if (arg_given(a, "until") && day_compare(until, on) < 0)
                return refuse(&c->why, R_ARG_RANGE, "until", "有效期止早于检定日期");
        if (arg_given(a, "until") && day_is(longest) && day_compare(until, longest) > 0)
                return refuse(&c->why, R_ARG_RANGE, "until", "检定周期是 %d 个月，有效期不能超过 %s（%s）", k->calibrate_months,
                              day_text(c->mem, longest), k->law);
        draft_put_day(out, "on", on);
        draft_put_day(out, "until", arg_given(a, "until") ? until : longest);
        draft_put(out, "by", arg_text(a, "by"));
        draft_put(out, "certificate", arg_text(a, "certificate"));
        return true;
}

/* Whoever holds it may say that it is broken; who does not keep the devices may not say it of others'. */
static bool own_or_keeper(struct ctx *c, const struct device *d)
{
        struct names keepers = { (const char *[]){ "archivist", "team_leader", "head" }, 3 };

        return who_has_any(c->who, &keepers) || !strcmp(d->holder, c->who->login) ||
               refuse(&c->why, R_ROLE, NULL, "%s 不在本人手里；由持有人或者装备管理人员登记", d->code);
}

static bool fault(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct device d;

        if (!device_of(c, subject, &d) || !state_is(c, &d, "ok|repair", "不用再报") || !own_or_keeper(c, &d))
                return false;
        put_args(out, a);
        draft_put(out, "state", "fault");
        return true;
}

static bool repair(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        bool sent = !strcmp(arg_text(a, "result"), "sent");
        struct device d;

        if (!device_of(c, subject, &d) || !state_is(c, &d, sent ? "fault" : "fault|repair", sent ? "不用送修" : "没有要修的"))
                return false;
        if (sent && *d.holder)
                return refuse(&c->why, R_DEVICE_HELD, NULL, "%s 在 %s 手里，先登记归还再送修", d.code, user_name(c, d.holder));
        put_args(out, a);
        draft_put(out, "state", sent ? "repair" : "ok");
        return true;
}

static bool retire(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct device d;

        if (!device_of(c, subject, &d) || !state_is(c, &d, "ok|fault|repair", "不能再报废一次"))
                return false;
        if (*d.holder)
                return refuse(&c->why, R_DEVICE_HELD, NULL, "%s 在 %s 手里，先登记归还再报废", d.code, user_name(c, d.holder));
        put_args(out, a);
        draft_put(out, "state", "retired");
        return true;
}

static bool move(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        const struct pack_unit *u = pack_unit(c->pack, arg_text(a, "unit"));
        struct device d;

        if (!args_known(c, a) || !device_of(c, subject, &d) || !state_is(c, &d, "ok|fault|repair", "不能调配"))
                return false;
        if (u && strcmp(u->agency, d.agency))
                return refuse(&c->why, R_ARG_CHOICE, "unit", "“%s”不属于这个机关", u->name);
        put_args(out, a);
        return true;
}

/* The dock reads a clock each time; a person may do it by hand with a watch. */
static bool read_clock(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct instant real = arg_given(a, "real") ? arg_instant(a, "real") : c->now;
        struct device d;

        if (!device_of(c, subject, &d) || !state_is(c, &d, "ok|fault|repair", "不再校时"))
                return false;
        draft_put(out, "shown", arg_text(a, "shown"));
        draft_put(out, "real", instant_text(c->mem, real));
        draft_put_int(out, "offset", arg_instant(a, "shown").ms - real.ms);
        draft_put(out, "source", arg_text(a, "source"));
        draft_put(out, "note", arg_text(a, "note"));
        return true;
}

/* ---- what all acts on a device have in common ---- */

static bool before(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject)
{
        struct device d;

        (void)a;
        return cmd->creates || (device_of(c, subject, &d) && equipment__may_see(c, &d));
}

apply_fn equipment__heirs;

const struct noun equipment_nouns[] = {
        { .name = "device", .label = "装备", .before = before, .apart = true },
        { .name = "unit", .label = "机构", .apply = equipment__heirs }, { .name = "agency", .label = "机关", .apply = equipment__heirs },
};
const size_t equipment_nouns_n = sizeof equipment_nouns / sizeof *equipment_nouns;

/* ---- the table ---- */

#define R ARG_REQUIRED
#define NOTE(label_, help_) { "note", ARG_LONG, 0, label_, help_, NULL, 1, 500 }
#define AT_MOMENT(help_) { "at", ARG_INSTANT, ARG_PAST, "交接时间", help_, NULL, 0, 0 }

static const struct arg register_args[] = {
        { "code", ARG_TEXT, R, "设备编号", "记录仪写设备自己的编号（与采集文件名一致），其他装备写本机关的资产编号；不能重复。", NULL, 1, 40 },
        { "kind", ARG_CODE, R, "种类", "策略包装备清单中的种类。", "equipment", 0, 0 },
        { "model", ARG_TEXT, 0, "型号", "厂家和型号。", NULL, 1, 80 },
        { "serial", ARG_TEXT, 0, "出厂编号", "机身或者铭牌上的编号。", NULL, 1, 80 },
        { "agency", ARG_CODE, 0, "所在机关", "不填即为本机关。", "agencies", 0, 0 },
        { "unit", ARG_CODE, 0, "所在机构", "不填即为本人所在机构。", "units", 0, 0 },
        { "storage", ARG_INT, 0, "存储容量（GB）", "记录设备的存储卡或者内存容量。", NULL, 1, 1000000 },
        { "calibrated_until", ARG_DAY, 0, "检定有效期止", "登记时已有检定、校准证书的填写，含当日。", NULL, 0, 0 },
        NOTE("说明", "购置、调入等情况。"), ARG_END
};
static const struct arg hand_args[] = {
        { "to", ARG_LOGIN, R, "领用人", "本机关的人员；记录设备只交给当日持有执法证件的人。", NULL, 0, 0 },
        { "battery", ARG_INT, 0, "电量（%）", "记录设备必填。", NULL, 0, 100 },
        { "space", ARG_INT, 0, "剩余空间（GB）", "记录设备必填。", NULL, 0, 1000000 },
        { "clock_checked", ARG_BOOL, 0, "已核对时钟", "记录设备的日期、时间与北京时间核对一致。", NULL, 0, 0 },
        AT_MOMENT("事后补登的，写实际交接时间；不填即为现在。"), NOTE("说明", "任务、附件等。"), ARG_END
};
static const struct arg return_args[] = {
        { "condition", ARG_CHOICE, R, "状况", "归还时检查。", "good=完好|fault=有故障", 0, 0 },
        { "content", ARG_LONG, 0, "使用和采集情况", "带回了哪些记录、是否已导入采集站。", NULL, 1, 500 },
        AT_MOMENT("事后补登的，写实际归还时间；不填即为现在。"), ARG_END
};
static const struct arg calibrate_args[] = {
        { "on", ARG_DAY, ARG_PAST, "检定日期", "不填即为今天。", NULL, 0, 0 },
        { "until", ARG_DAY, 0, "有效期止", "含当日；策略包规定了检定周期的可以不填。", NULL, 0, 0 },
        { "by", ARG_TEXT, R, "检定机构", "出具证书的机构。", NULL, 1, 80 },
        { "certificate", ARG_TEXT, 0, "证书编号", "检定或者校准证书的编号。", NULL, 1, 80 }, ARG_END
};
static const struct arg fault_args[] = { { "what", ARG_LONG, R, "故障情况", "何时发现、有什么表现。", NULL, 1, 500 }, ARG_END };
static const struct arg repair_args[] = {
        { "result", ARG_CHOICE, R, "维修", "送修，或者已经修好。", "sent=送修|fixed=修复", 0, 0 },
        { "by", ARG_TEXT, 0, "维修单位", "由谁修理。", NULL, 1, 80 }, NOTE("说明", "换了什么、存储内容是否完好。"), ARG_END
};
static const struct arg retire_args[] = { { "reason", ARG_LONG, R, "原因", "到期、损坏、丢失等；存有记录的，写明已经导出。", NULL, 1, 500 }, ARG_END };
static const struct arg move_args[] = {
        { "unit", ARG_CODE, R, "调往机构", "本机关的机构。", "units", 0, 0 }, NOTE("说明", "调配的原因。"), ARG_END
};
static const struct arg clock_args[] = {
        { "shown", ARG_INSTANT, R, "设备显示的时间", "设备自己的时钟当时显示的时间。", NULL, 0, 0 },
        { "real", ARG_INSTANT, ARG_PAST, "实际时间", "北京时间；不填即为现在。", NULL, 0, 0 },
        { "source", ARG_CHOICE, 0, "怎样得知", "采集站对接时自动读取，或者人工核对。", "dock=采集站|hand=人工核对", 0, 0 },
        NOTE("说明", "是否已经校准时钟等。"), ARG_END
};

#define ROW(v, l, h, creates_, roles_, args_, fn, apply_) \
        { .verb = v, .label = l, .help = h, .noun = "device", .creates = creates_, .roles = roles_, .args = args_, .handle = fn, .apply = apply_, \
          .sets = "", .clears = "" }

const struct command equipment_commands[] = {
        ROW("device.register", "登记装备", "登记执法装备，与配备标准比对（国办发〔2018〕118号：音像记录设备配备）。", true, KEEPERS, register_args, do_register,
            equipment__apply_register),
        ROW("device.hand", "领用", "交给领用人，记下交接时间和设备状况；记录设备须先检查电量、空间和时钟。", false, KEEPERS, hand_args, hand,
            equipment__apply_hand),
        ROW("device.return", "归还", "收回设备，记下归还时间、状况和采集情况。", false, KEEPERS, return_args, take_back, equipment__apply_return),
        ROW("device.calibrate", "检定校准", "登记检定、校准及有效期（计量法第九条）。", false, KEEPERS, calibrate_args, calibrate,
            equipment__apply_calibrate),
        ROW("device.fault", "报故障", "设备有故障的，由持有人或者装备管理人员登记；修复前不能领用。", false, HANDS, fault_args, fault, equipment__apply_state),
        ROW("device.repair", "维修", "送修，或者修复后重新可用。", false, KEEPERS, repair_args, repair, equipment__apply_state),
        ROW("device.retire", "报废", "设备不再使用；它的经历和时钟记录保留。", false, KEEPERS, retire_args, retire, equipment__apply_state),
        ROW("device.move", "调配", "调到本机关的另一个机构。", false, KEEPERS, move_args, move, equipment__apply_move),
        ROW("device.clock", "核对时钟", "记下设备时钟与实际时间的差，用来更正它所录资料的时间。", false, HANDS, clock_args, read_clock,
            equipment__apply_clock),
};
const size_t equipment_commands_n = sizeof equipment_commands / sizeof *equipment_commands;
