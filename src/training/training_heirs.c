/* training_heirs.c - question bank, examinations, classes and registers of an agency or unit that ended are its heir's from then on: hours that were
 * sat through and insurance that runs are nobody's otherwise.  A frozen census stays as it was taken.  The acts keep whose they were. */
#include "db/db.h"
#include "org/agency.h"

QUERY(question_to_agency, "UPDATE train_question SET agency = $2 WHERE agency = $1");
QUERY(exam_to_agency, "UPDATE train_exam SET agency = $2 WHERE agency = $1");
QUERY(plan_to_agency, "UPDATE train_plan SET agency = $2 WHERE agency = $1");
QUERY(course_to_agency, "UPDATE train_course SET agency = $2 WHERE agency = $1");
QUERY(class_to_agency, "UPDATE train_class SET agency = $2 WHERE agency = $1");
QUERY(notice_to_unit, "UPDATE train_notice SET unit = $2, agency = $3 WHERE unit = $1");
QUERY(notice_to_agency, "UPDATE train_notice SET agency = $2 WHERE agency = $1");
QUERY(cover_to_agency, "UPDATE train_cover SET agency = $2 WHERE agency = $1");
QUERY(medical_to_agency, "UPDATE train_medical SET agency = $2 WHERE agency = $1");

apply_fn training__heirs;

bool training__heirs(struct db_write *w, const struct act *a)
{
        return org_hand_over(w, a, NULL, &question_to_agency) && org_hand_over(w, a, NULL, &exam_to_agency) &&
               org_hand_over(w, a, NULL, &plan_to_agency) && org_hand_over(w, a, NULL, &course_to_agency) &&
               org_hand_over(w, a, NULL, &class_to_agency) && org_hand_over(w, a, &notice_to_unit, &notice_to_agency) &&
               org_hand_over(w, a, NULL, &cover_to_agency) && org_hand_over(w, a, NULL, &medical_to_agency);
}
