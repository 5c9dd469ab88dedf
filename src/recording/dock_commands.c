/* dock_commands.c - intake.flag: what a docking station knew of a file beside its content – the device's own time, its number, what is wrong
 * between it and its neighbours, the case it may belong to.  The time is corrected by the readings of the device's clock.
 *
 * Must never: change what was found in the file itself (base), or put a file into a case: that is a person's act (recording.add).
 */
#include "equipment/equipment.h"
#include "recording/dock.h"
#include "recording/recording_inner.h"
#include <string.h>

#define SEQUENCE_NAMES "APART|OVERLAP|BACKWARD|MISSING"

QUERY(base_get, "SELECT base FROM dock_file WHERE intake = $1");
QUERY(file_put, "INSERT INTO dock_file (intake, device, day, shown, number, base, sequence, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
      " ON CONFLICT (intake) DO UPDATE SET device = excluded.device, day = excluded.day, shown = excluded.shown, number = excluded.number,"
      " sequence = excluded.sequence, note = excluded.note");
QUERY(intake_findings, "UPDATE rec_intake SET findings = $2 WHERE id = $1");
QUERY(intake_made, "UPDATE rec_intake SET made = $2 WHERE id = $1");
QUERY(intake_case, "UPDATE rec_intake SET case_id = $2 WHERE id = $1");
QUERY(file_rows, "SELECT * FROM dock_file WHERE intake = $1");
QUERY(files_view, "SELECT d.intake, i.file_name, d.device, i.collector, d.shown, i.made, d.number, i.length, i.findings, d.note, i.case_id, i.state"
      " FROM dock_file d JOIN rec_intake i ON i.id = d.intake WHERE (" SEES_PLACE("$1", "i.agency", "i.unit")
      " OR " SEES_PERSON("$2", "i.by_login") " OR " SEES_PERSON("$2", "i.collector") ") AND ($3 = '' OR d.device = $3) AND ($4 = '' OR d.day = $4)"
      " ORDER BY d.device, d.day, d.number, d.intake LIMIT 2000");

static bool base_of(struct ctx *c, const struct intake *i, const char **out)
{
        struct rows r = db_ask(c->db, &c->why, &base_get, ARGS(I(i->id)));

        *out = db_next(&r) ? db_text_in(c->mem, &r, 0) : i->findings;
        return db_done(&r);
}

static bool sequence_fits(struct ctx *c, const char *names)
{
        size_t n;
        char **at = text_split(c->mem, names, ',', &n);

        for (size_t i = 0; i < n; i++)
                if (!text_in(at[i], SEQUENCE_NAMES, '|'))
                        return refuse(&c->why, R_ARG_CHOICE, "sequence", "“%s”不是文件之间的发现", at[i]);
        return true;
}

static const char *findings_with(struct arena *mem, const char *base, const char *sequence)
{
        struct buffer b = { .mem = mem };
        size_t n;
        char **at = text_split(mem, sequence, ',', &n);

        buffer_text(&b, base);
        for (size_t i = 0; i < n; i++)
                if (!text_in(at[i], buffer_done(&b), ','))
                        buffer_make(&b, "%s%s", b.n ? "," : "", at[i]);
        return buffer_done(&b);
}

/* The device's own time and what it was in truth. */
static bool time_put(struct ctx *c, const struct args *a, struct draft *d)
{
        struct instant shown = arg_instant(a, "shown"), real;
        int64_t offset;
        bool known;

        if (!arg_given(a, "shown"))
                return true;
        if (!device_time(c, arg_text(a, "device"), shown, &real, &offset, &known))
                return false;
        draft_put(d, "made", instant_text(c->mem, real));
        if (known)
                draft_put_int(d, "offset", offset);
        draft_put(d, "day", day_text(c->mem, day_of(shown)));
        return true;
}

static bool case_right(struct ctx *c, const struct args *a)
{
        struct case_facts f;

        return !arg_given(a, "case") || (case_facts_load(c, arg_int(a, "case"), &f) && case_may_see(c, &f));
}

static bool flag(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const char *base;
        struct intake i;

        if (!recording__intake(c, subject, &i))
                return false;
        if (i.state != INTAKE_INBOX && i.state != INTAKE_QUARANTINE)
                return refuse(&c->why, R_INTAKE_STATE, NULL, "只有收件箱里和隔离的文件可以比对");
        if (!base_of(c, &i, &base) || !sequence_fits(c, arg_text(a, "sequence")) || !case_right(c, a))
                return false;
        recording__put_args(d, a);
        draft_put(d, "base", base);
        draft_put(d, "findings", findings_with(c->mem, base, arg_text(a, "sequence")));
        return time_put(c, a, d);
}

static bool apply_flag(struct db_write *w, const struct act *a)
{
        int64_t id = a->subject.id;

        return db_run(w, &file_put, ARGS(I(id), T(act_text(a, "device")), T(act_text(a, "day")), T(act_text(a, "shown")),
                                         I(act_has(a, "number") ? act_int(a, "number") : -1), T(act_text(a, "base")), T(act_text(a, "sequence")),
                                         T(act_text(a, "note")))) &&
               db_run(w, &intake_findings, ARGS(I(id), T(act_text(a, "findings")))) &&
               (!act_has(a, "made") || db_run(w, &intake_made, ARGS(I(id), T(act_text(a, "made"))))) &&
               (!act_has(a, "case") || db_run(w, &intake_case, ARGS(I(id), I(act_int(a, "case")))));
}

static const struct arg flag_args[] = {
        { "device", ARG_TEXT, 0, "设备", "文件名里的设备编号。", NULL, 1, 64 },
        { "shown", ARG_INSTANT, 0, "设备时间", "文件名里的时间，按设备自己的时钟。", NULL, 0, 0 },
        { "number", ARG_INT, 0, "序号", "设备给文件的序号。", NULL, 0, INT64_C(999999999999999) },
        { "sequence", ARG_TEXT, 0, "前后文件的发现", "间断 APART、重叠 OVERLAP、倒退 BACKWARD、缺少 MISSING，用逗号隔开。", NULL, 1, 60 },
        { "note", ARG_LONG, 0, "说明", "与哪个文件相比、相差多少。", NULL, 1, 2000 },
        { "case", ARG_REF, 0, "可能的案件", "持有人当时正在办理的案件，入卷时由人确认。", "case", 0, 0 }, ARG_END
};

const struct command dock_commands[] = {
        { .verb = "intake.flag", .label = "采集站比对", .help = "按设备、序号和时钟比对前后文件，标出缺少、间断、重叠和时间倒退，并更正时间。", .noun = "intake",
          .roles = INTAKE_ROLES, .args = flag_args, .handle = flag, .apply = apply_flag, .sets = "", .clears = "" },
};
const size_t dock_commands_n = sizeof dock_commands / sizeof *dock_commands;

const struct shadow dock_shadows[] = { { "dock_file", "intake", "intake", &file_rows } };
const size_t dock_shadows_n = sizeof dock_shadows / sizeof *dock_shadows;

/* ---- the list ---- */

static const struct arg files_params[] = {
        { "device", ARG_TEXT, 0, "设备", "设备编号。", NULL, 1, 64 }, { "day", ARG_DAY, 0, "日期", "按设备自己的时钟。", NULL, 0, 0 }, ARG_END
};
static const struct column files_columns[] = {
        { "intake", "收件", CELL_INT }, { "file_name", "文件名", CELL_TEXT }, { "device", "设备", CELL_TEXT }, { "collector", "采集人", CELL_TEXT },
        { "shown", "设备时间", CELL_INSTANT }, { "made", "更正后的时间", CELL_INSTANT }, { "number", "序号", CELL_INT },
        { "length", "时长（毫秒）", CELL_INT }, { "findings", "发现", CELL_TEXT }, { "note", "说明", CELL_TEXT }, { "case", "可能的案件", CELL_INT },
        { "state", "状态", CELL_TEXT }, COLUMN_END
};

static bool view_files(struct ctx *c, const struct args *a, struct table *out)
{
        struct narrowing n = access_narrowing(c);
        struct rows r = db_ask(c->db, &c->why, &files_view, ARGS(T(n.places), T(n.people), T(arg_text(a, "device")), T(arg_text(a, "day"))));

        while (db_next(&r)) {
                const char *cells[12];

                for (int i = 0; i < 12; i++)
                        cells[i] = *db_text(&r, i) ? db_text_in(c->mem, &r, i) : NULL;
                cells[6] = db_int(&r, 6) < 0 ? NULL : cells[6];
                cells[10] = db_int(&r, 10) ? cells[10] : NULL;
                table_row(out, cells);
        }
        out->total = (int64_t)out->n_rows;
        return db_done(&r);
}

const struct view dock_views[] = {
        { "dock_files", "采集站文件", "采集站送来的文件：设备时间和更正后的时间、序号，以及与前后文件比对的发现。", "", files_params, files_columns, view_files },
};
const size_t dock_views_n = sizeof dock_views / sizeof *dock_views;
