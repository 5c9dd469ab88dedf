/* form_inner.h - between form.c (the form as a whole) and form_field.c (one box). */
#ifndef UI_FORM_INNER_H
#define UI_FORM_INNER_H
#include "ui/ui_inner.h"

struct ui__field {
        struct html *h;
        const struct arg *arg;
        const char *value;              /* as typed; "" if nothing */
        const char *error;              /* NULL if it is good */
        const char *id;                 /* of the box; hint and error are id-h and id-e */
        struct ui_options options;
};
void ui__field_put(struct ui__field *f);
bool ui__chooses_several(const struct arg *g);

#endif
