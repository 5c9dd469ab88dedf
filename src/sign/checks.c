/* checks.c - what the verifiers of PDF and OFD say alike. */
#include "sign/inner.h"

void check_name(struct arena *mem, X509 *x, struct sign_check *c)
{
        EVP_PKEY *key = X509_get0_pubkey(x);

        c->name = certificate_word(mem, X509_get_subject_name(x), NID_commonName);
        c->code = certificate_word(mem, X509_get_subject_name(x), NID_serialNumber);
        c->issuer = certificate_word(mem, X509_get_issuer_name(x), NID_commonName);
        c->serial = certificate_serial(mem, x);
        if (key)
                key_kind(key, &c->kind);
}

/* A signature is no better than what was signed after it. */
void checks_settle(struct sign_checks *all)
{
        for (size_t i = all->n; i > 1; i--) {
                struct sign_check *before = &all->at[i - 2], *later = &all->at[i - 1];

                if (!later->good && before->good) {
                        before->good = false;
                        before->wrong = "在它之后的签名没有通过核验";
                } else if (!later->trusted && before->trusted) {
                        before->trusted = false;
                        if (before->good)
                                before->wrong = "在它之后的签名不可信";
                }
        }
}
