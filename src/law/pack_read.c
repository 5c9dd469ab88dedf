/* pack_read.c - the merged tree as a struct pack.
 *
 * One table of fields per section: key, kind, where it goes, required or not, what it may refer to.  Everything is checked on the
 * spot, because here the position of every word is still known.  A new field is a row in a table and a line in docs/packs.md.
 */
#include "law/identity.h"
#include "law/pack_papers.h"
#include "law/pack_value.h"
#include <string.h>

/* ---- params, roles, organs, items ---- */

struct param_row { struct pack_param p; const struct node *value; };
static const struct field param_fields[] = {
        { "label", FIELD_TEXT, AT(param_row, p.label), true, REF_FREE, NULL },
        { "law", FIELD_TEXT, AT(param_row, p.law), true, REF_FREE, NULL },
        { "money", FIELD_BOOL, AT(param_row, p.money), false, REF_FREE, NULL },
        { "value", FIELD_NODE, AT(param_row, value), true, REF_FREE, NULL },
        END
};

static void read_param(struct reader *r, const struct node_entry *e, struct pack_param *out)
{
        struct param_row row = { .p = { .id = e->key, .pos = e->at } };

        if (fields_read(r, e->key, e->at, e->value, param_fields, &row) && row.value) {
                const char *text = row.value->kind == NODE_TEXT ? row.value->text : "";

                if (!(row.p.money ? money_parse(text, &row.p.value) : text_int(text, 0, 1000000000, &row.p.value)))
                        WRONG(r, row.value->at, row.p.money ? "“value”应当是金额（元）" : "“value”应当是整数");
        }
        *out = row.p;
}

static const struct field role_fields[] = {
        { "label", FIELD_TEXT, AT(pack_role, label), true, REF_FREE, NULL },
        { "scope", FIELD_SCOPE, AT(pack_role, scope), true, REF_FREE, NULL },
        { "classified", FIELD_BOOL, AT(pack_role, classified), false, REF_FREE, NULL },
        { "personal", FIELD_TEXT, AT(pack_role, personal), false, REF_FREE, NULL },
        { "hides", FIELD_WORDS, AT(pack_role, hides), false, REF_CHOICE, PACK_HIDEABLE },
        END
};

static void read_role(struct reader *r, const struct node_entry *e, struct pack_role *out)
{
        *out = (struct pack_role){ .id = e->key, .pos = e->at };
        fields_read(r, e->key, e->at, e->value, role_fields, out);
}

static const struct field agency_fields[] = {
        { "name", FIELD_TEXT, AT(pack_agency, name), true, REF_FREE, NULL },
        { "short", FIELD_TEXT, AT(pack_agency, short_name), true, REF_FREE, NULL },
        { "uscc", FIELD_TEXT, AT(pack_agency, uscc), true, REF_FREE, NULL },
        { "region", FIELD_TEXT, AT(pack_agency, region), true, REF_FREE, NULL },
        { "superior", FIELD_TEXT, AT(pack_agency, superior), true, REF_FREE, NULL },
        { "court", FIELD_TEXT, AT(pack_agency, court), true, REF_FREE, NULL },
        { "phone", FIELD_TEXT, AT(pack_agency, phone), false, REF_FREE, NULL },
        { "address", FIELD_TEXT, AT(pack_agency, address), false, REF_FREE, NULL },
        END
};

static void read_agency(struct reader *r, const struct node_entry *e, struct pack_agency *out)
{
        const struct node *uscc = node_get(e->value, "uscc");
        const char *wrong;

        *out = (struct pack_agency){ .id = e->key, .pos = e->at };
        if (fields_read(r, e->key, e->at, e->value, agency_fields, out) && uscc && (wrong = uscc_wrong(out->uscc)))
                WRONG(r, uscc->at, "统一社会信用代码不正确：%s", wrong);
}

static const struct field unit_fields[] = {
        { "name", FIELD_TEXT, AT(pack_unit, name), true, REF_FREE, NULL },
        { "agency", FIELD_TEXT, AT(pack_unit, agency), true, REF_AGENCY, NULL },
        { "above", FIELD_TEXT, AT(pack_unit, above), false, REF_UNIT, NULL },
        END
};

static void read_unit_row(struct reader *r, const struct node_entry *e, struct pack_unit *out)
{
        *out = (struct pack_unit){ .id = e->key, .pos = e->at };
        fields_read(r, e->key, e->at, e->value, unit_fields, out);
}

static const struct field rate_fields[] = {
        { "of", FIELD_TEXT, AT(pack_item, rate_base), true, REF_FREE, NULL },
        { "least", FIELD_SHARE, AT(pack_item, rate_min), true, REF_FREE, NULL },
        { "most", FIELD_SHARE, AT(pack_item, rate_max), true, REF_FREE, NULL },
        END
};
struct item_row { struct pack_item i; const struct node *rate; };
static const struct field item_fields[] = {
        { "name", FIELD_TEXT, AT(item_row, i.name), true, REF_FREE, NULL },
        { "kind", FIELD_TEXT, AT(item_row, i.kind), true, REF_CHOICE, "penalty|permit" },
        { "agency", FIELD_TEXT, AT(item_row, i.agency), true, REF_AGENCY, NULL },
        { "violates", FIELD_TEXT, AT(item_row, i.violates), false, REF_FREE, NULL },
        { "basis", FIELD_TEXT, AT(item_row, i.basis), true, REF_FREE, NULL },
        { "penalties", FIELD_WORDS, AT(item_row, i.penalties), false, REF_PENALTY, NULL },
        { "citizen", FIELD_RANGE, AT(item_row, i.citizen_min), false, REF_FREE, NULL },
        { "body", FIELD_RANGE, AT(item_row, i.body_min), false, REF_FREE, NULL },
        { "rate", FIELD_NODE, AT(item_row, rate), false, REF_FREE, NULL },
        { "summary", FIELD_BOOL, AT(item_row, i.summary), false, REF_FREE, NULL },
        { "mode", FIELD_TEXT, AT(item_row, i.mode), false, REF_CHOICE, "empowered|entrusted|assisting" },
        END
};
#define NEIGHBOURS(a, b) _Static_assert(AT(pack_item, b) == AT(pack_item, a) + sizeof(int64_t), "a range is two neighbours")
NEIGHBOURS(citizen_min, citizen_max);
NEIGHBOURS(body_min, body_max);

/* A share of something that only the case knows: any amount of money may come out. */
static void read_rate(struct reader *r, const struct node *rate, struct pack_item *out)
{
        const int64_t any = (int64_t)100 * 10000000000000;      /* fen; the most that money_parse() takes */

        fields_read(r, "rate", rate->at, rate, rate_fields, out);
        if (out->rate_min > out->rate_max)
                WRONG(r, rate->at, "“rate”的最低比例高于最高比例");
        if (!out->citizen_max)
                out->citizen_max = any;
        if (!out->body_max)
                out->body_max = any;
}

static void read_item(struct reader *r, const struct node_entry *e, struct pack_item *out)
{
        struct item_row row = { .i = { .code = e->key, .pos = e->at, .rate_base = "" } };

        if (fields_read(r, e->key, e->at, e->value, item_fields, &row)) {
                if (row.rate)
                        read_rate(r, row.rate, &row.i);
                if (!strcmp(row.i.kind, "penalty") && !row.i.penalties.n)
                        WRONG(r, e->at, "“%s”没有处罚种类（penalties）", e->key);
                if (names_have(&row.i.penalties, "fine") != (row.i.citizen_max || row.i.body_max))
                        WRONG(r, e->at, "“%s”的罚款种类与罚款幅度不一致", e->key);
        }
        *out = row.i;
}

/* ---- procedures ---- */

static const struct field stage_fields[] = {
        { "label", FIELD_TEXT, AT(pack_stage, label), true, REF_FREE, NULL },
        { "final", FIELD_BOOL, AT(pack_stage, final), false, REF_FREE, NULL },
        END
};

/* `registered: 案源登记` is short for `registered: { label: 案源登记 }`. */
static void read_stage(struct reader *r, const struct node_entry *e, struct pack_stage *out)
{
        *out = (struct pack_stage){ .id = e->key, .label = "", .pos = e->at };
        if (e->value->kind == NODE_TEXT)
                out->label = e->value->text;
        else
                fields_read(r, e->key, e->at, e->value, stage_fields, out);
}

static const struct field step_fields[] = {
        { "verb", FIELD_TEXT, AT(pack_step, verb), false, REF_VERB, NULL },
        { "from", FIELD_WORDS, AT(pack_step, from), true, REF_STAGE, NULL },
        { "to", FIELD_TEXT, AT(pack_step, to), false, REF_STAGE, NULL },
        { "by", FIELD_WORDS, AT(pack_step, by), true, REF_ROLE, NULL },
        { "needs", FIELD_WORDS, AT(pack_step, needs), false, REF_CONDITION, NULL },
        { "lapses", FIELD_BOOL, AT(pack_step, lapses), false, REF_FREE, NULL },
        { "law", FIELD_TEXT, AT(pack_step, law), true, REF_FREE, NULL },
        END
};

/* The key of a step is its verb; where one verb has several steps the others are called otherwise and say `verb:`. */
static void read_step(struct reader *r, const struct node_entry *e, struct pack_step *out)
{
        *out = (struct pack_step){ .pos = e->at };
        fields_read(r, e->key, e->at, e->value, step_fields, out);
        if (!*out->to)
                out->to = NULL;
        if (*out->verb || node_entry(e->value, "verb"))
                return;
        out->verb = e->key;
        if (!verb_effect_find(r->verbs, r->n_verbs, e->key))
                WRONG(r, e->at, "没有这个动作：“%s”", e->key);
}

static const struct field always_fields[] = {
        { "by", FIELD_WORDS, AT(pack_step, by), true, REF_ROLE, NULL },
        { "needs", FIELD_WORDS, AT(pack_step, needs), false, REF_CONDITION, NULL },
        { "law", FIELD_TEXT, AT(pack_step, law), true, REF_FREE, NULL },
        END
};

/* A verb of every stage: it may not move the case, or the procedures would not be what was drawn and proven. */
static void read_always(struct reader *r, const struct node_entry *e, struct pack_step *out)
{
        const struct verb_effect *effect = verb_effect_find(r->verbs, r->n_verbs, e->key);

        *out = (struct pack_step){ .verb = e->key, .pos = e->at };
        fields_read(r, e->key, e->at, e->value, always_fields, out);
        out->to = NULL;
        if (!effect)
                WRONG(r, e->at, "没有这个动作：“%s”", e->key);
        else if (effect->sets || effect->clears)
                WRONG(r, e->at, "“%s”会改变案件的状态，应当写在程序的步骤里", e->key);
}

struct procedure_row { struct pack_procedure p; const struct node *stages, *steps; };
static const struct field procedure_fields[] = {
        { "label", FIELD_TEXT, AT(procedure_row, p.label), true, REF_FREE, NULL },
        { "kind", FIELD_TEXT, AT(procedure_row, p.kind), true, REF_CHOICE, "penalty|permit" },
        { "law", FIELD_TEXT, AT(procedure_row, p.law), true, REF_FREE, NULL },
        { "first", FIELD_TEXT, AT(procedure_row, p.first), true, REF_STAGE, NULL },
        { "stages", FIELD_NODE, AT(procedure_row, stages), true, REF_FREE, NULL },
        { "steps", FIELD_NODE, AT(procedure_row, steps), true, REF_FREE, NULL },
        END
};

/* Ways back of one verb may lead to several stages (case.return: the person says how far); who may and on what condition is then the same for all. */
static bool ways_back(struct arena *mem, const struct pack_step *a, const struct pack_step *b)
{
        return a->lapses && b->lapses && a->to && b->to && !text_same(a->to, b->to) &&
               text_same(text_join(mem, a->by.at, a->by.n, ','), text_join(mem, b->by.at, b->by.n, ',')) &&
               text_same(text_join(mem, a->needs.at, a->needs.n, ','), text_join(mem, b->needs.at, b->needs.n, ','));
}

/* From one stage a verb can mean one thing only. */
static void steps_clear(struct reader *r, const struct pack_procedure *p)
{
        for (size_t i = 0; i < p->n_steps; i++)
                for (size_t k = 0; k < p->steps[i].from.n; k++)
                        for (size_t j = 0; j < i; j++) {
                                const struct pack_step *s = &p->steps[i], *before = &p->steps[j];

                                if (text_same(s->verb, before->verb) && names_have(&before->from, s->from.at[k]) && !ways_back(r->p->mem, s, before))
                                        WRONG(r, s->pos, "动作“%s”从环节“%s”出发有两种办法", s->verb, s->from.at[k]);
                        }
}

/* A step from nowhere makes the case; there must be one, and it leads to the first stage. */
static void start_clear(struct reader *r, const struct pack_procedure *p)
{
        size_t starts = 0;

        for (size_t i = 0; i < p->n_steps; i++) {
                if (p->steps[i].from.n)
                        continue;
                starts++;
                if (!text_same(p->steps[i].to, p->first))
                        WRONG(r, p->steps[i].pos, "“%s”没有起点（from 为空），是建立案件的动作，应当进入第一个环节“%s”", p->steps[i].verb, p->first);
        }
        if (!starts)
                WRONG(r, p->pos, "程序“%s”没有建立案件的动作（from 为空的一步）", p->id);
}

static void read_procedure(struct reader *r, const struct node_entry *e, struct pack_procedure *out)
{
        struct procedure_row row = { .p = { .id = e->key, .pos = e->at } };

        r->stages = node_get(e->value, "stages");
        if (fields_read(r, e->key, e->at, e->value, procedure_fields, &row)) {
                SECTION(r, e->value, "stages", row.p.stages, row.p.n_stages, pack_stage, read_stage);
                SECTION(r, e->value, "steps", row.p.steps, row.p.n_steps, pack_step, read_step);
                if (row.p.n_stages > 63 || row.p.n_steps > 400)
                        WRONG(r, e->at, "程序“%s”太大：最多 63 个环节、400 步", e->key);
                steps_clear(r, &row.p);
                start_clear(r, &row.p);
        }
        row.p.always = r->p->always;
        row.p.n_always = r->p->n_always;
        r->stages = NULL;
        *out = row.p;
}

/* ---- clocks ---- */

static const struct field clock_fields[] = {
        { "label", FIELD_TEXT, AT(pack_clock, label), true, REF_FREE, NULL },
        { "law", FIELD_TEXT, AT(pack_clock, law), true, REF_FREE, NULL },
        { "who", FIELD_TEXT, AT(pack_clock, who), true, REF_CHOICE, "agency|party" },
        { "starts", FIELD_WORDS, AT(pack_clock, starts), true, REF_VERB, NULL },
        { "ends", FIELD_WORDS, AT(pack_clock, ends), false, REF_VERB, NULL },
        { "from", FIELD_TEXT, AT(pack_clock, from), false, REF_FREE, NULL },
        { "procedures", FIELD_WORDS, AT(pack_clock, procedures), false, REF_PROCEDURE, NULL },
        { "when", FIELD_TEXT, AT(pack_clock, when), false, REF_CHOICE, "hearing|fine" },
        { "unit", FIELD_UNIT, AT(pack_clock, rule.unit), true, REF_FREE, NULL },
        { "length", FIELD_COUNT, AT(pack_clock, rule.length), true, REF_FREE, NULL },
        { "roll", FIELD_ROLL, AT(pack_clock, rule.roll), false, REF_FREE, NULL },
        { "lead", FIELD_BOOL, AT(pack_clock, rule.lead), false, REF_FREE, NULL },
        { "warn", FIELD_INT, AT(pack_clock, warn), false, REF_FREE, NULL },
        { "alarm", FIELD_BOOL, AT(pack_clock, alarm), false, REF_FREE, NULL },
        END
};

static void read_clock(struct reader *r, const struct node_entry *e, struct pack_clock *out)
{
        const char *wrong;

        *out = (struct pack_clock){ .id = e->key, .pos = e->at };
        if (!fields_read(r, e->key, e->at, e->value, clock_fields, out))
                return;
        out->rule.law = out->law;
        wrong = node_entry(e->value, "length") && node_entry(e->value, "unit") ? clock_wrong(&out->rule) : NULL;
        if (wrong)
                WRONG(r, e->at, "期限“%s”无法计算：%s", e->key, wrong);
        if (node_entry(e->value, "starts") && !out->starts.n)
                WRONG(r, e->at, "期限“%s”没有起算的动作", e->key);
}

/* ---- review, duties, dossier, publication, numbering ---- */

static const struct field need_fields[] = {
        { "label", FIELD_TEXT, AT(pack_need, label), true, REF_FREE, NULL },
        { "flag", FIELD_TEXT, AT(pack_need, flag), false, REF_FLAG, NULL },
        { "material", FIELD_TEXT, AT(pack_need, material), false, REF_FREE, NULL },
        { "when", FIELD_TEXT, AT(pack_need, when), false, REF_CHOICE, "defence|hearing|fine|review" },
        { "procedures", FIELD_WORDS, AT(pack_need, procedures), false, REF_PROCEDURE, NULL },
        END
};

void pack_need_read(struct reader *r, const struct node_entry *e, struct pack_need *out)
{
        *out = (struct pack_need){ .id = e->key, .pos = e->at };
        if (fields_read(r, e->key, e->at, e->value, need_fields, out) &&
            !node_entry(e->value, "flag") == !node_entry(e->value, "material"))
                WRONG(r, e->at, "“%s”应当写明以哪个状态（flag）或者哪种材料（material）证明，二者取一", e->key);
}

static const struct field duty_fields[] = {
        { "verb", FIELD_TEXT, AT(pack_duty, verb), false, REF_VERB, NULL },
        { "label", FIELD_TEXT, AT(pack_duty, label), true, REF_FREE, NULL },
        { "law", FIELD_TEXT, AT(pack_duty, law), true, REF_FREE, NULL },
        { "kinds", FIELD_WORDS, AT(pack_duty, kinds), true, REF_CHOICE, "video|audio|photo" },
        { "methods", FIELD_WORDS, AT(pack_duty, methods), false, REF_CHOICE, "direct|leave|post|public_notice|electronic|entrust" },
        { "full", FIELD_BOOL, AT(pack_duty, full), false, REF_FREE, NULL },
        { "waiver", FIELD_BOOL, AT(pack_duty, waiver), false, REF_FREE, NULL },
        { "sites", FIELD_WORDS, AT(pack_duty, sites), false, REF_FREE, NULL },
        { "moments", FIELD_WORDS, AT(pack_duty, moments), false, REF_FREE, NULL },
        END
};

static const struct field volume_fields[] = {
        { "label", FIELD_TEXT, AT(pack_volume, label), true, REF_FREE, NULL },
        { "law", FIELD_TEXT, AT(pack_volume, law), true, REF_FREE, NULL },
        { "order", FIELD_WORDS, AT(pack_volume, order), false, REF_FREE, NULL },
        END
};

static void read_volume(struct reader *r, const struct node_entry *e, struct pack_volume *out)
{
        fields_read(r, e->key, e->at, e->value, volume_fields, out);
        out->id = e->key;
        out->pos = e->at;
}

/* 国办发〔2018〕118号 三（八）：查封扣押财产、强制拆除等直接涉及人身自由、生命健康、重大财产权益的，全程音像记录: no pack may let go of that.  What a duty
 * is about is what it says of itself. */
static bool never_waived(const char *label)
{
        static const char *const words[] = { "查封", "扣押", "强制拆除", "强制执行", "代履行", "暂扣" };

        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
                if (strstr(label, words[i]))
                        return true;
        return false;
}

static void read_duty(struct reader *r, const struct node_entry *e, struct pack_duty *out)
{
        *out = (struct pack_duty){ .pos = e->at };
        if (fields_read(r, e->key, e->at, e->value, duty_fields, out) && out->waiver && never_waived(out->label))
                WRONG(r, e->at, "“%s”不得免录（waiver: true）：查封、扣押、强制拆除等必须全程音像记录（国办发〔2018〕118号 三（八））", out->label);
        if (*out->verb || node_entry(e->value, "verb"))
                return;
        out->verb = e->key;
        if (!verb_effect_find(r->verbs, r->n_verbs, e->key))
                WRONG(r, e->at, "没有这个动作：“%s”", e->key);
}

struct publication_row { struct pack_publication v; const struct node *masks; };
static const struct field publication_fields[] = {
        { "fields", FIELD_WORDS, AT(publication_row, v.fields), true, REF_FREE, NULL },
        { "masks", FIELD_NODE, AT(publication_row, masks), true, REF_FREE, NULL },
        { "second_person", FIELD_BOOL, AT(publication_row, v.second_person), true, REF_FREE, NULL },
        END
};

static void read_publication(struct reader *r, const struct node_entry *e)
{
        struct publication_row row = { .masks = NULL };

        if (fields_read(r, e->key, e->at, e->value, publication_fields, &row))
                SECTION(r, e->value, "masks", row.v.masks, row.v.n_masks, pack_mask, pack_mask_read);
        r->p->publication = row.v;
}

struct number_row { const char *kind, *pattern; };

static void read_number(struct reader *r, const struct node_entry *e, struct number_row *out)
{
        const struct field pattern = { e->key, FIELD_TEXT, 0, true, REF_FREE, NULL };

        *out = (struct number_row){ e->key, "" };
        text_read(r, &pattern, e->value, &out->pattern);
        if (e->value->kind == NODE_TEXT && (!strstr(out->pattern, "{year}") || !strstr(out->pattern, "{n}")))
                WRONG(r, e->value->at, "编号规则“%s”应当有 {year} 和 {n}", e->key);
}

static void read_numbering(struct reader *r)
{
        struct number_row *rows;
        size_t n;
        const char **pairs;

        SECTION(r, r->root, "numbering", rows, n, number_row, read_number);
        pairs = TAKE_N(r->mem, const char *, 2 * n + 1);
        for (size_t i = 0; i < n; i++) {
                pairs[2 * i] = rows[i].kind ? rows[i].kind : "";
                pairs[2 * i + 1] = rows[i].pattern ? rows[i].pattern : "";
        }
        r->p->numbering = pairs;
        r->p->n_numbering = n;
}

/* ---- the whole ---- */


static const struct field head_fields[] = {
        { "name", FIELD_TEXT, AT(pack, name), true, REF_FREE, NULL },
        { "version", FIELD_TEXT, AT(pack, version), true, REF_FREE, NULL },
        { "title", FIELD_TEXT, AT(pack, title), true, REF_FREE, NULL },
        { "jurisdiction", FIELD_TEXT, AT(pack, jurisdiction), true, REF_FREE, NULL },
        { "portal", FIELD_TEXT, AT(pack, portal), true, REF_FREE, NULL },
        END
};
static const char sections[] = "extends|calendar|params|roles|agencies|units|items|always|procedures|clocks|review|duties|dossier|"
                               "publication|disclosure|numbering|statistics|volumes|parts|papers|remedies|faces|lists|benchmarks|guides|boards|retention|parameters|equipment|docks|carriers|"
                               "embeds|bodies|complaints|signin|training|separations|approvals|credit";

static void read_head(struct reader *r)
{
        fields_clear(head_fields, r->p);
        for (size_t i = 0; i < r->root->n; i++) {
                const struct node_entry *e = &r->root->entries[i];
                const struct field *f = field_find(head_fields, e->key);

                if (f)
                        value_read(r, f, e->value, (char *)r->p + f->at);
                else if (!text_in(e->key, sections, '|'))
                        WRONG(r, e->at, "不认识的键“%s”", e->key);
        }
        for (const struct field *f = head_fields; f->key; f++)
                if (!node_entry(r->root, f->key))
                        WRONG(r, r->root->at, "策略包缺少“%s”", f->key);
}

/* A unit stands below another one of its own agency, and never below itself. */
static void units_clear(struct reader *r)
{
        for (size_t i = 0; i < r->p->n_units; i++) {
                const struct pack_unit *u = &r->p->units[i], *up = u;
                size_t steps = 0;

                while (up && !text_empty(up->above) && steps++ <= r->p->n_units)
                        up = pack_unit(r->p, up->above);
                if (steps > r->p->n_units)
                        WRONG(r, u->pos, "机构“%s”的上级绕成了圈", u->id);
                else if (up && !text_same(up->agency, u->agency))
                        WRONG(r, u->pos, "机构“%s”与它的上级不属于同一机关", u->id);
        }
}

/* Finders take ids for granted: rows whose id was refused stand out by a NULL, and then the pack is not used. */
static void read_sections(struct reader *r)
{
        struct pack *p = r->p;
        const struct node_entry *e;

        SECTION(r, r->root, "params", p->params, p->n_params, pack_param, read_param);
        SECTION(r, r->root, "roles", p->roles, p->n_roles, pack_role, read_role);
        SECTION(r, r->root, "agencies", p->agencies, p->n_agencies, pack_agency, read_agency);
        SECTION(r, r->root, "units", p->units, p->n_units, pack_unit, read_unit_row);
        SECTION(r, r->root, "items", p->items, p->n_items, pack_item, read_item);
        SECTION(r, r->root, "always", p->always, p->n_always, pack_step, read_always);
        SECTION(r, r->root, "procedures", p->procedures, p->n_procedures, pack_procedure, read_procedure);
        SECTION(r, r->root, "clocks", p->clocks, p->n_clocks, pack_clock, read_clock);
        SECTION(r, r->root, "volumes", p->volumes, p->n_volumes, pack_volume, read_volume);
        SECTION(r, r->root, "duties", p->duties, p->n_duties, pack_duty, read_duty);
        SECTION(r, r->root, "dossier", p->dossier, p->n_dossier, pack_need, pack_need_read);
        read_numbering(r);
        pack_statistics_read(r);
        pack_keep_read(r);
        pack_credit_read(r);
        pack_signin_read(r);
        pack_parameters_read(r);
        pack_rights_read(r);
        pack_approval_read(r);
        pack_carriers_read(r);
        pack_complaints_read(r);
        pack_lists_read(r);
        pack_benchmarks_read(r);
        pack_bodies_read(r);
        pack_training_read(r);
        pack_publish_read(r);
        pack_papers_read(r);
        if ((e = node_entry(r->root, "review")))
                pack_review_read(r, e);
        else
                WRONG(r, r->root->at, "策略包缺少“review”：重大执法决定法制审核");
        if ((e = node_entry(r->root, "publication")))
                read_publication(r, e);
        else
                WRONG(r, r->root->at, "策略包缺少“publication”：公示规则");
}

void pack_read(struct pack *p, const struct node *root, const struct verb_effect *verbs, size_t n, struct findings *found)
{
        struct reader r = { .p = p, .mem = p->mem, .root = root, .verbs = verbs, .n_verbs = n, .found = found };
        size_t before = found->errors;

        read_head(&r);
        read_sections(&r);
        if (found->errors == before)
                units_clear(&r);
}
