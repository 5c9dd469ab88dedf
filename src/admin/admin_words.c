/* admin_words.c - what acts on the organisation say, in words; names of agencies, units and roles.  Shows, never decides. */
#include "admin/admin_inner.h"
#include <string.h>

const char *admin__name(const struct pack *p, const char *code)
{
        const struct pack_agency *g = pack_agency(p, code);
        const struct pack_unit *u = pack_unit(p, code);

        return g ? g->name : u ? u->name : code;
}

const char *admin__roles(struct arena *mem, const struct pack *p, const char *roles)
{
        struct buffer b = { .mem = mem };
        size_t n;
        char **at = text_split(mem, roles, ',', &n);

        for (size_t i = 0; i < n; i++)
                buffer_make(&b, "%s%s", i ? "、" : "", pack_role(p, at[i]) ? pack_role(p, at[i])->label : at[i]);
        return buffer_done(&b);
}

static const char *names_of(struct arena *mem, const struct pack *p, const char *codes)
{
        struct buffer b = { .mem = mem };
        size_t n;
        char **at = text_split(mem, codes, ',', &n);

        for (size_t i = 0; i < n; i++)
                buffer_make(&b, "%s%s", i ? "、" : "", admin__name(p, at[i]));
        return buffer_done(&b);
}

/* One sentence of what became of it. */
const char *admin__said(struct arena *mem, const struct pack *p, const struct org_change *k)
{
        const char *what = strchr(k->verb, '.') + 1;

        if (!strcmp(what, "add"))
                return text_make(mem, "设立：%s", k->name);
        if (!strcmp(what, "rename"))
                return text_make(mem, "更名为%s", k->name);
        if (!strcmp(what, "merge"))
                return text_make(mem, "并入%s", admin__name(p, k->heir));
        if (!strcmp(what, "split"))
                return text_make(mem, "分立为%s；未结事项由%s承接", names_of(mem, p, k->successors), admin__name(p, k->heir));
        if (!strcmp(what, "abolish"))
                return text_make(mem, "撤销，由%s承接", admin__name(p, k->heir));
        if (!strcmp(what, "move"))
                return text_make(mem, "移到%s%s%s", admin__name(p, k->agency), strcmp(k->above, "-") ? "，在" : "", strcmp(k->above, "-") ? text_make(mem, "%s之下", admin__name(p, k->above)) : "");
        if (!strcmp(what, "liaison"))
                return text_make(mem, "联络员：%s　%s", k->liaison, k->liaison_phone);
        return "变更机关情况";
}
