/* teller.h - private to journal/: a thread that tells callers how their requests ended, so that the writer is at the next group by then.
 *
 * Waking a caller costs the waker more than many an act; under load the writer hands that over.  Groups are told in the order in which
 * they were handed over.  Owner: the journal; one writer hands over.
 */
#ifndef JOURNAL_TELLER_H
#define JOURNAL_TELLER_H

struct teller;
typedef void tell_fn(void *group);
struct teller *teller_new(tell_fn *tell);
void teller_free(struct teller *t);                     /* after everything has been told; NULL is fine */
void teller_put(struct teller *t, void *group);         /* waits only while very many groups are untold */

#endif
