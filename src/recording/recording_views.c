/* recording_views.c - what waits, what lies in a case, which duties are met: one row and one function each.  Only reads. */
#include "recording/recording_inner.h"
#include <string.h>

#define PAGE_MAX 1000

static const char *number(struct arena *mem, int64_t v) { return text_make(mem, "%lld", (long long)v); }

/* ---- recordings of a case ---- */

static const struct arg case_params[] = { { "case", ARG_REF, ARG_REQUIRED, "案件", "案件编号。", "case", 0, 0 }, ARG_END };
static const struct column recording_columns[] = {
        { "id", "编号", CELL_INT }, { "kind", "种类", CELL_TEXT }, { "title", "名称", CELL_TEXT }, { "taken_at", "采集时间", CELL_INSTANT },
        { "place", "采集地点", CELL_TEXT }, { "collector", "采集人", CELL_TEXT }, { "device", "设备", CELL_TEXT }, { "proves", "证明对象", CELL_TEXT },
        { "digest", "指纹", CELL_TEXT }, { "size", "字节数", CELL_INT }, { "length", "时长（毫秒）", CELL_INT }, { "type", "内容类型", CELL_TEXT },
        { "findings", "检查发现", CELL_TEXT }, { "intake", "收件", CELL_INT }, { "classified", "涉密", CELL_BOOL }, COLUMN_END
};

static bool view_recordings(struct ctx *c, const struct args *a, struct table *t)
{
        struct recordings l;
        struct case_facts f;

        if (!case_facts_load(c, arg_int(a, "case"), &f) || !case_may_see(c, &f) || !recordings_of(c, f.id, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct recording *r = &l.at[i];

                table_row(t, (const char *[]){ number(c->mem, r->id), r->kind, r->title, instant_text(c->mem, r->taken_at), r->place, r->collector, r->device,
                                               r->proves, r->digest, number(c->mem, r->size), r->length < 0 ? NULL : number(c->mem, r->length), r->type,
                                               r->findings, r->intake ? number(c->mem, r->intake) : NULL, r->classified ? "true" : "false" });
        }
        t->total = (int64_t)t->n_rows;
        return true;
}

/* ---- the inbox ---- */

static const struct arg inbox_params[] = {
        { "state", ARG_CHOICE, 0, "状态", "不选即为还没有办完的。", INTAKE_STATES, 0, 0 },
        { "before", ARG_INT, 0, "接着", "上一页最后一行的编号。", NULL, 0, 0 }, { "limit", ARG_INT, 0, "行数", "每页行数。", NULL, 1, PAGE_MAX }, ARG_END
};
static const struct column inbox_columns[] = {
        { "id", "编号", CELL_INT }, { "state", "状态", CELL_TEXT }, { "file_name", "文件名", CELL_TEXT }, { "kind", "种类", CELL_TEXT },
        { "size", "字节数", CELL_INT }, { "length", "时长（毫秒）", CELL_INT }, { "made", "拍摄时间", CELL_INSTANT }, { "collector", "采集人", CELL_TEXT },
        { "device", "设备", CELL_TEXT }, { "source", "来源", CELL_TEXT }, { "batch", "批次", CELL_TEXT }, { "findings", "检查发现", CELL_TEXT },
        { "scan", "病毒扫描", CELL_TEXT }, { "promised_at", "登记时间", CELL_INSTANT }, { "received_at", "收到时间", CELL_INSTANT },
        { "case", "案件", CELL_INT }, { "digest", "指纹", CELL_TEXT }, COLUMN_END
};

static const char *instant_or_null(struct arena *mem, struct instant t) { return t.ms ? instant_text(mem, t) : NULL; }

static bool view_inbox(struct ctx *c, const struct args *a, struct table *t)
{
        struct intakes l;

        if (!intakes_list(c, arg_given(a, "state") ? arg_text(a, "state") : NULL, arg_int(a, "before"),
                          arg_given(a, "limit") ? (size_t)arg_int(a, "limit") : 100, &l))
                return false;
        for (size_t k = 0; k < l.n; k++) {
                const struct intake *i = &l.at[k];

                table_row(t, (const char *[]){ number(c->mem, i->id), intake_state_name(i->state), i->file_name, i->kind, number(c->mem, i->size),
                                               i->length < 0 ? NULL : number(c->mem, i->length), instant_or_null(c->mem, i->made), i->collector, i->device,
                                               i->source, i->batch, i->findings, i->scan, instant_or_null(c->mem, i->promised_at),
                                               instant_or_null(c->mem, i->received_at), i->case_id ? number(c->mem, i->case_id) : NULL, i->digest });
        }
        t->total = -1;
        return true;
}

/* ---- duties ---- */

static const struct column duty_columns[] = {
        { "verb", "动作", CELL_TEXT }, { "label", "事项", CELL_TEXT }, { "state", "情况", CELL_TEXT }, { "act", "日志", CELL_INT },
        { "recordings", "音像资料", CELL_TEXT }, { "covered", "录到的分钟", CELL_INT }, { "bare", "没有录到的分钟", CELL_INT },
        { "waiver", "免录理由", CELL_TEXT }, { "waiver_by", "签批人", CELL_TEXT }, { "law", "依据", CELL_TEXT }, COLUMN_END
};

static int64_t minutes(const struct span *at, size_t n)
{
        int64_t ms = 0;

        for (size_t i = 0; i < n; i++)
                ms += at[i].until.ms - at[i].from.ms;
        return (ms + 30000) / 60000;
}

static const char *ids(struct arena *mem, const struct duty *d)
{
        struct buffer b = { .mem = mem };

        for (size_t i = 0; i < d->n_recordings; i++)
                buffer_make(&b, "%s%lld", i ? "," : "", (long long)d->recordings[i]);
        return buffer_done(&b);
}

static bool view_duties(struct ctx *c, const struct args *a, struct table *t)
{
        static const char *const states[] = { [DUTY_MET] = "met", [DUTY_WAIVED] = "waived", [DUTY_OPEN] = "open", [DUTY_PART] = "part" };
        struct duties l;
        struct case_facts f;

        if (!case_facts_load(c, arg_int(a, "case"), &f) || !case_may_see(c, &f) || !duties_of(c, &f, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct duty *d = &l.at[i];
                bool timed = d->step.from.ms != 0;

                table_row(t, (const char *[]){ d->duty->verb, d->duty->label, states[d->state], d->act ? number(c->mem, d->act) : NULL, ids(c->mem, d),
                                               timed ? number(c->mem, minutes(d->covered, d->n_covered)) : NULL,
                                               timed ? number(c->mem, minutes(d->bare, d->n_bare)) : NULL, d->waiver, d->waiver_by, d->duty->law });
        }
        t->total = (int64_t)l.n;
        return true;
}

const struct view recording_views[] = {
        { "inbox", "收件箱", "等待上传、待入卷和隔离的音像资料；只列出您的数据范围内的。", "", inbox_params, inbox_columns, view_inbox },
        { "recordings", "音像资料", "一个案件的音像资料。", "", case_params, recording_columns, view_recordings },
        { "duties", "音像要求", "一个案件的音像记录事项：已满足、免录、待录、不完整。", "", case_params, duty_columns, view_duties },
};
const size_t recording_views_n = sizeof recording_views / sizeof *recording_views;
