/* pack_training.c - the section `training:` of a pack: examinations and how papers are composed, hours a year, what certificates must say.
 * Pure reading and finding; nothing here knows a person.  处罚法 42; 国办发〔2023〕27号. */
#include "law/training.h"
#include "law/pack_value.h"
#include <string.h>

#define QUESTIONS_MAX 150               /* of one paper: each answer is a field of an act (ACT_FIELDS_MAX) */
#define CODE_SECONDS 60

const char course_kinds[] = "law=法律法规|business=执法业务|procedure=程序和文书|ethics=职业道德|review=法制审核|safety=安全和装备";
static const char kinds_of_course[] = "law|business|procedure|ethics|review|safety";

static const struct pack_training nothing;

const struct pack_training *pack_training(const struct pack *p)
{
        return p && p->training ? p->training : &nothing;
}

/* ---- reading ---- */

static const struct field subject_fields[] = { { "label", FIELD_TEXT, AT(pack_subject, label), true, REF_FREE, NULL }, END };

static void read_subject(struct reader *r, const struct node_entry *e, struct pack_subject *out)
{
        *out = (struct pack_subject){ .id = e->key, .pos = e->at };
        fields_read(r, e->key, e->at, e->value, subject_fields, out);
}

static const struct field part_fields[] = {
        { "subject", FIELD_TEXT, AT(pack_part, subject), true, REF_FREE, NULL },
        { "kind", FIELD_TEXT, AT(pack_part, kind), true, REF_CHOICE, "single|multiple|judge" },
        { "count", FIELD_INT, AT(pack_part, count), true, REF_FREE, NULL },
        { "points", FIELD_INT, AT(pack_part, points), true, REF_FREE, NULL },
        END
};

static void read_part(struct reader *r, const struct node_entry *e, struct pack_part *out)
{
        *out = (struct pack_part){ .id = e->key, .pos = e->at };
        if (fields_read(r, e->key, e->at, e->value, part_fields, out) && (out->count < 1 || out->count > QUESTIONS_MAX || out->points < 1 || out->points > 100))
                WRONG(r, e->at, "试卷的“%s”：题数应为 1 到 %d，每题 1 到 100 分", e->key, QUESTIONS_MAX);
}

struct exam_row { struct pack_exam v; const char *from; const struct node *parts; };
static const struct field exam_fields[] = {
        { "label", FIELD_TEXT, AT(exam_row, v.label), true, REF_FREE, NULL },
        { "law", FIELD_TEXT, AT(exam_row, v.law), true, REF_FREE, NULL },
        { "parts", FIELD_NODE, AT(exam_row, parts), true, REF_FREE, NULL },
        { "minutes", FIELD_INT, AT(exam_row, v.minutes), true, REF_FREE, NULL },
        { "pass", FIELD_INT, AT(exam_row, v.pass), true, REF_FREE, NULL },
        { "retakes", FIELD_INT, AT(exam_row, v.retakes), false, REF_FREE, NULL },
        { "wait_days", FIELD_INT, AT(exam_row, v.wait_days), false, REF_FREE, NULL },
        { "appeal_days", FIELD_INT, AT(exam_row, v.appeal_days), false, REF_FREE, NULL },
        { "valid_months", FIELD_INT, AT(exam_row, v.valid_months), false, REF_FREE, NULL },
        { "from", FIELD_TEXT, AT(exam_row, from), false, REF_FREE, NULL },
        END
};

static void day_in(struct reader *r, const struct node_entry *e, const char *text, struct day *out)
{
        *out = DAY_NONE;
        if (!text_empty(text) && !day_parse(text, out))
                WRONG(r, node_entry(e->value, "from")->at, "“from”应当是日期，如 2027-01-01");
}

static void exam_check(struct reader *r, const struct node_entry *e, struct pack_exam *x)
{
        int questions = 0;

        for (size_t i = 0; i < x->n_parts; i++) {
                questions += x->parts[i].count;
                x->total += x->parts[i].count * x->parts[i].points;
        }
        if (questions < 1 || questions > QUESTIONS_MAX)
                WRONG(r, e->at, "考试“%s”一共 %d 题，应为 1 到 %d 题", e->key, questions, QUESTIONS_MAX);
        if (x->pass < 1 || x->pass > x->total)
                WRONG(r, e->at, "考试“%s”的合格分 %d 不在 1 到总分 %d 之间", e->key, x->pass, x->total);
        if (x->minutes < 1 || x->minutes > 600)
                WRONG(r, e->at, "考试“%s”的时长（minutes）应为 1 到 600 分钟", e->key);
        if (x->retakes < 0 || x->wait_days < 0 || x->appeal_days < 0 || x->valid_months < 0)
                WRONG(r, e->at, "考试“%s”的次数、天数和月数不能是负数", e->key);
}

static void read_exam(struct reader *r, const struct node_entry *e, struct pack_exam *out)
{
        struct exam_row row = { .v = { .id = e->key, .pos = e->at } };

        *out = row.v;
        if (!fields_read(r, e->key, e->at, e->value, exam_fields, &row))
                return;
        SECTION(r, e->value, "parts", row.v.parts, row.v.n_parts, pack_part, read_part);
        day_in(r, e, row.from, &row.v.from);
        exam_check(r, e, &row.v);
        *out = row.v;
}

static const struct field hours_fields[] = {
        { "label", FIELD_TEXT, AT(pack_hours, label), true, REF_FREE, NULL },
        { "law", FIELD_TEXT, AT(pack_hours, law), true, REF_FREE, NULL },
        { "hours", FIELD_INT, AT(pack_hours, hours), true, REF_FREE, NULL },
        { "roles", FIELD_WORDS, AT(pack_hours, roles), true, REF_ROLE, NULL },
        { "agencies", FIELD_WORDS, AT(pack_hours, agencies), false, REF_AGENCY, NULL },
        { "kinds", FIELD_WORDS, AT(pack_hours, kinds), false, REF_CHOICE, kinds_of_course },
        END
};

static void read_hours(struct reader *r, const struct node_entry *e, struct pack_hours *out)
{
        *out = (struct pack_hours){ .id = e->key, .pos = e->at };
        if (fields_read(r, e->key, e->at, e->value, hours_fields, out) && (out->hours < 1 || out->hours > 1000))
                WRONG(r, e->at, "“%s”每年的学时应为 1 到 1000", e->key);
}

struct fit_row { struct pack_fit v; const char *from; };
static const struct field fit_fields[] = {
        { "label", FIELD_TEXT, AT(fit_row, v.label), true, REF_FREE, NULL },
        { "law", FIELD_TEXT, AT(fit_row, v.law), true, REF_FREE, NULL },
        { "agencies", FIELD_WORDS, AT(fit_row, v.agencies), false, REF_AGENCY, NULL },
        { "items", FIELD_WORDS, AT(fit_row, v.items), false, REF_FREE, NULL },
        { "kinds", FIELD_WORDS, AT(fit_row, v.kinds), false, REF_FREE, NULL },
        { "areas", FIELD_WORDS, AT(fit_row, v.areas), false, REF_FREE, NULL },
        { "from", FIELD_TEXT, AT(fit_row, from), true, REF_FREE, NULL },
        END
};

static void read_fit(struct reader *r, const struct node_entry *e, struct pack_fit *out)
{
        struct fit_row row = { .v = { .id = e->key, .pos = e->at } };

        *out = row.v;
        if (!fields_read(r, e->key, e->at, e->value, fit_fields, &row))
                return;
        day_in(r, e, row.from, &row.v.from);
        if (!row.v.kinds.n && !row.v.areas.n)
                WRONG(r, e->at, "“%s”应当写明证件的执法类别（kinds）或者执法区域（areas）", e->key);
        for (size_t i = 0; i < row.v.items.n; i++)
                if (!pack_item(r->p, row.v.items.at[i]))
                        WRONG(r, e->at, "“%s”：没有执法事项“%s”", e->key, row.v.items.at[i]);
        *out = row.v;
}

struct section_row { int code_seconds; const struct node *subjects, *exams, *hours, *fits; };
static const struct field section_fields[] = {
        { "code_seconds", FIELD_INT, AT(section_row, code_seconds), false, REF_FREE, NULL },
        { "subjects", FIELD_NODE, AT(section_row, subjects), false, REF_FREE, NULL },
        { "exams", FIELD_NODE, AT(section_row, exams), false, REF_FREE, NULL },
        { "hours", FIELD_NODE, AT(section_row, hours), false, REF_FREE, NULL },
        { "fits", FIELD_NODE, AT(section_row, fits), false, REF_FREE, NULL },
        END
};

static void subjects_check(struct reader *r)
{
        const struct pack_training *t = r->p->training;

        for (size_t i = 0; i < t->n_exams; i++)
                for (size_t k = 0; k < t->exams[i].n_parts; k++)
                        if (!pack_subject(r->p, t->exams[i].parts[k].subject))
                                WRONG(r, t->exams[i].parts[k].pos, "没有科目“%s”（training.subjects）", t->exams[i].parts[k].subject);
}

void pack_training_read(struct reader *r)
{
        const struct node_entry *e = node_entry(r->root, "training");
        struct section_row row = { .code_seconds = CODE_SECONDS };
        struct pack_training *t = TAKE(r->mem, struct pack_training);

        if (!e || !fields_read(r, "training", e->at, e->value, section_fields, &row))
                return;
        if (row.code_seconds < 10 || row.code_seconds > 600)
                WRONG(r, e->at, "签到码的有效时间（code_seconds）应为 10 到 600 秒");
        t->code_seconds = row.code_seconds;
        r->p->training = t;
        SECTION(r, e->value, "subjects", t->subjects, t->n_subjects, pack_subject, read_subject);
        SECTION(r, e->value, "exams", t->exams, t->n_exams, pack_exam, read_exam);
        SECTION(r, e->value, "hours", t->hours, t->n_hours, pack_hours, read_hours);
        SECTION(r, e->value, "fits", t->fits, t->n_fits, pack_fit, read_fit);
        subjects_check(r);
}

/* ---- finding ---- */

const struct pack_exam *pack_exam(const struct pack *p, const char *id)
{
        const struct pack_training *t = pack_training(p);

        for (size_t i = 0; i < t->n_exams; i++)
                if (text_same(t->exams[i].id, id))
                        return &t->exams[i];
        return NULL;
}

const struct pack_subject *pack_subject(const struct pack *p, const char *id)
{
        const struct pack_training *t = pack_training(p);

        for (size_t i = 0; i < t->n_subjects; i++)
                if (text_same(t->subjects[i].id, id))
                        return &t->subjects[i];
        return NULL;
}

const struct pack_exam *pack_exam_for(const struct pack *p, struct day on)
{
        const struct pack_training *t = pack_training(p);

        for (size_t i = 0; i < t->n_exams; i++)
                if (day_is(t->exams[i].from) && day_compare(t->exams[i].from, on) <= 0)
                        return &t->exams[i];
        return NULL;
}

bool pack_fit_asks(const struct pack_fit *f, const char *agency, const char *item, struct day on)
{
        return day_is(f->from) && day_compare(f->from, on) <= 0 && (!f->agencies.n || names_have(&f->agencies, agency)) &&
               (!f->items.n || names_have(&f->items, item));
}

bool pack_fit_has(const struct names *asked, const char *words)
{
        for (size_t i = 0; i < asked->n; i++)
                if (strstr(words, asked->at[i]))
                        return true;
        return !asked->n;
}
