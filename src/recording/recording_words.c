/* recording_words.c - kinds, findings, lengths and sizes as people read them.  Pure. */
#include "recording/recording_inner.h"
#include <string.h>

const char *recording__kind_label(struct arena *mem, const char *kind)
{
        return strcmp(kind, "other") ? text_copy(mem, medium_label(kind)) : "其他文件";
}

const char *recording__virus(const char *scan)
{
        return strcmp(scan, "clean") ? scan : "";
}

const char *recording__findings_words(struct arena *mem, const char *names)
{
        struct buffer b = { .mem = mem };
        size_t n;
        char **at = text_split(mem, names, ',', &n);

        for (size_t i = 0; i < n; i++) {
                enum media_finding_code code;

                buffer_make(&b, "%s%s", b.n ? "；" : "", media_finding_by_name(at[i], &code) ? media_finding_words(code) : at[i]);
        }
        return buffer_done(&b);
}

const char *recording__length_words(struct arena *mem, int64_t ms)
{
        int64_t s = (ms + 500) / 1000;

        if (ms < 0)
                return "";
        if (s >= 3600)
                return text_make(mem, "%lld:%02d:%02d", (long long)(s / 3600), (int)(s / 60 % 60), (int)(s % 60));
        return text_make(mem, "%d:%02d", (int)(s / 60), (int)(s % 60));
}

const char *recording__size_words(struct arena *mem, int64_t bytes)
{
        static const char *const units[] = { "B", "KB", "MB", "GB", "TB" };
        int64_t tenths = bytes * 10;
        size_t u = 0;

        for (; tenths >= 10240 && u + 1 < sizeof units / sizeof *units; u++)
                tenths = (tenths + 512) / 1024;
        return u ? text_make(mem, "%lld.%d %s", (long long)(tenths / 10), (int)(tenths % 10), units[u])
                 : text_make(mem, "%lld B", (long long)bytes);
}
