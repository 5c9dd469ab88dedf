/* media.c - the words of recordings: kinds, findings, the types that may be served.  Pure. */
#include "media/media.h"
#include <string.h>

#define FINDING(code, weight, words) [MEDIA_##code] = { #code, MEDIA_##weight, words },
static const struct { const char *name; enum media_weight weight; const char *words; } findings[MEDIA_FINDING__MAX] = {
#include "media/findings.tbl"
};
#undef FINDING

static const char *const kinds[MEDIA_KIND__MAX] = { "other", "video", "audio", "photo" };

const char *media_finding_name(enum media_finding_code code)
{
        must(code >= 0 && code < MEDIA_FINDING__MAX);
        return findings[code].name;
}

const char *media_finding_words(enum media_finding_code code)
{
        must(code >= 0 && code < MEDIA_FINDING__MAX);
        return findings[code].words;
}

enum media_weight media_finding_weight(enum media_finding_code code)
{
        must(code >= 0 && code < MEDIA_FINDING__MAX);
        return findings[code].weight;
}

bool media_finding_by_name(const char *name, enum media_finding_code *out)
{
        for (int i = 0; i < MEDIA_FINDING__MAX; i++)
                if (text_same(findings[i].name, name)) {
                        *out = (enum media_finding_code)i;
                        return true;
                }
        return false;
}

const char *media_kind_name(enum media_kind kind)
{
        must(kind >= 0 && kind < MEDIA_KIND__MAX);
        return kinds[kind];
}

bool media_stopped(const struct media_facts *f)
{
        for (size_t i = 0; i < f->n_findings; i++)
                if (media_finding_weight(f->findings[i].code) == MEDIA_STOP)
                        return true;
        return false;
}
