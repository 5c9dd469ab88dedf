/* portal_pages.c - which public page answers which address.  Kept are those that only change when something is published. */
#include "portal/portal_advance.h"

const struct page portal_pages[] = {
        { "/", "首页", "public", portal_home, true },
        { "/search", "查执法决定", "public", portal_find, false },
        { "/decision/{id}", "执法决定", "public", portal_decision, true },
        { "/agencies", "执法机关", "public", portal_agencies, true },
        { "/agency/{id}", "执法机关", "public", portal_agency, true },
        { "/procedures", "执法程序", "public", portal_procedures, true },
        { "/procedure/{id}", "执法程序", "public", portal_procedure, true },
        /* what the public asks */
        { "/complain", "投诉举报", "public", portal_ask_complain, false },
        { "/consult", "咨询", "public", portal_ask_consult, false },
        { "/correct/{id}", "信息纠错", "public", portal_ask_correct, false },
        { "/follow", "查处理结果", "public", portal_ask_follow, false },
        { "/progress", "查办案进度", "public", portal_ask_progress, false },
        { "/verify", "验真伪", "public", portal_verify, false },
        { "/verify/paper/{code}", "核验一份文书", "public", portal_verify_paper, false },
        { "/about", "关于公示", "public", portal_about, true },
        /* advance disclosure */
        { "/lists", "事前公开", "public", portal_lists, true },
        { "/lists/{kind}", "清单", "public", portal_list_kind, true },
        { "/list/{agency}/{kind}", "清单", "public", portal_list, true },
        { "/list/{agency}/{kind}/{version}", "清单的一个版本", "public", portal_list_version, true },
        { "/list/{agency}/{kind}/{version}/{before}", "两个版本的差别", "public", portal_list_compare, true },
        { "/officers", "执法人员", "public", portal_officers, true },
        { "/officer/{number}", "执法证件核验", "public", portal_officer, true },
        { "/guides", "服务指南", "public", portal_guides, true },
        { "/guide/{id}", "服务指南", "public", portal_guide, true },
        { "/guide/{id}/form/{material}", "示范文本", "public", portal_guide_form, true },
        { "/boards", "岗位信息公示牌", "public", portal_boards, true },
        { "/board/{id}", "岗位信息公示牌", "public", portal_board, true },
        { "/board/{id}/screen", "岗位信息公示牌（全屏）", "public", portal_board_screen, true },
        { "/board/{id}/sheet", "岗位信息公示牌（打印）", "public", portal_board_sheet, true },
        { "/rules", "公示规则", "public", portal_rules, true },
};
const size_t portal_pages_n = sizeof portal_pages / sizeof *portal_pages;
