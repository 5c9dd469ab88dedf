/* A file somebody calls a workbook or a CSV.  Whatever it is: rows with texts that are UTF-8, in order, or a refusal; never more than the bounds. */
#include "fuzz.h"
#include "base/file.h"
#include "sheet/sheet.h"
#include <sys/mman.h>
#include <unistd.h>

static void rows_read(struct book *b, struct why *why)
{
        struct sheet_row row;
        int64_t last = 0;

        while (book_row(b, &row) && row.number) {
                HOLDS(row.number > last && row.number <= SHEET_ROW_LAST && row.n <= SHEET_COLUMNS_MAX);
                last = row.number;
                for (size_t i = 0; i < row.n; i++)
                        HOLDS(row.cells[i].text && utf8_valid(row.cells[i].text, strlen(row.cells[i].text)));
        }
        HOLDS(why->kind != WHY_FAILED);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
        struct arena *mem = arena_new();
        struct why why = { .mem = mem };
        int fd = memfd_create("sheet", MFD_CLOEXEC);
        struct book *b = write_all(fd, data, n) ? book_open(mem, &why, fd, "fuzz") : NULL;

        HOLDS(b || why.kind == WHY_REFUSED);
        if (b && book_start(b, NULL))
                rows_read(b, &why);
        book_close(b);
        close(fd);
        arena_free(mem);
        return 0;
}
