/* recording_rules.c - what must be said of a recording and what may not contradict it.  Pure: no table, no clock, no file. */
#include "recording/recording_inner.h"
#include <string.h>

/* 三项制度方案 第6条: time, place, person and object of proof; the number of the case is added by the program. */
bool rule_recording_labels(const char *taken_at, const char *place, const char *collector, const char *proves, struct why *why)
{
        struct buffer missing = { .mem = why->mem };
        const struct { const char *value, *label; } labels[] = {
                { taken_at, "采集时间" }, { place, "采集地点" }, { collector, "采集人" }, { proves, "证明对象" },
        };

        for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
                if (!*labels[i].value)
                        buffer_make(&missing, "%s%s", missing.n ? "、" : "", labels[i].label);
        return !missing.n || refuse(why, R_RECORDING_META, NULL, "缺少%s", buffer_done(&missing));
}

bool rule_recording_kind(const char *chosen, const char *found, bool vouched, struct why *why)
{
        if (!strcmp(chosen, found) || (vouched && !strcmp(found, "other")))
                return true;
        return refuse(why, R_RECORDING_KIND, "kind", "选的是%s，文件内容是%s", recording__kind_label(why->mem, chosen),
                      recording__kind_label(why->mem, found));
}

bool rule_recording_time(struct instant taken_at, struct instant made, int64_t length, const char *reason, struct why *why)
{
        int64_t early = made.ms - (length > 0 ? length : 0) - TIME_TOLERANCE_MS, late = made.ms + TIME_TOLERANCE_MS;

        if (!made.ms || *reason || (taken_at.ms >= early && taken_at.ms <= late))
                return true;
        return refuse(why, R_RECORDING_TIME, "taken_at", "文件记录的时间是 %s，填写的是 %s，相差超过 %d 分钟", instant_local(why->mem, made),
                      instant_local(why->mem, taken_at), (int)(TIME_TOLERANCE_MS / 60000));
}

/* A name is for people to read; nothing is ever opened by it.  One that looks like a path comes from a broken or hostile sender. */
bool rule_file_name(const char *name, struct why *why)
{
        if (strpbrk(name, "/\\") || !strcmp(name, ".") || !strcmp(name, ".."))
                return refuse(why, R_ARG_TYPE, "file_name", "文件名“%s”不能含有路径", utf8_head(why->mem, name, 40));
        return true;
}
