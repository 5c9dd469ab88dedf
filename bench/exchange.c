/* exchange.c - what leaves the portal, over a site that `search make` filled: open data beside the bare library, feeds, and how much memory.
 *
 *   exchange data URL            every format of all records into a file: rows a second, and the peak of memory of the whole process
 *   exchange bare ROWS           libxlsxwriter alone, as many columns of as many characters, in constant memory
 *   exchange feed URL [--queries N]    one page of the Atom feed after the other, each further back; p50 and p99
 *
 * The records of `search make` have no acts behind them; a feed asks when each was done, so `feed` puts their times where it looks (once).
 */
#include "bench.h"
#include "cli/bind.h"
#include "exchange/exchange.h"
#include "law/pack.h"
#include "org/org.h"
#include "publicity/publicity.h"
#include "ui/file.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>
#include <xlsxwriter.h>

#define COLUMNS 20

static long peak_kib(void)
{
        struct rusage u;

        getrusage(RUSAGE_SELF, &u);
        return u.ru_maxrss;
}

static void opened(const char *url, struct arena *mem, struct ctx *c)
{
        struct site site;

        *c = (struct ctx){ .mem = mem, .why = { .mem = mem }, .now = { INT64_C(1767225600000) } };
        c->db = db_open(url, DB_READ, &c->why);
        if (!c->db || !site_load(c->db, mem, &site, &c->why) || !org_pack_load(c->db, &site, &c->why))
                give_up(url, &c->why);
        c->pack = org_pack();
}

static void data(const char *url)
{
        static const char *const names[] = { "decisions.csv", "decisions.jsonl", "decisions.xlsx" };
        struct arena *mem = arena_new();
        struct publication_counts n;
        struct ctx c;

        opened(url, mem, &c);
        if (!publications_count(&c, "", &n))
                give_up("count", &c.why);
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
                int fd = open("/tmp", O_TMPFILE | O_RDWR, 0600);
                double t = wall_seconds();

                if (fd < 0 || !open_write(&c, names[i], -1, fd))
                        give_up(names[i], &c.why);
                figure(strrchr(names[i], '.') + 1, "%.0f", (double)(n.shown + n.withdrawn) / (wall_seconds() - t));
                close(fd);
        }
        figure("rows", "%lld", (long long)(n.shown + n.withdrawn));
        figure("peak_mib", "%ld", peak_kib() / 1024);
        db_close(c.db);
        arena_free(mem);
}

static void bare(long rows)
{
        lxw_workbook_options options = { .constant_memory = LXW_TRUE };
        lxw_workbook *book = workbook_new_opt("/tmp/mingjing-bench-bare.xlsx", &options);
        lxw_worksheet *sheet = workbook_add_worksheet(book, NULL);
        double t = wall_seconds();

        for (long r = 0; r < rows; r++) {
                if (r && r % 1000000 == 0)
                        sheet = workbook_add_worksheet(book, NULL);
                for (lxw_col_t i = 0; i < COLUMNS; i++)
                        if (i % 5)
                                worksheet_write_string(sheet, (lxw_row_t)(r % 1000000), i, "行政处罚决定书示例文字", NULL);
                        else
                                worksheet_write_number(sheet, (lxw_row_t)(r % 1000000), i, (double)r, NULL);
        }
        workbook_close(book);
        unlink("/tmp/mingjing-bench-bare.xlsx");
        figure("bare_xlsx", "%.0f", (double)rows / (wall_seconds() - t));
}

static int by_size(const void *a, const void *b)
{
        double x = *(const double *)a, y = *(const double *)b;

        return x < y ? -1 : x > y;
}

/* Only their times: enough for a feed, and for nothing else. */
static void acts_put(const char *url)
{
        struct arena *mem = arena_new();
        struct why why = { .mem = mem };
        struct db *db = db_open(url, DB_WRITE, &why);
        struct db_write *w = db ? db_begin(db, &why) : NULL;
        bool ok = w && db_script(w, "INSERT INTO journal_act (seq, at, verb, noun, subject, body, fields) SELECT release_seq, '2026-01-01T00:00:00.000Z',"
                                    " 'publish.release', 'case', id, '', '' FROM pub_record WHERE release_seq NOT IN (SELECT seq FROM journal_act);"
                                    " INSERT INTO pub_change (seq, case_id, what, kind, agency, reason) SELECT release_seq, id, 'released', kind, agency, '' FROM pub_record"
                                    " WHERE release_seq NOT IN (SELECT seq FROM pub_change)");

        if (!w || !db_end(w, ok))
                give_up("acts", &why);
        db_close(db);
        arena_free(mem);
}

static void feed(const char *url, long queries)
{
        struct arena *mem = arena_new(), *one = arena_new();
        double *took = TAKE_N(mem, double, queries);
        const char *args[4] = { 0 }, *before = "";
        long entries = 0;
        struct ctx c;

        acts_put(url);
        opened(url, mem, &c);
        c.mem = c.why.mem = one;
        for (long i = 0; i < queries; i++) {
                struct pair q = { "before", before };
                struct page_in in = { .path = "/feed/atom", .query = &q, .n = *before ? 1 : 0 };
                struct public_out out = { .text = { .mem = one }, .fd = -1 };
                double t = wall_seconds();
                const char *next;

                if (!public_file_find(one, "/feed/atom", args)->make(&c, &in, &out))
                        give_up("feed", &c.why);
                took[i] = wall_seconds() - t;
                entries += strstr(buffer_done(&out.text), "<entry>") != NULL;
                next = strstr(buffer_done(&out.text), "rel=\"next\"");
                next = next ? strstr(next, "before=") : NULL;
                before = next ? text_copy_n(mem, next + 7, strspn(next + 7, "0123456789")) : "";
                arena_reset(one);
        }
        qsort(took, (size_t)queries, sizeof *took, by_size);
        figure("pages_with_entries", "%ld", entries);
        figure("feed_p50_ms", "%.3f", took[queries / 2] * 1000);
        figure("feed_p99_ms", "%.3f", took[queries * 99 / 100] * 1000);
        db_close(c.db);
}

int main(int argc, char **argv)
{
        if (argc < 3)
                return 1;
        bind_all();
        if (!strcmp(argv[1], "data"))
                data(argv[2]);
        else if (!strcmp(argv[1], "bare"))
                bare(atol(argv[2]));
        else
                feed(argv[2], option_number(argc, argv, "--queries", 500));
        return 0;
}
