/* recording_apply.c - acts about recordings become rows.  The only writer of rec_intake and rec_recording.  Everything comes from
 * the act itself: no clock, no file. */
#include "recording/recording_inner.h"

QUERY(intake_insert, "INSERT INTO rec_intake (id, state, file_name, promised, size, source, batch, device, agency, unit, by_login, collector, case_id,"
                     " promised_at, received_at, digest, kind, type, length, made, latitude, longitude, findings, scan, segments, media, pictures, waveform,"
                     " added) VALUES ($1, 'promised', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, '', '', '', '', -1, '', NULL, NULL, '', '', '', '',"
                     " '', '', 0)");
QUERY(intake_receive, "UPDATE rec_intake SET state = $2, size = $3, received_at = $4, digest = $5, kind = $6, type = $7, length = $8, made = $9,"
                      " latitude = $10, longitude = $11, findings = $12, scan = $13, segments = $14, media = $15, pictures = $16, waveform = $17 WHERE id = $1");
QUERY(intake_state, "UPDATE rec_intake SET state = $2 WHERE id = $1");
QUERY(intake_added, "UPDATE rec_intake SET state = 'added', case_id = $2, added = $3 WHERE id = $1");
QUERY(recording_insert, "INSERT INTO rec_recording (id, case_id, intake, kind, title, digest, size, type, length, taken_at, place, collector, device, proves,"
                        " findings, segments, media, pictures, waveform, classified, added_at, added_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,"
                        " $12, $13, $14, $15, $16, $17, $18, $19, 0, $20, $21)");
QUERY(recording_classified, "UPDATE rec_recording SET classified = 1 WHERE id = $1");

QUERY(intake_rows, "SELECT * FROM rec_intake WHERE id = $1");
QUERY(recording_rows, "SELECT * FROM rec_recording WHERE case_id = $1");

bool intake__apply_promise(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &intake_insert, ARGS(I(a->subject.id), T(act_text(a, "file_name")), T(act_text(a, "digest")), I(act_int(a, "size")),
                                              T(act_text(a, "source")), T(act_text(a, "batch")), T(act_text(a, "device")), T(act_text(a, "agency")),
                                              T(act_text(a, "unit")), T(act_text(a, "actor")), T(act_text(a, "collector")), I(act_int(a, "case")), T(at)));
}

static struct val or_null(const struct act *a, const char *name)
{
        return act_has(a, name) ? I(act_int(a, name)) : NUL;
}

static int64_t length_of(const struct act *a)
{
        return act_has(a, "length") ? act_int(a, "length") : -1;
}

bool intake__apply_receive(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &intake_receive, ARGS(I(a->subject.id), T(act_text(a, "state")), I(act_int(a, "size")), T(at), T(act_text(a, "file")),
                                               T(act_text(a, "found")), T(act_text(a, "type")), I(length_of(a)), T(act_text(a, "made")), or_null(a, "latitude"),
                                               or_null(a, "longitude"), T(act_text(a, "findings")), T(act_text(a, "scan")), T(act_text(a, "segments")),
                                               T(act_text(a, "media")), T(act_text(a, "pictures")), T(act_text(a, "waveform"))));
}

bool intake__apply_accept(struct db_write *w, const struct act *a)
{
        return db_run(w, &intake_state, ARGS(I(a->subject.id), T("inbox")));
}

bool intake__apply_discard(struct db_write *w, const struct act *a)
{
        return db_run(w, &intake_state, ARGS(I(a->subject.id), T("discarded")));
}

bool recording__apply_add(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &recording_insert, ARGS(I(a->seq), I(a->subject.id), I(act_int(a, "intake")), T(act_text(a, "kind")),
                                                 T(act_text(a, "recording_title")), T(act_text(a, "file")), I(act_int(a, "size")), T(act_text(a, "type")),
                                                 I(length_of(a)), T(act_text(a, "taken_at")), T(act_text(a, "place")), T(act_text(a, "collector")),
                                                 T(act_text(a, "device")), T(act_text(a, "proves")), T(act_text(a, "findings")), T(act_text(a, "segments")),
                                                 T(act_text(a, "media")), T(act_text(a, "pictures")), T(act_text(a, "waveform")), T(at),
                                                 T(act_text(a, "actor")))) &&
               (!act_has(a, "intake") || db_run(w, &intake_added, ARGS(I(act_int(a, "intake")), I(a->subject.id), I(a->seq))));
}

bool recording__apply_classify(struct db_write *w, const struct act *a)
{
        return db_run(w, &recording_classified, ARGS(I(act_int(a, "recording"))));
}

const struct shadow recording_shadows[] = {
        { "rec_intake", "id", "intake", &intake_rows }, { "rec_recording", "id", "case", &recording_rows },
};
const size_t recording_shadows_n = sizeof recording_shadows / sizeof *recording_shadows;
