/* dock_sequence.c - the files of one device side by side: is one missing, do two overlap, did its clock jump?  Pure; media_sequence says it. */
#include "recording/dock.h"
#include <stdlib.h>
#include <string.h>

static int compare(int64_t a, int64_t b)
{
        return (a > b) - (a < b);
}

/* By day, then by number: a device counts upwards even when its clock is set back.  Files without a number stand by their time. */
static int by_order(const void *pa, const void *pb)
{
        const struct dock_file *a = pa, *b = pb;
        int by = compare(day_of(a->shown).n, day_of(b->shown).n);

        if (!by && a->number >= 0 && b->number >= 0)
                by = compare(a->number, b->number);
        if (!by)
                by = compare(a->shown.ms, b->shown.ms);
        return by ? by : compare(a->intake, b->intake);
}

void dock_order(struct dock_file *files, size_t n)
{
        if (n)
                qsort(files, n, sizeof *files, by_order);
}

static void note_add(struct arena *mem, struct dock_file *f, const struct dock_file *before, const struct media_finding *found)
{
        const char *name = media_finding_name(found->code);

        if (!text_in(name, f->sequence, ','))
                f->sequence = text_make(mem, "%s%s%s", f->sequence, *f->sequence ? "," : "", name);
        f->note = text_make(mem, "%s%s与 %s：%s", f->note, *f->note ? "；" : "", before->file_name,
                            *found->detail ? found->detail : media_finding_words(found->code));
}

void dock_sequence(struct arena *mem, struct dock_file *files, size_t n, const struct pack_dock *rule)
{
        struct media_rule r = { .tolerance = (rule ? rule->tolerance : 2) * INT64_C(1000), .apart = (rule ? rule->apart : 0) * INT64_C(1000) };
        struct media_part *parts = TAKE_N(mem, struct media_part, n + 1);
        struct media_finding *found;
        size_t n_found;

        for (size_t i = 0; i < n; i++) {
                parts[i] = (struct media_part){ files[i].shown, files[i].length > 0 ? files[i].length : 0, files[i].number };
                files[i].sequence = files[i].note = "";
        }
        found = media_sequence(mem, parts, n, &r, &n_found);
        for (size_t i = 0; i < n_found; i++)
                note_add(mem, &files[found[i].at], &files[found[i].at - 1], &found[i]);
}
