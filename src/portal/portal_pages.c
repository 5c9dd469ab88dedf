/* portal_pages.c - which public page answers which address.  Kept are those that only change when something is published. */
#include "portal/portal.h"

const struct page portal_pages[] = {
        { "/", "首页", "public", portal_home, true },
        { "/search", "查执法决定", "public", portal_find, false },
        { "/decision/{id}", "执法决定", "public", portal_decision, true },
        { "/agencies", "执法机关", "public", portal_agencies, true },
        { "/agency/{id}", "执法机关", "public", portal_agency, true },
        { "/procedures", "执法程序", "public", portal_procedures, true },
        { "/procedure/{id}", "执法程序", "public", portal_procedure, true },
        { "/verify", "验真伪", "public", portal_verify, false },
        { "/verify/paper/{code}", "核验一份文书", "public", portal_verify_paper, false },
        { "/about", "关于公示", "public", portal_about, true },
};
const size_t portal_pages_n = sizeof portal_pages / sizeof *portal_pages;
