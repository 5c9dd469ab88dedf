/* admin_inner.h - private to the folder: pages of the organisation and of people. */
#ifndef ADMIN_ADMIN_INNER_H
#define ADMIN_ADMIN_INNER_H
#include "org/agency.h"
#include "ui/ui.h"

#define ADMINISTRATORS "admin|security|auditor"
#define WHO_SEES_PEOPLE ADMINISTRATORS "|head|supervisor"

const char *admin__name(const struct pack *p, const char *code);        /* of an agency or unit; the code itself if unknown */
const char *admin__roles(struct arena *mem, const struct pack *p, const char *roles);
const char *admin__said(struct arena *mem, const struct pack *p, const struct org_change *k);

bool admin__page_tree(struct ctx *c, const struct page_in *in, struct html *h);
bool admin__page_body(struct ctx *c, const struct page_in *in, struct html *h);
bool admin__page_people(struct ctx *c, const struct page_in *in, struct html *h);
bool admin__page_person(struct ctx *c, const struct page_in *in, struct html *h);
bool admin__page_entrustments(struct ctx *c, const struct page_in *in, struct html *h);
void admin__history(struct ctx *c, struct html *h, const struct pack *p, const struct org_changes *l, const char *code /* "" all */);

#endif
