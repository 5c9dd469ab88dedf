/* copy_commands.c - what people make of recordings: marks, copies, texts.  The slow half (media, store) and the question whether the case
 * is in one's scope are prepare()'s, in copy_make.c and copy_text.c; here the act is written down as it was prepared. */
#include "db/db.h"
#include "recording/copy_apply.h"
#include "recording/copy_inner.h"
#include <string.h>

QUERY(text_state, "SELECT state FROM copy_text WHERE id = $1");

#define R ARG_REQUIRED
#define SYSTEM (ARG_REQUIRED | ARG_PREPARED)

static void put_all(struct draft *d, const struct args *a, const char *except)
{
        for (size_t i = 0; a->command->args[i].name; i++)
                if (!text_in(a->command->args[i].name, except, '|'))
                        draft_put(d, a->command->args[i].name, a->values[i]);
}

/* What was typed for moments and regions stands in the act as it was understood: from_ms, until_ms, at_ms, changes. */
static bool mark(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        (void)c; (void)subject;
        put_all(d, a, "at");
        return true;
}

static bool copy(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        (void)c; (void)subject;
        put_all(d, a, "from|until");
        return true;
}

static bool text(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        (void)c; (void)subject;
        put_all(d, a, "text");
        return true;
}

/* A draft is judged once. */
static bool judged(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct rows r = db_ask(c->db, &c->why, &text_state, ARGS(I(subject)));
        bool draft = db_next(&r) && !strcmp(db_text(&r, 0), "draft");

        if (!db_done(&r))
                return false;
        if (!draft)
                return refuse(&c->why, R_ONCE, NULL, "这份文字已经审定");
        put_all(d, a, "");
        return true;
}

#define RECORDING { "recording", ARG_REF, R | ARG_GIVEN, "音像资料", "入卷时的编号。", "recording.add", 0, 0 }
#define CASE { "case", ARG_INT, SYSTEM, "案件", "由系统填写。", NULL, 0, INT64_MAX }
#define ORIGINAL { "original", ARG_FILE, SYSTEM, "原件指纹", "由系统填写。", NULL, 0, 0 }
#define MOMENT "分:秒，如 1:05.2；只写数字的是毫秒。"

static const struct arg mark_args[] = {
        RECORDING, { "at", ARG_TEXT, R, "位置", MOMENT, NULL, 1, 20 },
        { "label", ARG_TEXT, R, "标记内容", "这里看得到什么，如：出示证件。", NULL, 1, 60 },
        CASE, { "at_ms", ARG_INT, SYSTEM, "位置（毫秒）", "由系统填写。", NULL, 0, INT64_MAX }, ARG_END
};
static const struct arg copy_args[] = {
        RECORDING, { "kind", ARG_CHOICE, R, "做什么", "片段逐字节照抄原件的数据；截图是一帧画面；遮盖副本供公开使用。", "clip=截取片段|still=截图|blur=遮盖副本", 0, 0 },
        { "from", ARG_TEXT, 0, "从", "片段的开始，或者截图的时刻；" MOMENT, NULL, 1, 20 },
        { "until", ARG_TEXT, 0, "到", "片段的结束；" MOMENT, NULL, 1, 20 },
        { "regions", ARG_POINTS, 0, "遮盖区域", "遮盖副本：开始-结束:左,上,宽,高，时间用毫秒，位置用画面的万分之几；区域移动的，再写 -左,上,宽,高。", NULL, 0, 0 },
        { "mute", ARG_BOOL, 0, "去掉声音", "遮盖副本：声音也能认出人。", NULL, 0, 0 },
        { "purpose", ARG_TEXT, 0, "用途", "为什么做，如：随决定书公开。", NULL, 1, 200 },
        CASE, ORIGINAL,
        { "segments", ARG_TEXT, ARG_PREPARED, "原件分段指纹的根", "由系统填写。", NULL, 1, 100 },
        { "file", ARG_FILE, SYSTEM, "副本", "由系统生成。", NULL, 0, 0 },
        { "type", ARG_TEXT, SYSTEM, "格式", "由系统填写。", NULL, 1, 100 },
        { "size", ARG_INT, SYSTEM, "字节数", "由系统填写。", NULL, 0, INT64_MAX },
        { "from_ms", ARG_INT, SYSTEM, "取自原件（毫秒）", "由系统填写。", NULL, 0, INT64_MAX },
        { "until_ms", ARG_INT, SYSTEM, "至（毫秒）", "由系统填写。", NULL, 0, INT64_MAX },
        { "changes", ARG_LONG, SYSTEM, "与原件的不同", "由系统填写。", NULL, 0, 0 },
        { "proof", ARG_LONG, ARG_PREPARED, "取自哪些分段", "由系统填写。", NULL, 0, 0 }, ARG_END
};
static const struct arg text_args[] = {
        RECORDING, { "engine", ARG_CHOICE, R, "怎样得来", "机器识别的只是草稿，须由人核对。", "ocr=识别照片上的文字|speech=识别语音|hand=人工录入", 0, 0 },
        { "text", ARG_LONG, 0, "文字", "人工录入时填写；一行以时间开头的（如 1:05），可以点击跳转。", NULL, 1, 200000 },
        CASE, ORIGINAL, { "drafted", ARG_LONG, SYSTEM, "草稿", "由系统填写。", NULL, 1, 1000000 }, ARG_END
};
static const struct arg accept_args[] = {
        { "corrected", ARG_LONG, R, "核对后的文字", "逐句与录音录像核对、改正；由您负责。", NULL, 1, 1000000 }, CASE, ARG_END
};
static const struct arg reject_args[] = {
        { "reason", ARG_TEXT, R, "不采用的原因", "如：识别错误太多。", NULL, 1, 200 }, CASE, ARG_END
};

#define WATCHERS "duty|officer|team_leader|head|reviewer|committee|archivist|supervisor"
#define MAKERS "officer|team_leader|reviewer|editor|archivist"
#define WRITERS "officer|team_leader|reviewer|archivist"

const struct command copy_commands[] = {
        { .verb = "recording.mark", .label = "加标记", .help = "在录音录像的一个时刻上作标记，便于查看和举证（行政处罚法第四十七条）。", .noun = "mark", .creates = true,
          .roles = WATCHERS, .args = mark_args, .handle = mark, .apply = copy__apply_mark, .sets = "", .clears = "", .prepare = copy__prepare_mark },
        { .verb = "recording.copy", .label = "制作副本", .help = "截取片段、截图，或者为公开制作遮盖副本；原件不动，副本写明与原件的全部不同（行政处罚法第四十六条、第五十条）。",
          .noun = "copy", .creates = true, .roles = MAKERS, .args = copy_args, .handle = copy, .apply = copy__apply_copy, .sets = "", .clears = "",
          .prepare = copy__prepare_copy },
        { .verb = "recording.text", .label = "转成文字", .help = "识别或者录入音像资料中的文字，作为草稿；由人核对后才采用。", .noun = "text", .creates = true,
          .roles = WRITERS, .args = text_args, .handle = text, .apply = copy__apply_text, .sets = "", .clears = "", .prepare = copy__prepare_text },
        { .verb = "recording.text_accept", .label = "采用文字", .help = "与录音录像核对、改正后采用；采用的才能被查找。", .noun = "text",
          .roles = WRITERS, .args = accept_args, .handle = judged, .apply = copy__apply_text_accept, .sets = "", .clears = "",
                  .prepare = copy__prepare_judged },
        { .verb = "recording.text_reject", .label = "不采用文字", .help = "草稿不准确的，写明原因后不采用。", .noun = "text",
          .roles = WRITERS, .args = reject_args, .handle = judged, .apply = copy__apply_text_reject, .sets = "", .clears = "",
                  .prepare = copy__prepare_judged },
};
const size_t copy_commands_n = sizeof copy_commands / sizeof *copy_commands;

static const struct arg one_params[] = { { "recording", ARG_REF, R, "音像资料", "入卷时的编号。", "recording.add", 0, 0 }, ARG_END };
static const struct arg proof_params[] = { { "copy", ARG_REF, R, "副本", "制作副本的动作的编号。", "copy", 0, 0 }, ARG_END };
static const struct arg texts_params[] = {
        { "q", ARG_TEXT, 0, "查找", "文字中的一段。", NULL, 1, 60 }, { "recording", ARG_REF, 0, "音像资料", "只看一件的。", "recording.add", 0, 0 },
        { "drafts", ARG_BOOL, 0, "也查草稿", "草稿没有经人核对。", NULL, 0, 0 }, ARG_END
};
static const struct arg object_params[] = {
        { "party_id", ARG_TEXT, 0, "证件号码", "身份证件号码或者统一社会信用代码。", NULL, 1, 40 }, { "party", ARG_TEXT, 0, "当事人", "名称的全部。", NULL, 1, 200 },
        { "place", ARG_TEXT, 0, "地点", "案源登记时写的地点的全部。", NULL, 1, 200 }, ARG_END
};
static const struct column mark_columns[] = { { "id", "编号", CELL_INT }, { "at", "位置", CELL_TEXT }, { "at_ms", "毫秒", CELL_INT },
        { "label", "标记", CELL_TEXT }, { "by", "标记人", CELL_TEXT }, COLUMN_END };
static const struct column copy_columns[] = { { "id", "编号", CELL_INT }, { "kind", "种类", CELL_TEXT }, { "from", "从", CELL_TEXT },
        { "until", "到", CELL_TEXT },
        { "size", "字节", CELL_INT }, { "type", "格式", CELL_TEXT }, { "digest", "指纹", CELL_TEXT }, { "changes", "与原件的不同", CELL_TEXT },
        { "by", "制作人", CELL_TEXT }, { "at", "制作时间", CELL_INSTANT }, COLUMN_END };
static const struct column proof_columns[] = { { "segment", "分段", CELL_INT }, { "first", "起始字节", CELL_INT }, { "hash", "分段指纹", CELL_TEXT },
        { "path", "到根的路径", CELL_TEXT }, { "root", "根", CELL_TEXT }, { "original", "原件指纹", CELL_TEXT }, COLUMN_END };
static const struct column text_columns[] = { { "id", "编号", CELL_INT }, { "recording", "音像资料", CELL_INT }, { "case", "案件", CELL_INT },
        { "engine", "怎样得来", CELL_TEXT }, { "state", "状态", CELL_TEXT }, { "text", "文字", CELL_TEXT }, { "by", "制作人", CELL_TEXT },
        { "decided_by", "审定人", CELL_TEXT }, { "at", "制作时间", CELL_INSTANT }, COLUMN_END };
static const struct column object_columns[] = { { "case", "案件", CELL_INT }, { "what", "类别", CELL_TEXT }, { "id", "编号", CELL_INT },
        { "title", "名称", CELL_TEXT },
        { "at", "时间", CELL_INSTANT }, COLUMN_END };

const struct view copy_views[] = {
        { "recording_marks", "标记", "一件音像资料上的标记。", "", one_params, mark_columns, copy__view_marks },
        { "recording_copies", "副本", "由一件音像资料制作的副本，以及与原件的全部不同。", "", one_params, copy_columns, copy__view_copies },
        { "copy_proof", "副本出处", "片段的数据在原件的哪些分段里，每段到原件分段根的路径。", "", proof_params, proof_columns, copy__view_proof },
        { "recording_texts", "音像文字", "在音像资料的文字里查找；只查已采用的，除非也查草稿。", "", texts_params, text_columns, copy__view_texts },
        { "object", "执法对象", "同一当事人或者同一地点的全部案件、材料和音像资料。", "", object_params, object_columns, object__view },
};
const size_t copy_views_n = sizeof copy_views / sizeof *copy_views;

const struct page copy_pages[] = {
        { "/desk/recording/{id}/copies", "副本", "", copy__page_copies, false },
        { "/desk/recording/{id}/blur", "遮盖", "", copy__page_blur, false },
        { "/desk/recording/{id}/texts", "音像文字", "", copy__page_texts, false },
        { "/desk/recordings/texts", "在音像文字里查找", "", copy__page_search, false },
        { "/desk/object", "执法对象", "", object__page, false },
};
const size_t copy_pages_n = sizeof copy_pages / sizeof *copy_pages;
