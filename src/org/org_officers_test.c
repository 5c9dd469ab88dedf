/* org_officers_test.c - when a certificate holds, and which photos may be shown.  No database. */
#include "base/test.h"
#include "org/org.h"
#include <string.h>

TEST(officers, a_certificate_holds_from_its_first_day_to_its_last_and_not_from_the_day_it_was_revoked)
{
        struct certificate k = { .since = day_make(2024, 1, 1), .until = day_make(2024, 12, 31), .revoked = DAY_NONE };

        CHECK(certificate_validity(&k, day_make(2023, 12, 31)) == CERTIFICATE_EARLY);
        CHECK(certificate_validity(&k, day_make(2024, 1, 1)) == CERTIFICATE_VALID);
        CHECK(certificate_validity(&k, day_make(2024, 12, 31)) == CERTIFICATE_VALID);
        CHECK(certificate_validity(&k, day_make(2025, 1, 1)) == CERTIFICATE_EXPIRED);
        k.revoked = day_make(2024, 6, 1);
        CHECK(certificate_validity(&k, day_make(2024, 5, 31)) == CERTIFICATE_VALID);
        CHECK(certificate_validity(&k, day_make(2024, 6, 1)) == CERTIFICATE_REVOKED);
        CHECK(certificate_validity(&k, day_make(2026, 1, 1)) == CERTIFICATE_REVOKED);
}

static bool silent(const char *bytes, size_t n)
{
        return photo_silent(&(struct bytes){ (const uint8_t *)bytes, n });
}
#define SILENT(text) silent(text, sizeof text - 1)

TEST(officers, a_photo_that_says_where_or_when_it_was_taken_is_known)
{
        CHECK(SILENT("\xff\xd8\xff\xe0\0\x04JF\xff\xda\0\x02zz"));
        CHECK(!SILENT("\xff\xd8\xff\xe0\0\x04JF\xff\xe1\0\x04""Ex\xff\xda\0\x02zz"));
        CHECK(!SILENT("\xff\xd8\xff\xed\0\x04Ps\xff\xda\0\x02zz"));
        CHECK(SILENT("\x89PNG\r\n\x1a\n\0\0\0\0IDATcrc4\0\0\0\0IENDcrc4"));
        CHECK(!SILENT("\x89PNG\r\n\x1a\n\0\0\0\0eXIfcrc4\0\0\0\0IDATcrc4"));
        CHECK(!SILENT("\x89PNG\r\n\x1a\n\0\0\0\0IDATcrc4\0\0\0\1tEXtxcrc4"));
}

/* Whatever comes: cut anywhere, the walk ends within the bytes. */
TEST(officers, a_photo_cut_anywhere_is_walked_to_its_end_and_no_further)
{
        static const char png[] = "\x89PNG\r\n\x1a\n\xff\xff\xff\xffIDATcrc4", jpeg[] = "\xff\xd8\xff\xe0\xff\xff\xff\xe0\0\0";

        for (size_t n = 0; n < sizeof png; n++)
                CHECK(silent(memcpy(arena_take(t->mem, n + 1), png, n), n));
        for (size_t n = 0; n < sizeof jpeg; n++)
                CHECK(silent(memcpy(arena_take(t->mem, n + 1), jpeg, n), n));
}
