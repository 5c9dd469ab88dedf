/* cases.c - a site with very many cases, made through the real commands: a source registered, the case filed, a material and a piece of
 * evidence put in, each a durable act of its own, from 64 callers at once.  All of them stay open: no desk is fuller than these.
 *
 *   cases URL PACKDIR --cases N --officers 100 --ids FILE
 *
 * Writes the numbers of the cases, one a line, to FILE.  Prints officer and head, the tokens of two sessions: whoever sends one as the
 * cookie is signed in as an officer, who sees the cases of one unit (every fiftieth is the officer's own), or as the head, who sees all.
 */
#include "bench.h"
#include "org/org.h"
#include "org/session.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct plan { struct bench b; int64_t *ids; long officers; const char *item; };

static const char *officer(struct arena *mem, long i)
{
        return text_make(mem, "officer%ld", i);
}

/* Two after two sit in the same unit of the first agency, turn about. */
static void officer_add(struct plan *p, long i)
{
        const struct pack *k = org_pack();
        const char *units[64];
        size_t n = 0;

        for (size_t u = 0; u < k->n_units && n < 64; u++)
                if (!strcmp(k->units[u].agency, k->agencies[0].id))
                        units[n++] = k->units[u].id;
        must(n > 0);
        bench_person(&p->b, officer(p->b.mem, i), text_make(p->b.mem, "示例%ld", i), "officer", units[(size_t)(i - 1) / 2 % n],
                     text_make(p->b.mem, "川演%05ld", i));
}

static void case_make(void *to, struct arena *mem, long i)
{
        struct plan *p = to;
        long first = i % (p->officers / 2) * 2 + 1;
        const char *login = officer(mem, first);
        int64_t id = bench_source(&p->b, mem, login, i);

        ACT(&p->b, mem, "head1", "case.file", id, { "item", p->item }, { "party_kind", "body" },
            { "party", text_make(mem, "示例第%ld运输有限公司", i + 1) }, { "party_person", "丁某" }, { "party_address", "示例镇示例路 9 号" },
            { "officers", text_make(mem, "%s,officer%ld", login, first + 1) }, { "opinion", "事实初步清楚，属本局管辖，建议立案。" });
        ACT(&p->b, mem, login, "material.add", id, { "material_kind", "other" }, { "material_title", "现场勘测记录" },
            { "text", "空地上堆有砖渣、混凝土块，约二十立方米，西侧有新鲜车辙。" });
        bench_evidence(&p->b, mem, login, id);
        p->ids[i] = id;
}

/* The first item that a body can be fined for in the ordinary way. */
static const char *item_of(void)
{
        const struct pack *p = org_pack();

        for (size_t i = 0; i < p->n_items; i++)
                if (p->items[i].body_max && text_empty(p->items[i].mode))
                        return p->items[i].code;
        must(!"a pack whose items have no fines");
        return NULL;
}

static const char *session(struct bench *b, const char *login)
{
        const char *token = session_token_new(b->mem);

        ACT(b, b->mem, login, "session.open", SUBJECT_NEW, { "digest", session_token_digest(b->mem, token) });
        return token;
}

static void ids_write(const char *path, const int64_t *ids, long n)
{
        FILE *f = fopen(path, "w");

        must(f != NULL);
        for (long i = 0; i < n; i++)
                fprintf(f, "%lld\n", (long long)ids[i]);
        must(!fclose(f));
}

int main(int argc, char **argv)
{
        struct plan p = { 0 };
        long cases = option_number(argc, argv, "--cases", 100000);
        double t;

        p.officers = option_number(argc, argv, "--officers", 100);
        must(argc >= 3 && cases > 0 && p.officers >= 2 && p.officers % 2 == 0);
        bench_open(&p.b, argv[1], argv[2]);
        bench_person(&p.b, "head1", "丙某", "head", "", "川演00000");
        for (long i = 1; i <= p.officers; i++)
                officer_add(&p, i);
        p.item = item_of();
        p.ids = memory_take(sizeof *p.ids * (size_t)cases);
        t = wall_seconds();
        from_callers(64, cases, case_make, &p);
        t = wall_seconds() - t;
        ids_write(option(argc, argv, "--ids", "cases.ids"), p.ids, cases);
        figure("cases_per_second", "%.0f", (double)cases / t);
        figure("acts_per_second", "%.0f", (double)cases * 4 / t);
        figure("officer", "%s", session(&p.b, "officer1"));
        figure("head", "%s", session(&p.b, "head1"));
        memory_free(p.ids);
        bench_close(&p.b);
        return 0;
}
