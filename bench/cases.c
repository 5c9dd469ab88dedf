/* cases.c - a site with very many cases, made through the real commands: a source registered, the case filed, a material and a piece of
 * evidence put in, each a durable act of its own, from 64 callers at once.  They come in over the last hundred and twenty days (on a set
 * clock) and all of them stay open, a quarter past its day: no desk is fuller than these.
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
#include <time.h>

#define DAYS 120
#define DAY_MS INT64_C(86400000)

struct plan { struct bench b; int64_t *ids; long officers, cases, first; const char *item; };

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

static void case_make(void *to, struct arena *mem, long of_day)
{
        struct plan *p = to;
        long i = p->first + of_day, first = i % (p->officers / 2) * 2 + 1;
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

/* Acts of one day are done at the same moment: 64 callers keep no order, and time may not go back. */
static void days_make(struct plan *p, struct instant now)
{
        for (long day = 1; day <= DAYS; day++) {
                long end = p->cases * day / DAYS;

                p->b.at.ms = now.ms - (DAYS - day) * DAY_MS;
                from_callers(64, end - p->first, case_make, p);
                p->first = end;
        }
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
        struct timespec t0;
        struct instant now;
        double t;

        p.cases = option_number(argc, argv, "--cases", 100000);
        clock_gettime(CLOCK_REALTIME, &t0);
        now.ms = (int64_t)t0.tv_sec * 1000;
        p.officers = option_number(argc, argv, "--officers", 100);
        must(argc >= 3 && p.cases > 0 && p.officers >= 2 && p.officers % 2 == 0);
        bench_open(&p.b, argv[1], argv[2]);
        p.b.at.ms = now.ms - DAYS * DAY_MS;
        bench_person(&p.b, "head1", "丙某", "head", "", "川演00000");
        for (long i = 1; i <= p.officers; i++)
                officer_add(&p, i);
        p.item = item_of();
        p.ids = memory_take(sizeof *p.ids * (size_t)p.cases);
        t = wall_seconds();
        days_make(&p, now);
        t = wall_seconds() - t;
        ids_write(option(argc, argv, "--ids", "cases.ids"), p.ids, p.cases);
        figure("cases_per_second", "%.0f", (double)p.cases / t);
        figure("acts_per_second", "%.0f", (double)p.cases * 4 / t);
        figure("officer", "%s", session(&p.b, "officer1"));
        figure("head", "%s", session(&p.b, "head1"));
        memory_free(p.ids);
        bench_close(&p.b);
        return 0;
}
