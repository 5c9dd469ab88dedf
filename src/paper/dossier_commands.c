/* dossier_commands.c - what may be done with a dossier as a whole.  Who may stands in the pack under `always`. */
#include "paper/dossier_inner.h"

static const struct arg bind_args[] = {
        { "note", ARG_LONG, 0, "情况说明", "缺少的签名、材料和其他需要向查卷人说明的情况。", NULL, 1, 2000 },
        { "retention", ARG_CHOICE, 0, "保管期限", "写在封面上；与归档时的一致。", "permanent=永久|years30=三十年|years10=十年", 0, 0 },
        { "volume", ARG_TEXT, 0, "档号", "写在封面上；与归档时的一致。", NULL, 1, 200 },
        { "manifest", ARG_TEXT, ARG_PREPARED, "卷内清单摘要", "排好的卷和每个文件的摘要都在清单里。", NULL, 1, 200 },
        { "acts", ARG_TEXT, ARG_PREPARED, "办案动作摘要", "制卷以前本案全部动作的摘要。", NULL, 1, 200 },
        { "parts", ARG_INT, ARG_PREPARED, "件数", "卷内件数。", NULL, 0, 1000000 },
        { "pages", ARG_INT, ARG_PREPARED, "页数", "卷内页数。", NULL, 0, 1000000 },
        ARG_END
};

static bool apply_nothing(struct db_write *w, const struct act *a) { return true; }

const struct command dossier_commands[] = {
        { .verb = "dossier.bind", .label = "制卷", .help = "按案卷标准排好正卷、副卷并存下全部文件的摘要（行政处罚法第四十七条；档案法第三十七条）。", .noun = "case", .roles = "",
          .args = bind_args, .handle = dossier__bind, .apply = apply_nothing, .sets = "", .clears = "", .prepare = dossier__prepare_bind },
};
const size_t dossier_commands_n = sizeof dossier_commands / sizeof *dossier_commands;
