/* publicity_commands.c - entering, checking and withdrawing what the public sees (处罚法 48; 三项制度: 谁录入谁负责).
 *
 * Entering and releasing are in publicity_release.c, what becomes of it afterwards in publicity_withdraw.c.
 * Stage, conditions and roles were checked by the noun before a handler runs.
 */
#include "publicity/publicity_mask.h"
#include "publicity/publicity_withdraw.h"
#include <string.h>

apply_fn publicity_apply_prepare, publicity_apply_release, publicity_apply_withdraw;

/* What was entered stays in the act: whoever checks it reads it there, and the correction or update is made from it. */
static bool apply_amend(struct db_write *w, const struct act *a)
{
        (void)w; (void)a;
        return true;
}

#define ROW(v, l, h, args_, fn, apply_, sets_, clears_) \
        { .verb = v, .label = l, .help = h, .noun = "case", .creates = false, .roles = "", .args = args_, .handle = fn, \
          .apply = apply_, .sets = sets_, .clears = clears_ }

const struct command publicity_commands[] = {
        ROW("publish.prepare", "录入公示内容", "由承办机构录入公开内容，谁录入谁负责（三项制度）。", publicity_prepare_args, publicity__prepare, publicity_apply_prepare,
            "prepared", ""),
        ROW("publish.release", "核对并公示", "由另一人核对原件与公开版，核对通过即公示（行政处罚法第四十八条第一款）。", publicity_release_args, publicity__release,
            publicity_apply_release, "published", "withdrawn"),
        ROW("publish.withdraw", "撤下公示", "决定被变更、撤销、确认违法或者无效的，三日内撤回并公开说明理由（行政处罚法第四十八条第二款）。", publicity_withdraw_args,
            publicity__withdraw, publicity_apply_withdraw, "withdrawn", "published"),
        ROW("publish.amend", "录入更正（更新）", "公开的文字有错，或者决定已被变更：录入改后的文字和理由，由另一人核对（三项制度）。", publicity_amend_args, publicity__amend, apply_amend,
            "", ""),
        ROW("publish.correct", "核对并更正", "核对录入的更正，公开新的版本并说明理由；原来的版本在内部留存（政府信息公开条例第四十一条）。", publicity_check_args, publicity__correct,
            publicity_apply_release, "", ""),
        ROW("publish.update", "核对并更新", "决定被变更的，公开变更后的内容并说明理由（行政处罚法第四十八条第二款）。", publicity_check_args, publicity__update, publicity_apply_release,
            "", ""),
};
const size_t publicity_commands_n = sizeof publicity_commands / sizeof *publicity_commands;
