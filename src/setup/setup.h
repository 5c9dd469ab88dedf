/* setup.h - the first hour of an office: from an empty site to people who can work, on the page /setup and by ordinary commands.
 *
 * While no administrator can sign in, /setup asks for the code that `serve` printed, and gives the founding account a password: nothing else is
 * open, and nothing is once that is done.  From then on /setup is a page of the system administrator, who goes through the steps in any order,
 * leaves and comes back: each step is acts like any other, so nothing that was entered is lost.
 */
#ifndef SETUP_SETUP_H
#define SETUP_SETUP_H
#include "journal/command.h"
#include "journal/journal.h"
#include "ui/page.h"

/* What a check of the site found, as `mingjing doctor` says it.  detail and todo: "" when there is nothing to add. */
enum health { HEALTH_WELL, HEALTH_WARN, HEALTH_BAD };
struct setup_finding { enum health how; const char *what, *detail, *todo; };
typedef void setup_found_fn(void *to, const struct setup_finding *f);

/* At the start of serve: packs may be chosen from the folders of `packs`; url, blobs (NULL: the site's own): of the site that is served, whose keys
 * and checks the page shows.  examine: all that doctor looks at, on a connection of its own; false: the site cannot be opened.  The texts must live
 * as long as the process.  What to print when an administrator is still missing is setup_code(). */
struct setup_place {
        const char *packs, *url, *blobs;
        bool (*examine)(struct ctx *c, const struct setup_place *place, setup_found_fn *found, void *to);
};
void setup_start(const struct setup_place *place);
const char *setup_code(void);                   /* of this process, made when it is first asked for; nobody else knows it */

extern const struct command setup_commands[];
extern const size_t setup_commands_n;
extern const struct shadow setup_shadows[];
extern const size_t setup_shadows_n;
extern const struct page setup_pages[];
extern const size_t setup_pages_n;

#endif
