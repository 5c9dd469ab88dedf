/* mask_people.c - who is named in the acts of a case: a table of fields.  Whoever is not the body that was punished is a private person.
 * Officers are no private persons: their names and certificates are public (三项制度).
 */
#include "law/mask.h"
#include "base/text.h"
#include "law/identity.h"
#include <string.h>

static const struct { const char *verb /* "": any */, *field; enum mask_kind kind; bool value; } fields[] = {
        { "", "reporter", MASK_REPORTER, false },
        { "", "reporter_phone", MASK_PHONE, true },
        { "", "party_person", MASK_PERSON, false },
        { "", "party_id", MASK_PARTY_ID, true },
        { "", "party_phone", MASK_PARTY_PHONE, true },
        { "", "interviewee", MASK_WITNESS, false },
        { "", "witness", MASK_WITNESS, false },
        { "", "witnesses", MASK_WITNESS, false },
        { "", "receiver", MASK_THIRD, false },
        { "", "minors", MASK_MINOR, false },
        { "", "thirds", MASK_THIRD, false },
        { "paper.sign", "name", MASK_WITNESS, false },
        { "paper.sign_party", "name", MASK_WITNESS, false },
        { "paper.refused", "name", MASK_WITNESS, false },
};

void mask_people_put(struct mask_people *p, enum mask_kind kind, const char *text)
{
        for (size_t i = 0; i < p->n; i++)
                if (!strcmp(p->at[i].text, text))
                        return;
        if (p->n == p->room) {
                size_t room = p->room ? 2 * p->room : 8;

                p->at = arena_grow(p->mem, p->at, p->n * sizeof *p->at, room * sizeof *p->at);
                p->room = room;
        }
        p->at[p->n++] = (struct mask_word){ text, kind };
}

/* A name in Chinese letters, of two to twelve; no title, no 本人. */
static bool is_name(const char *s)
{
        size_t n = utf8_length(s);

        if (n < 2 || n > 12 || text_in(s, "本人|当事人|负责人|见证人|法定代表人|无|没有|同上|不详|匿名|拒绝|拒收|公司|单位|门卫|邮政|代收|群众|市民", '|'))
                return false;
        for (const char *p = s; *p;) {
                uint32_t c = utf8_next(&p);

                if (!((c >= 0x3400 && c <= 0x9FFF) || c == 0xB7 || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == ' '))
                        return false;
        }
        return !strstr(s, "公司") && !strstr(s, "居委会") && !strstr(s, "村委会") && !strstr(s, "政府") && !strstr(s, "中心");
}

/* 王甲（示例社区）、李乙：several with their posts. */
void mask_people_add(struct mask_people *p, enum mask_kind kind, const char *names)
{
        static const char *const parts[] = { "，", ",", "；", ";", "/", "\n", "、" };
        char *all = text_copy(p->mem, names), **at;
        size_t n;

        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
                all = text_replace(p->mem, all, parts[i], "|");
        at = text_split(p->mem, all, '|', &n);
        for (size_t i = 0; i < n; i++) {
                char *open = strstr(at[i], "（"), *name;

                if (!open)
                        open = strchr(at[i], '(');
                name = text_trim(p->mem, open ? text_copy_n(p->mem, at[i], (size_t)(open - at[i])) : at[i]);
                if (is_name(name))
                        mask_people_put(p, kind, name);
        }
}

void mask_people_value(struct mask_people *p, enum mask_kind kind, const char *value)
{
        if (utf8_length(value) >= 5)
                mask_people_put(p, kind, value);
}

void mask_people_field(struct mask_people *p, const char *verb, const char *name, const char *value, const char *relation)
{
        for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
                enum mask_kind kind = fields[i].kind;

                if (strcmp(fields[i].field, name) || (*fields[i].verb && strcmp(fields[i].verb, verb)))
                        continue;
                if (kind == MASK_PARTY_ID && !uscc_wrong(value))
                        continue;                       /* a body's code is public */
                if (fields[i].value)
                        mask_people_value(p, kind, value);
                else
                        mask_people_add(p, strstr(relation, "未成年") ? MASK_MINOR : kind, value);
        }
}

void mask_people_party(struct mask_people *p, const char *kind, const char *party, const char *id, const char *person, const char *address,
                       const char *phone, struct day on)
{
        bool citizen = !strcmp(kind, "citizen"), minor = citizen && !idno_wrong(id) && day_is(on) && age_on(idno_birth(id), on) < 18;

        if (citizen && *party)
                mask_people_add(p, minor ? MASK_MINOR : MASK_PARTY, party);
        mask_people_add(p, MASK_PERSON, person);
        if (citizen || uscc_wrong(id))
                mask_people_value(p, MASK_PARTY_ID, id);
        mask_people_value(p, MASK_PARTY_PHONE, phone);
        if (citizen)
                mask_people_value(p, MASK_PARTY_ADDRESS, address);
}
