/* paper_apply.c - rows of the two tables of this folder: signed files by digest, and the book of numbers.  Everything comes from the act. */
#include "db/db.h"
#include "paper/paper_inner.h"
#include <stdio.h>
#include <string.h>

QUERY(file_put, "INSERT INTO paper_file (digest, case_id, made, paper, seq) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (digest) DO NOTHING");
QUERY(file_rows, "SELECT * FROM paper_file WHERE case_id = $1");
QUERY(number_put, "INSERT INTO paper_number (series, n, number, agency, case_id, seq, field, verb, at, voided)"
                  " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '') ON CONFLICT (series, n) DO NOTHING");
QUERY(number_void, "UPDATE paper_number SET voided = $3 WHERE case_id = $1 AND number = $2");
QUERY(number_rows, "SELECT * FROM paper_number WHERE case_id = $1");

/* So that a file somebody brings is known again. */
bool paper__apply_files(struct db_write *w, const struct act *a)
{
        const char *files[] = { act_text(a, "file"), act_text(a, "ofd") };

        for (size_t i = 0; i < 2; i++)
                if (*files[i] && !db_run(w, &file_put, ARGS(T(files[i]), I(a->subject.id), I(act_int(a, "of")), T(act_text(a, "paper")), I(a->seq))))
                        return false;
        return true;
}

/* Every field series_X stands beside n_X and X: this number of that series. */
bool paper__apply_numbers(struct db_write *w, const struct act *a)
{
        char n[160], at[INSTANT_SIZE];

        instant_write(a->at, at);
        for (size_t i = 0; i < a->n; i++) {
                const char *field = a->fields[i].name + strlen("series_");

                if (!text_starts(a->fields[i].name, "series_") || snprintf(n, sizeof n, "n_%s", field) >= (int)sizeof n || !act_has(a, n))
                        continue;
                if (!db_run(w, &number_put, ARGS(T(act_text(a, a->fields[i].name)), I(act_int(a, n)), T(act_text(a, field)), T(act_text(a, "agency")),
                                                 I(a->subject.id), I(a->seq), T(field), T(a->verb), T(at))))
                        return false;
        }
        return strcmp(a->verb, "paper.void") ||
               db_run(w, &number_void, ARGS(I(a->subject.id), T(act_text(a, "voided_number")), T(act_text(a, "reason"))));
}

const struct shadow paper_shadows[] = {
        { "paper_file", "digest$", "case", &file_rows }, { "paper_number", "series$,n", "case", &number_rows },
};
const size_t paper_shadows_n = sizeof paper_shadows / sizeof *paper_shadows;
