/* pack_keep.c - the sections of a pack about recordings beside the duties: how long they are kept, with what they are made, how docking
 * stations name them. */
#include "law/pack_value.h"
#include <string.h>

static const struct field retention_fields[] = {
        { "label", FIELD_TEXT, AT(pack_retention, label), true, REF_FREE, NULL },
        { "law", FIELD_TEXT, AT(pack_retention, law), true, REF_FREE, NULL },
        { "of", FIELD_WORDS, AT(pack_retention, of), true, REF_CHOICE, "unlinked|case|catalogued|coerced|copy" },
        { "kinds", FIELD_WORDS, AT(pack_retention, kinds), false, REF_CHOICE, "penalty|permit" },
        { "months", FIELD_INT, AT(pack_retention, months), false, REF_FREE, NULL },
        { "permanent", FIELD_BOOL, AT(pack_retention, permanent), false, REF_FREE, NULL },
        END
};

static void read_retention(struct reader *r, const struct node_entry *e, struct pack_retention *out)
{
        *out = (struct pack_retention){ .id = e->key, .pos = e->at };
        if (fields_read(r, e->key, e->at, e->value, retention_fields, out) && out->permanent == (out->months > 0))
                WRONG(r, e->at, "“%s”应当写明保管月数（months）或者永久（permanent: true），二者取一", e->key);
}

static const struct field equipment_fields[] = {
        { "label", FIELD_TEXT, AT(pack_equipment, label), true, REF_FREE, NULL },
        { "law", FIELD_TEXT, AT(pack_equipment, law), true, REF_FREE, NULL },
        { "per", FIELD_TEXT, AT(pack_equipment, per), false, REF_CHOICE, "unit|agency" },
        { "each", FIELD_INT, AT(pack_equipment, each), false, REF_FREE, NULL },
        { "officers", FIELD_INT, AT(pack_equipment, officers), false, REF_FREE, NULL },
        { "calibrate_months", FIELD_INT, AT(pack_equipment, calibrate_months), false, REF_FREE, NULL },
        { "records", FIELD_BOOL, AT(pack_equipment, records), false, REF_FREE, NULL },
        END
};

static void read_equipment(struct reader *r, const struct node_entry *e, struct pack_equipment *out)
{
        *out = (struct pack_equipment){ .id = e->key, .pos = e->at };
        if (fields_read(r, e->key, e->at, e->value, equipment_fields, out) && !*out->per)
                out->per = "unit";
}

static const struct field dock_fields[] = {
        { "label", FIELD_TEXT, AT(pack_dock, label), true, REF_FREE, NULL },
        { "pattern", FIELD_TEXT, AT(pack_dock, pattern), true, REF_FREE, NULL },
        { "tolerance", FIELD_INT, AT(pack_dock, tolerance), false, REF_FREE, NULL },
        { "apart", FIELD_INT, AT(pack_dock, apart), false, REF_FREE, NULL },
        END
};

static const char dock_parts[] = "{device}|{user}|{date}|{time}|{number}|{any}";

/* Every brace belongs to a part that is known, and no two parts of unknown length touch: where one ends could not be told. */
static const char *pattern_wrong(struct arena *mem, const char *pattern)
{
        bool open_end = false;

        for (const char *p = pattern; *p;) {
                size_t n = *p == '{' ? strcspn(p, "}") + 1 : 1;
                const char *part = text_copy_n(mem, p, n <= strlen(p) ? n : strlen(p));
                bool fixed = text_in(part, "{date}|{time}", '|'), known = text_in(part, dock_parts, '|');

                if ((*p == '{' || *p == '}') && !known)
                        return text_make(mem, "“%s”不是可用的部分：%s", part, dock_parts);
                if (known && !fixed && open_end)
                        return text_make(mem, "%s 前面要有分隔的字符", part);
                open_end = known && !fixed;
                p += n;
        }
        return *pattern == '/' || strstr(pattern, "..") ? "路径从采集站的文件夹写起，不能有 .." : NULL;
}

static void read_dock(struct reader *r, const struct node_entry *e, struct pack_dock *out)
{
        *out = (struct pack_dock){ .id = e->key, .tolerance = 2, .pos = e->at };
        if (fields_read(r, e->key, e->at, e->value, dock_fields, out) && (!strstr(out->pattern, "{device}") || !strstr(out->pattern, "{date}")))
                WRONG(r, e->at, "采集站的文件名规则“%s”应当有 {device} 和 {date}", e->key);
        else if (out->pattern && pattern_wrong(r->mem, out->pattern))
                WRONG(r, e->at, "采集站的文件名规则“%s”：%s", e->key, pattern_wrong(r->mem, out->pattern));
}

void pack_keep_read(struct reader *r)
{
        struct pack *p = r->p;

        SECTION(r, r->root, "retention", p->retention, p->n_retention, pack_retention, read_retention);
        SECTION(r, r->root, "equipment", p->equipment, p->n_equipment, pack_equipment, read_equipment);
        SECTION(r, r->root, "docks", p->docks, p->n_docks, pack_dock, read_dock);
}
