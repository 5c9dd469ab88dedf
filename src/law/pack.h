/* pack.h - a policy pack: the rules of one deployment as data, loaded from YAML, checked before it may be used.
 *
 * packs/<name>/pack.yaml with `extends:`; mappings merge by key, an overlay wins, `~` (null) removes; lists are replaced whole.
 * docs/packs.md describes every section.  Every rule carries its source (`law:`).  Positions (file, line, column) survive merging,
 * so that pack_check() can say where.  A pack that fails does not load.
 * Owner: everything lives in the pack's own arena until pack_free().  Immutable after loading: any thread may read it.
 */
#ifndef LAW_PACK_H
#define LAW_PACK_H
#include "base/ctx.h"
#include "law/clock.h"
#include <stdio.h>

struct pack_at { const char *file; int line, column; };                /* 1-based */
struct names { const char **at; size_t n; };                            /* a list of words */
bool names_have(const struct names *l, const char *word);

/* Kinds of penalty (处罚法 9) as items and cases write them; hearing: why this kind alone gives the right to a hearing, "" if not. */
struct penalty { const char *code, *label, *hearing; };
const struct penalty *penalty_find(const char *code);                   /* NULL if there is no such kind */

struct pack_param  { const char *id, *label, *law; int64_t value; bool money; struct pack_at pos; };   /* money in fen */
enum scope { SCOPE_OWN, SCOPE_UNIT, SCOPE_UNIT_BELOW, SCOPE_AGENCY, SCOPE_JURISDICTION, SCOPE__MAX };
const char *scope_name(enum scope s);                                   /* own unit unit_below agency jurisdiction */
/* What a role may not see of a case (`hides`): keys that acts, views and pages name it by; reporter stands for all about who reported. */
#define PACK_HIDEABLE "party_id|party_phone|party_address|reporter"
/* personal: the law that keeps it to the person: it cannot be handed to somebody else for a time; "" may be.  hides: fields of views and
 * case pages that it does not see. */
struct pack_role   { const char *id, *label, *personal; enum scope scope; bool classified /* may see what is classified */; struct names hides;
                     struct pack_at pos; };
/* Roles that no person has together (pack_rights.c).  others empty: none of `roles` beside another of them.  lent: only where one of the two
 * would be handed over for a time. */
struct pack_separation { const char *id, *label, *law; struct names roles, others; bool lent; struct pack_at pos; };
/* An act that wants somebody's agreed approval first, from a day on (pack_approval.c); agree: roles.  It adds a refusal and opens nothing. */
struct pack_approval { const char *id, *label, *law, *verb; struct names agree; struct day from; struct pack_at pos; };
/* What acts made of it since the pack was adopted (org/agency.h): "" or NULL where they said nothing. */
struct pack_agency { const char *id, *name, *short_name, *uscc, *region, *superior /* 复议机关 */, *court, *phone, *address,
                     *above /* agency */, *level /* province city county township */, *sort /* statutory authorised entrusted */, *basis,
                     *liaison /* login */, *liaison_phone, *since, *until /* YYYY-MM-DD from which it is no more */, *heir /* who goes on */;
                     struct names successors; struct pack_at pos; };
struct pack_unit   { const char *id, *name, *agency, *above, *since, *until, *heir; struct pack_at pos; };
struct pack_item   { const char *code, *name /* 违法行为 */, *kind /* penalty */, *agency, *violates, *basis; struct names penalties;
                     int64_t citizen_min, citizen_max, body_min, body_max;      /* fine in fen; 0,0 = no fine */
                     const char *rate_base; int64_t rate_min, rate_max;         /* fine as a share of rate_base (工程合同价款), in
                                                                                 * hundredths of a percent; "" = fixed amounts only */
                     bool summary;                                              /* may be punished on the spot */
                     const char *mode /* "" own | empowered | entrusted | assisting */; struct pack_at pos; };

struct pack_stage  { const char *id, *label; bool final; struct pack_at pos; };
struct pack_step   { const char *verb, *to /* NULL: stays */, *law; struct names from, by, needs;
                     bool lapses;                               /* what review has seen changes: a pass lapses */
                     struct pack_at pos; };
struct pack_procedure { const char *id, *label, *kind /* penalty permit */, *law, *first; struct pack_stage *stages; size_t n_stages;
                     struct pack_step *steps; size_t n_steps; struct pack_at pos;
                     const struct pack_step *always; size_t n_always; };        /* the pack's: from every stage, leading nowhere */
struct pack_clock  { const char *id, *label, *law, *who /* agency | party */;
                     struct names starts, ends;         /* verbs */
                     const char *from;                  /* field of the starting act that holds the day; "" = the act's own time */
                     struct names procedures;           /* empty: all */
                     const char *when;                  /* "" | "hearing" (only if a hearing right was told) | "fine" (only if there is a fine) */
                     struct clock rule; int warn;       /* amber this many working days before */
                     bool alarm;                        /* a local limit, shorter than the legal one */
                     struct pack_at pos; };

enum criterion_kind { CRIT_ALL, CRIT_FINE_CITIZEN, CRIT_FINE_BODY, CRIT_CONFISCATION, CRIT_PENALTY, CRIT_AFTER_HEARING, CRIT_TAG, CRIT_NOT_SUMMARY,
                      CRIT_KIND /* words: penalty permit */, CRIT_PARTY /* words: citizen body sole_trader */, CRIT_ITEM /* words: codes */, CRIT__MAX };
struct pack_criterion { const char *id, *label, *law; enum criterion_kind kind; int64_t amount; struct names words; struct pack_at pos; };
struct pack_need   { const char *id, *label; const char *flag /* a flag that shows it */, *material /* or a material kind */,
                     *when /* "" | defence | hearing | fine | review: only if that has come true */;
                     struct names procedures /* empty: all */; struct pack_at pos; };
struct pack_review { const char *body /* 案件审查委员会 */, *paper /* 法制审核意见书 */; struct pack_criterion *catalogue; size_t n_catalogue;
                     struct pack_need *materials; size_t n_materials; const char **points; size_t n_points; bool objection; bool committee;
                     const char *exempt_law, *exempt_number;    /* exemption: on which basis, and what the number looks like ("" = none allowed) */ };
const char *medium_label(const char *kind);                            /* 录像 录音 照片; the kind itself if it is none of them */
struct pack_duty   { const char *verb, *label, *law; struct names kinds /* video audio photo */, methods /* only for these service methods; empty: all */;
                     bool full, waiver; struct names sites /* where there is a fixed camera */, moments /* what a recording of key moments must show */;
                     struct pack_at pos; };
/* How long recordings are kept; the longest that applies wins.  of: unlinked (never put into a case) | case | catalogued (a decision of the
 * review catalogue) | coerced (a compulsory measure) | copy (derivatives); kinds: of case, empty for all. */
struct pack_retention { const char *id, *label, *law; struct names of, kinds; int months; bool permanent; struct pack_at pos; };
/* What an office must have (R5).  each: so many; officers: besides, one for so many officers; per: unit | agency. */
struct pack_equipment { const char *id, *label, *law, *per; int each, officers, calibrate_months; bool records /* makes recordings */; struct pack_at pos; };
/* A parameter (law/parameter.h) that the pack fixes: pack_parameters.c. */
struct pack_parameter { const char *id, *value, *law; struct pack_at pos; };
/* How a docking station names what it writes: segments of a path with {device} {user} {date} {time} {number} {any}, e.g.
 * "{device}/{date}/{device}_{date}{time}_{number}.mp4"; date YYYYMMDD, time hhmmss in China time.  Seconds. */
/* Credit class of objects of inspection: weight tickets in the bowl of a draw (pack_credit.c). */
struct pack_credit { const char *id /* a b c d */, *label, *law; int weight; struct pack_at pos; };
struct pack_dock { const char *id, *label, *pattern; int tolerance, apart; struct pack_at pos; };
/* Where published records are sent besides (P1).  address, secret: names of settings in the environment.  A template is text with {word}. */
extern const char carrier_words[], carrier_words_withdrawn[];
struct pack_carrier_field { const char *name /* theirs */, *text; };
struct pack_carrier { const char *id, *label, *law, *kind /* webhook province wechat weibo */, *address, *secret, *sign /* hmac keys */;
                      struct names kinds, agencies /* empty: all */; int tries; struct pack_carrier_field *fields, *withdrawn; size_t n_fields, n_withdrawn;
                      struct pack_at pos; };
struct pack_embed { const char *id, *label, *law, *site /* https://…: may show /embed/… in a frame */; struct pack_at pos; };
struct pack_volume { const char *id, *label /* 正卷 */, *law; struct names order /* papers by id, files by the verb that brings them in */; struct pack_at pos; };
/* What the office promises to whoever reports or asks (pack_complaints.c).  step: accept (take it up or hand it over) | receive (the other
 * office confirms) | answer | reply (to a question); of: violation officer inaction, empty for all. */
struct pack_promise { const char *id, *label, *law, *step; struct names of; struct clock rule; int warn; struct pack_at pos; };
struct pack_mask   { const char *field /* key of law/masks.tbl */, *rule /* hide name outline town keep */, *law; struct pack_at pos; };
struct pack_publication { struct names fields; struct pack_mask *masks; size_t n_masks; bool second_person; };

/* ---- advance disclosure: lists, service guides, notice boards (pack_lists.c) ---- */
struct pack_column { const char *id, *label; struct pack_at pos; };
/* A kind of list.  The first column names a row; source: what the engine runs that fills it, "" none; reviewer: the agency that reviews it
 * before it may be published, or body: one without accounts here, whose letter is entered. */
struct pack_list   { const char *id, *label, *law, *about, *source, *reviewer, *body, *review_law; struct pack_column *columns; size_t n_columns;
                     const char *towns /* the column that says how each township exercises a row's item; "" none */;
                     bool graded /* its rows are grades of discretion that bind (law/benchmark.h) */;
                     struct names required; struct pack_at pos; };
/* Grades of discretion as the pack knows them: cells of a graded list, which bind only once they are published (pack_benchmarks.c). */
struct pack_benchmark { const char *id, *item, *party, *grade, *when, *way, *least, *most, *of, *cap, *law; struct pack_at pos; };
struct pack_material { const char *id, *label, *copies, *law, *sample /* the form to download, line by line; "" none */; struct pack_at pos; };
struct pack_guide  { const char *id, *name, *law, *agency, *item, *procedure, *accepts, *approves, *preferential, *limit, *fee, *supervision,
                     *accountability, *remedy, *hours, *address, *phone; struct names conditions, flow; struct pack_material *materials;
                     size_t n_materials; struct pack_at pos; };
/* 岗位信息公示牌: of a person with a certificate (whose name and post are then those of the register) or by name. */
struct pack_board  { const char *id, *law, *unit, *window, *certificate, *name, *post, *consult, *complain, *hours;
                     struct names duties, kinds, guides; struct pack_at pos; };

/* A reviewing body of an agency (pack_bodies.c): who may sit in it and how it comes to a result.  kind: committee (meets and votes) |
 * office.  From the day `from` on its rules hold: reviewers are registered members, and a committee passes nothing without a meeting. */
struct pack_share  { int num, of; };                                    /* 2/3; of 0: not said */
struct pack_body   { const char *id, *label, *law, *kind, *unit /* does the daily work; "" */, *majority_of /* present | all */;
                     struct names agencies /* empty: every agency has one */;
                     struct pack_share quorum, majority /* more than */; int members /* fewest who may vote on a case */, term_months /* longest; 0 */,
                     share /* reviewers, percent of officers; 0 not asked */; struct day exam_from /* who began on or after needs the exam */, from;
                     struct pack_at pos; };

/* Annual statistics: kinds of penalty from the lightest to the heaviest, and the last day in the next year for publishing them. */
struct pack_statistics { struct names gravity; int64_t month, day; const char *law; struct pack_at pos; };

/* ---- disclosure: what must be shown by when, who is told, how long it stays (pack_publish.c) ---- */
/* Something that must be published.  An act of `starts` opens it (where `field` is given: only if that field of the act is one of `values`;
 * where `flag` is given: only if that is true of the case), one of `enters` says who entered it, one of `ends` fulfils it, one of `lapses`
 * leaves nothing to publish.  manual: may be fulfilled elsewhere and said so by two people.  title: the act's field that names it, * in
 * it stands for the value of `field`. */
struct pack_task   { const char *id, *label, *law, *clock, *alarm_clock, *from, *flag, *field, *title; struct names starts, enters, ends, lapses, values;
                     struct clock rule, alarm /* a local limit, shorter than the legal one */; bool alarmed, manual; int warn; struct pack_at pos; };
/* left: reached when so many working days are left, or fewer (negative: overdue by so many). */
struct pack_rung   { const char *id, *label, *law, *said; int left; struct names tell /* roles */; struct pack_at pos; };
/* How long a decision stays, in months from the day of its document; most 0: no end.  penalties: any of them; only: no others.  reason: not
 * shown unless somebody says why; repair: may end earlier, after `least`. */
struct pack_period { const char *id, *label, *law, *said; struct names kinds, agencies, procedures, penalties, only; struct day since; int least, most;
                     bool reason, repair; struct pack_at pos; };
struct pack_publish_rule { const char *agency, *law, *scope, *content, *carrier, *procedure, *limits, *supervision, *safeguards; struct pack_at pos; };

struct pack_paper;              /* law/template.h */
struct pack_training;           /* law/training.h */
struct pack_remedy;
/* How people sign in (signin: of a pack).  What a pack does not say stays as the program was before: 0 and empty switch a rule off. */
struct pack_signin {
        int length, classes;                    /* of a password: characters; kinds of characters (1 to 4) */
        bool dictionary;                        /* no word of the dictionary, no login, no walk over the keyboard (libpwquality) */
        int history, days;                      /* so many last ones are not taken again; expires after so many days, 0: never */
        bool first;                             /* what somebody else has set is changed at the first sign-in */
        int reset_hours;                        /* how long a one-time code of the security administrator may be used */
        int attempts, lock_minutes, address_attempts;   /* failed tries of one account, of one address (0: not counted), and how long it is closed */
        int hours, idle_minutes;                /* life of a session; without a request, 0: not counted */
        struct names factor;                    /* roles that need a second factor */
        int device_days;                        /* a remembered device needs none for so long; 0: none is remembered */
        struct names again_before; int again_minutes;   /* verbs before which the identity is confirmed, unless it was so lately */
        const char *law;
        struct pack_at pos;
};
struct pack {
        const char *name, *version, *title, *jurisdiction, *portal /* title of the public site */;
        const char *extends;                    /* "" for national */
        const char *digest;                     /* "sm3:…" over the files that made it */
        const char *sources;                    /* canonical JSON {"path": "text", …}: what pack.adopt records and pack_load_sources() reads */
        struct calendar *calendar;
        struct pack_param *params; size_t n_params;
        struct pack_role *roles; size_t n_roles;
        struct pack_separation *separations; size_t n_separations;
        struct pack_approval *approvals; size_t n_approvals;
        struct pack_agency *agencies; size_t n_agencies, n_agencies_all;        /* those that are no more stand behind the others: from */
        struct pack_unit *units; size_t n_units, n_units_all;                   /* n_… to n_…_all (0: there are none); finders find them */
        struct pack_item *items; size_t n_items;
        struct pack_step *always; size_t n_always;              /* verbs that every procedure allows in every stage */
        struct pack_procedure *procedures; size_t n_procedures;
        struct pack_clock *clocks; size_t n_clocks;
        struct pack_duty *duties; size_t n_duties;
        struct pack_retention *retention; size_t n_retention;
        struct pack_equipment *equipment; size_t n_equipment;
        struct pack_dock *docks; size_t n_docks;
        struct pack_credit *credit; size_t n_credit;
        struct pack_signin signin;              /* pack_signin.c */
        struct pack_parameter *parameters; size_t n_parameters;
        struct pack_carrier *carriers; size_t n_carriers;
        struct pack_embed *embeds; size_t n_embeds;
        struct pack_promise *promises; size_t n_promises;
        struct names complaint_desks;           /* units that take in what comes from the portal, one for each agency */
        struct pack_body *bodies; size_t n_bodies;
        struct pack_training *training;         /* law/training.h; NULL: no section */
        struct pack_need *dossier; size_t n_dossier;            /* what must be there before closing */
        struct pack_volume *volumes; size_t n_volumes;          /* of a dossier, in order */
        struct pack_review review;
        struct pack_publication publication;
        struct pack_statistics statistics;
        struct pack_paper *papers; size_t n_papers;             /* law/template.h: documents … */
        struct pack_making { const char *verb; const struct pack_paper *paper; } *makings; size_t n_makings;   /* … and which act makes them, by verb */
        struct pack_remedy *remedies; size_t n_remedies;
        struct pack_list *lists; size_t n_lists;
        struct pack_benchmark *benchmarks; size_t n_benchmarks;
        struct pack_guide *guides; size_t n_guides;
        struct pack_board *boards; size_t n_boards;
        struct pack_task *tasks; size_t n_tasks;
        struct pack_rung *rungs; size_t n_rungs;
        struct pack_period *periods; size_t n_periods;
        struct pack_publish_rule *publish_rules; size_t n_publish_rules;
        const char *face_body, *face_title, *face_heading, *face_kai;   /* `faces:`, "" takes the default */
        const char *const *numbering; size_t n_numbering;       /* pairs: kind, pattern: "case", "英综执立〔{year}〕{n}号" */
        struct arena *mem;
};

/* What pack_check found: errors stop, warnings do not. */
struct finding { bool error; struct pack_at pos; const char *text; };
/* replaced: the pack is read only until another takes its place, so what it was once proven to hold need not hold by the rules of today. */
struct findings { struct arena *mem; struct finding *at; size_t n, errors; bool replaced; };

struct verb_effect;             /* law/procedure.h: which verbs exist and what they do to a case */
/* Reads DIR/pack.yaml and what it extends (sibling folders of DIR), merges, checks.  NULL if there are errors; findings tell all. */
struct pack *pack_load(const char *dir, const struct verb_effect *verbs, size_t n, struct findings *found);
/* The same from what pack.adopt recorded. */
struct pack *pack_load_sources(const char *sources, const struct verb_effect *verbs, size_t n, struct findings *found);
void pack_free(struct pack *p);
char *finding_text(struct arena *a, const struct finding *f);           /* "packs/daying/pack.yaml:12:5: error: …" */

/* What `mingjing pack check DIR` prints: findings, then what was walked and what is proven.  False if there are errors. */
bool pack_check_print(const char *dir, const struct verb_effect *verbs, size_t n, FILE *out);

/* Proves the gates by walking every path of every procedure (X1).  Adds an error with the path as a list of verbs for each
 * violation: a penalty or permit decision on a catalogued matter without a passed review; a penalty without notice, with an open
 * defence or hearing, or by fewer than two certified officers.  Also: unreachable stages, steps no path reaches, verbs unknown,
 * dead ends that are not final.  *states receives how many states were walked. */
bool pack_prove(const struct pack *p, const struct verb_effect *verbs, size_t n, struct findings *found, size_t *states);

const struct pack_procedure *pack_procedure(const struct pack *p, const char *id);      /* all finders: NULL if not there */
const struct pack_stage *pack_stage(const struct pack_procedure *p, const char *id);
const struct pack_item *pack_item(const struct pack *p, const char *code);
const struct pack_agency *pack_agency(const struct pack *p, const char *id);
const struct pack_unit *pack_unit(const struct pack *p, const char *id);
/* Who goes on in its place today: the heir, or the heir's heir; NULL where it is unknown, itself where it still is. */
const struct pack_agency *pack_agency_now(const struct pack *p, const char *id);
const struct pack_unit *pack_unit_now(const struct pack *p, const char *id);
const struct pack_role *pack_role(const struct pack *p, const char *id);
/* The rule by which nobody has both; NULL: none.  lent: one of them comes by delegation. */
const struct pack_separation *pack_separation(const struct pack *p, const char *one, const char *other, bool lent);
const struct pack_approval *pack_approval(const struct pack *p, const char *verb, struct day on);       /* wanted for this verb on that day; NULL: none */
const struct pack_clock *pack_clock(const struct pack *p, const char *id);
const struct pack_carrier *pack_carrier(const struct pack *p, const char *id);
const struct pack_equipment *pack_equipment(const struct pack *p, const char *id);
const struct pack_credit *pack_credit(const struct pack *p, const char *id);
/* The first promise for this step and kind of report; NULL if nothing is promised. */
const struct pack_promise *pack_promise(const struct pack *p, const char *step, const char *kind);
const char *pack_complaint_desk(const struct pack *p, const char *agency);      /* unit; "" if the agency names none */
/* The reviewing body of an agency: the first that names it, else the first that is everybody's; NULL if there is none. */
const struct pack_body *pack_body(const struct pack *p, const char *agency);
const struct pack_duty *pack_duty(const struct pack *p, const char *verb, const char *method /* "" = any */);
const struct pack_list *pack_list(const struct pack *p, const char *id);
const struct pack_guide *pack_guide(const struct pack *p, const char *id);
const struct pack_board *pack_board(const struct pack *p, const char *id);
const struct pack_column *pack_list_column(const struct pack_list *l, const char *id);
const char *pack_list_source(const char *source);       /* the columns that the engine fills: "number|name|…"; NULL if there is no such source */
const struct pack_task *pack_task(const struct pack *p, const char *id);
const struct pack_rung *pack_rung_at(const struct pack *p, int left);  /* the last rung reached with so many working days left */
struct published_matter { const char *kind, *agency, *procedure /* id */; struct names penalties; struct day shown_on; };
const struct pack_period *pack_period_for(const struct pack *p, const struct published_matter *m);     /* the first that applies */
const struct pack_period *pack_period(const struct pack *p, const char *id);
const struct pack_publish_rule *pack_publish_rule(const struct pack *p, const char *agency);
/* The volume of that id, else the first one; a pack that names none has one volume for everything.  i counts from 0, NULL past the end. */
const struct pack_volume *pack_volume(const struct pack *p, const char *id);
const struct pack_volume *pack_volume_at(const struct pack *p, size_t i);
bool pack_need_in(const struct pack_need *n, const char *procedure);    /* is it asked for in this procedure at all? */
/* Provisions by their whole names, as a decision has to: "水法 第六十五条" -> 《中华人民共和国水法》第六十五条.  Several stand with ； between. */
const char *law_named(struct arena *mem, const char *text);
int64_t pack_param(const struct pack *p, const char *id, int64_t otherwise);
const char *pack_numbering(const struct pack *p, const char *kind);     /* "" if none */

/* Does the review catalogue apply?  The first criterion that does, or NULL. */
struct matter { const char *procedure, *party_kind /* citizen | body | sole_trader */; int64_t fine, confiscation; struct names penalties, tags; bool heard;
                const char *kind /* penalty | permit */, *item; };
const struct pack_criterion *review_applies(const struct pack *p, const struct matter *m);
bool criterion_applies(const struct pack_criterion *k, const struct matter *m);
/* What was held against what: "拟罚款 180,000.00 元，起点 100,000.00 元". */
const char *criterion_reason(struct arena *mem, const struct pack *p, const struct pack_criterion *k, const struct matter *m);
const char *tag_label(const char *tag);                                 /* public_interest -> 涉及重大公共利益; the word itself if unknown */
/* Does the party have the right to a hearing (处罚法 63; amounts are params hearing_fine_citizen / hearing_fine_body)?  NULL or the reason. */
const char *hearing_due(const struct pack *p, const struct matter *m);

#endif
