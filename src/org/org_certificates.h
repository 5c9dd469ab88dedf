/* org_certificates.h - private to org/: the later life of a certificate (org_certificates.c), as the table of commands names it. */
#ifndef ORG_ORG_CERTIFICATES_H
#define ORG_ORG_CERTIFICATES_H
#include "org/org.h"

extern const struct arg org_suspend_args[], org_lift_args[], org_renew_args[], org_change_args[], org_replace_args[], org_check_args[];
command_fn org_suspend_handle, org_lift_handle, org_renew_handle, org_change_handle, org_replace_handle, org_check_handle;
apply_fn org_apply_suspend, org_apply_lift, org_apply_renew, org_apply_certificate_change, org_apply_replace, org_apply_check;

#endif
