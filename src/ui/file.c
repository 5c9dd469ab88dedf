/* file.c - which function makes which public file.  Knows patterns only; who asked and how it is sent is the web's. */
#include "ui/file.h"
#include <string.h>

#define FILES_MAX 64

static const struct public_file *files[FILES_MAX];
static size_t files_n;

void public_files_bind(const struct public_file *rows, size_t n)
{
        must(files_n + n <= FILES_MAX);
        for (size_t i = 0; i < n; i++) {
                must(rows[i].pattern[0] == '/' && rows[i].make);
                files[files_n++] = &rows[i];
        }
}

const struct public_file *public_file_at(size_t i)
{
        return i < files_n ? files[i] : NULL;
}

const struct public_file *public_file_find(struct arena *mem, const char *path, const char *args[4])
{
        const struct public_file *best = NULL;
        size_t best_score = 0;

        for (size_t i = 0; i < files_n; i++) {
                const char *found[4] = { "", "", "", "" };
                size_t score = page_match(mem, files[i]->pattern, path, found);

                if (score <= best_score)
                        continue;
                best = files[i];
                best_score = score;
                memcpy(args, found, sizeof found);
        }
        return best;
}

void public_header(struct public_out *out, const char *name, const char *value)
{
        must(out->n_headers + 2 <= (int)(sizeof out->headers / sizeof *out->headers));
        out->headers[out->n_headers++] = name;
        out->headers[out->n_headers++] = value;
}
