/* pack_value.c - one value of a pack file against one row of a table of fields.
 *
 * Every kind of value is read, typed and looked up here, and every complaint names the position of the very word.  Nothing here knows
 * which sections a pack has.
 */
#include "law/pack_value.h"
#include <string.h>

/* ---- one value ---- */

static bool ref_known(const struct reader *r, const struct field *f, const char *word)
{
        flags_t flags;

        switch (f->ref) {
        case REF_FREE: return true;
        case REF_ROLE: return node_get(node_get(r->root, "roles"), word);
        case REF_VERB: return verb_effect_find(r->verbs, r->n_verbs, word);
        case REF_STAGE: return node_get(r->stages, word);
        case REF_CONDITION: return condition_find(word);
        case REF_AGENCY: return node_get(node_get(r->root, "agencies"), word);
        case REF_UNIT: return node_get(node_get(r->root, "units"), word);
        case REF_PROCEDURE: return node_get(node_get(r->root, "procedures"), word);
        case REF_PENALTY: return penalty_find(word);
        case REF_FLAG: return flags_parse(word, '|', &flags, NULL) && !strchr(word, '|');
        case REF_CHOICE: return text_in(word, f->choices, '|');
        }
        return false;
}

static const char *ref_name(enum field_ref ref)
{
        static const char *const names[] = { "", "岗位", "动作", "环节", "条件", "机关", "机构", "程序", "处罚种类", "状态", "取值" };

        return names[ref];
}

bool value_known(struct reader *r, const struct field *f, const struct node *n)
{
        if (ref_known(r, f, n->text))
                return true;
        if (f->ref == REF_CHOICE)
                WRONG(r, n->at, "“%s”不能是“%s”，可以是：%s", f->key, n->text, text_replace(r->mem, f->choices, "|", " "));
        else
                WRONG(r, n->at, "没有这个%s：“%s”", ref_name(f->ref), n->text);
        return false;
}

static bool is_text(struct reader *r, const struct field *f, const struct node *n)
{
        if (n->kind == NODE_TEXT)
                return true;
        WRONG(r, n->at, "“%s”应当是文字，这里是%s", f->key, node_kind_name(n));
        return false;
}

void text_read(struct reader *r, const struct field *f, const struct node *n, void *to)
{
        if (!is_text(r, f, n) || !value_known(r, f, n))
                return;
        if (!*text_trim(r->mem, n->text))
                WRONG(r, n->at, "“%s”是空的", f->key);
        *(const char **)to = n->text;
}

static void read_bool(struct reader *r, const struct field *f, const struct node *n, void *to)
{
        if (n->kind == NODE_TEXT && n->plain && (!strcmp(n->text, "true") || !strcmp(n->text, "false")))
                *(bool *)to = *n->text == 't';
        else
                WRONG(r, n->at, "“%s”应当是 true 或者 false", f->key);
}

/* Sums are taken from params of money, lengths from the others. */
static bool param_value(const struct reader *r, const char *id, bool money, int64_t *out)
{
        for (size_t i = 0; i < r->p->n_params; i++)
                if (!strcmp(r->p->params[i].id, id) && r->p->params[i].money == money) {
                        *out = r->p->params[i].value;
                        return true;
                }
        return false;
}

static void read_int(struct reader *r, const struct field *f, const struct node *n, void *to)
{
        int64_t v = 0;

        if (!is_text(r, f, n))
                return;
        if (!text_int(n->text, 0, CLOCK_LENGTH_MAX, &v) && (f->kind == FIELD_INT || !param_value(r, n->text, false, &v)))
                WRONG(r, n->at, f->kind == FIELD_INT ? "“%s”应当是整数" : "“%s”应当是整数，或者一个参数的名称", f->key);
        if (f->kind == FIELD_INT)
                *(int *)to = (int)v;
        else
                *(int64_t *)to = v;
}

static void read_money(struct reader *r, const struct field *f, const struct node *n, void *to)
{
        if (is_text(r, f, n) && !money_parse(n->text, to) && (f->kind == FIELD_SHARE || !param_value(r, n->text, true, to)))
                WRONG(r, n->at, f->kind == FIELD_SHARE ? "“%s”应当是百分数，最多两位小数" : "“%s”应当是金额（元），或者一个参数的名称", f->key);
}

static void read_range(struct reader *r, const struct field *f, const struct node *n, void *to)
{
        int64_t *pair = to;

        if (n->kind != NODE_LIST || n->n != 2) {
                WRONG(r, n->at, "“%s”应当是两个金额：[最低, 最高]", f->key);
                return;
        }
        read_money(r, f, n->entries[0].value, &pair[0]);
        read_money(r, f, n->entries[1].value, &pair[1]);
        if (pair[0] > pair[1])
                WRONG(r, n->at, "“%s”的最低数额高于最高数额", f->key);
}

static void word_add(struct reader *r, const struct field *f, const struct node *n, struct names *to)
{
        if (!is_text(r, f, n) || !value_known(r, f, n))
                return;
        if (names_have(to, n->text))
                WRONG(r, n->at, "“%s”里重复的“%s”", f->key, n->text);
        else
                to->at[to->n++] = n->text;
}

/* A list of words; one word alone may stand without brackets. */
static void read_words(struct reader *r, const struct field *f, const struct node *n, void *to)
{
        struct names *names = to;

        if (n->kind != NODE_LIST && n->kind != NODE_TEXT) {
                WRONG(r, n->at, "“%s”应当是列表，这里是%s", f->key, node_kind_name(n));
                return;
        }
        names->at = TAKE_N(r->mem, const char *, n->n + 1);
        for (size_t i = 0; n->kind == NODE_LIST && i < n->n; i++)
                word_add(r, f, n->entries[i].value, names);
        if (n->kind == NODE_TEXT)
                word_add(r, f, n, names);
}

static void read_scope(struct reader *r, const struct field *f, const struct node *n, void *to)
{
        if (!is_text(r, f, n))
                return;
        for (int s = 0; s < SCOPE__MAX; s++)
                if (!strcmp(scope_name((enum scope)s), n->text)) {
                        *(enum scope *)to = (enum scope)s;
                        return;
                }
        WRONG(r, n->at, "没有这个数据范围：“%s”（own unit unit_below agency jurisdiction）", n->text);
}

static void read_criterion(struct reader *r, const struct field *f, const struct node *n, void *to)
{
        static const char *const kinds[CRIT__MAX] = { "all", "fine_citizen", "fine_body", "confiscation", "penalty", "after_hearing", "tag",
                                                      "not_summary", "kind", "party", "item" };

        if (!is_text(r, f, n))
                return;
        for (int k = 0; k < CRIT__MAX; k++)
                if (!strcmp(kinds[k], n->text)) {
                        *(enum criterion_kind *)to = (enum criterion_kind)k;
                        return;
                }
        WRONG(r, n->at, "没有这个审核标准：“%s”", n->text);
}

static void read_unit(struct reader *r, const struct field *f, const struct node *n, void *to)
{
        if (is_text(r, f, n) && !clock_unit_by_name(n->text, to))
                WRONG(r, n->at, "没有这个期限单位：“%s”（working calendar hour month year）", n->text);
}

static void read_roll(struct reader *r, const struct field *f, const struct node *n, void *to)
{
        if (is_text(r, f, n) && !clock_roll_by_name(n->text, to))
                WRONG(r, n->at, "没有这个顺延方式：“%s”（none party safe）", n->text);
}

void value_read(struct reader *r, const struct field *f, const struct node *n, void *to)
{
        switch (f->kind) {
        case FIELD_TEXT: text_read(r, f, n, to); break;
        case FIELD_BOOL: read_bool(r, f, n, to); break;
        case FIELD_INT: case FIELD_COUNT: read_int(r, f, n, to); break;
        case FIELD_MONEY: case FIELD_SHARE: read_money(r, f, n, to); break;
        case FIELD_RANGE: read_range(r, f, n, to); break;
        case FIELD_WORDS: read_words(r, f, n, to); break;
        case FIELD_SCOPE: read_scope(r, f, n, to); break;
        case FIELD_UNIT: read_unit(r, f, n, to); break;
        case FIELD_ROLL: read_roll(r, f, n, to); break;
        case FIELD_CRITERION: read_criterion(r, f, n, to); break;
        case FIELD_NODE: *(const struct node **)to = n; break;
        }
}

/* ---- one mapping against its table ---- */

const struct field *field_find(const struct field *fields, const char *key)
{
        for (; fields->key; fields++)
                if (!strcmp(fields->key, key))
                        return fields;
        return NULL;
}

void fields_clear(const struct field *fields, void *base)
{
        for (; fields->key; fields++)
                if (fields->kind == FIELD_TEXT && !*(const char **)((char *)base + fields->at))
                        *(const char **)((char *)base + fields->at) = "";
}

bool fields_read(struct reader *r, const char *name, struct pack_at at, const struct node *n, const struct field *fields, void *base)
{
        fields_clear(fields, base);
        if (n->kind != NODE_MAP) {
                WRONG(r, n->at, "“%s”应当是映射（键: 值），这里是%s", name, node_kind_name(n));
                return false;
        }
        for (size_t i = 0; i < n->n; i++) {
                const struct field *f = field_find(fields, n->entries[i].key);

                if (f)
                        value_read(r, f, n->entries[i].value, (char *)base + f->at);
                else
                        WRONG(r, n->entries[i].at, "不认识的键“%s”", n->entries[i].key);
        }
        for (const struct field *f = fields; f->key; f++)
                if (f->required && !node_entry(n, f->key))
                        WRONG(r, at, "“%s”缺少“%s”", name, f->key);
        return true;
}

/* Ids travel in addresses, files and acts: letters, digits, dot, hyphen, underscore. */
bool id_fits(struct reader *r, const struct node_entry *e)
{
        size_t n = strlen(e->key);

        if (n && n <= 64 && strspn(e->key, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") == n)
                return true;
        WRONG(r, e->at, "标识“%s”只能用字母、数字、点、连字符和下划线", e->key);
        return false;
}

size_t section_size(struct reader *r, const struct node *n, const char *name)
{
        if (!n)
                return 0;
        if (n->kind == NODE_MAP)
                return n->n;
        WRONG(r, n->at, "“%s”应当是映射（标识: 内容），这里是%s", name, node_kind_name(n));
        return 0;
}
