/* sheet_dates.c - a spreadsheet keeps dates as numbers; only the format of the cell says that one is a date.  Never guesses by value. */
#include "sheet/sheet_inner.h"
#include <math.h>
#include <string.h>

/* ECMA-376 part 1, 18.8.30: the numbers without a code of their own, those of Chinese and Japanese offices included. */
static enum date_kind builtin_kind(int id)
{
        if (id == 22)
                return DATE_INSTANT;
        if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47) || (id >= 32 && id <= 35) || id == 55 || id == 56)
                return DATE_TIME;
        if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) || id == 57 || id == 58)
                return DATE_DAY;
        return DATE_NOT;
}

/* Letters of a date outside of quotes, brackets and escapes. */
enum date_kind sheet__format_kind(int id, const char *code)
{
        bool day = false, time = false;

        if (!code)
                return builtin_kind(id);
        for (const char *p = code; *p && *p != ';'; p++) {
                if (*p == '"' || *p == '[') {
                        char close = *p == '"' ? '"' : ']';

                        if (*p == '[' && strchr("hHmMsS", p[1]) && p[1])
                                time = true;
                        p = strchr(p + 1, close);
                        if (!p)
                                break;
                } else if ((*p == '\\' || *p == '_' || *p == '*') && p[1])
                        p++;
                else if (*p == 'y' || *p == 'Y' || *p == 'd' || *p == 'D' || *p == 'e')
                        day = true;
                else if (*p == 'h' || *p == 'H' || *p == 's' || *p == 'S')
                        time = true;
        }
        return day ? time ? DATE_INSTANT : DATE_DAY : time ? DATE_TIME : DATE_NOT;
}

bool sheet__serial_text(struct arena *mem, double serial, bool since_1904, enum date_kind kind, struct sheet_cell *out)
{
        int64_t minutes;
        struct day d;

        if (kind == DATE_TIME && serial >= 0 && serial < 1) {
                minutes = llround(serial * 1440);
                out->type = SHEET_TEXT;
                out->text = text_make(mem, "%02d:%02d", (int)(minutes / 60), (int)(minutes % 60));
                return true;
        }
        if (!(serial >= 1 && serial < 2958466))         /* 9999-12-31 */
                return false;
        minutes = llround(serial * 1440);
        /* 1900-02-29, which never was, has a number as well: what comes before is one day later than it counts. */
        d.n = (int32_t)(minutes / 1440) - (since_1904 ? 24107 : serial < 60 ? 25568 : 25569);
        if (d.n < day_make(1900, 1, 1).n || d.n > day_make(2199, 12, 31).n)
                return false;
        minutes %= 1440;
        out->type = kind == DATE_DAY && !minutes ? SHEET_DAY : SHEET_INSTANT;
        out->text = out->type == SHEET_DAY ? day_text(mem, d) :
                    text_make(mem, "%sT%02d:%02d", day_text(mem, d), (int)(minutes / 60), (int)(minutes % 60));
        return true;
}
