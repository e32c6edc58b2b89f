/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* pages.h - all pages and acts that routes name, one line each, by the file they stand in. */
#ifndef HEARTH_PAGE_PAGES_H
#define HEARTH_PAGE_PAGES_H

#include "page/page.h"

/* sign.c */
page_fn page_signin;
page_fn page_lock;

/* setup.c */
page_fn page_setup_first;

/* account.c */
page_fn page_account;

/* today.c */
page_fn page_today;

/* house.c */
page_fn page_houses;
page_fn page_house;
page_fn page_room;

/* roll.c */
page_fn page_roll;
act_fn act_roll;
page_fn page_night_sheet;

/* shift.c */
page_fn page_shift;
act_fn act_shift;
act_fn act_shift_read;

/* week.c */
page_fn page_week;

/* settings.c */
page_fn page_settings;
page_fn page_setup;
act_fn act_setup;
page_fn page_settings_houses;
page_fn page_settings_house;
act_fn act_house_add;
act_fn act_room_add;
act_fn act_room_service;
act_fn act_room_correct;

/* users.c */
page_fn page_users;
page_fn page_backup;
act_fn act_user_add;

/* user.c */
page_fn page_user;
page_fn page_user_link;
act_fn act_grant_add;
act_fn act_grant_end;
act_fn act_user_disable;

/* keys.c */
page_fn page_keys;

/* call.c */
page_fn page_call;
act_fn act_call;
page_fn page_calls;

/* door.c */
page_fn page_door;
act_fn act_door;

/* care.c */
page_fn page_care;
page_fn page_fact_add;
act_fn act_fact_add;
page_fn page_fact;
act_fn act_fact_correct;
act_fn act_fact_close;
act_fn act_fact_reopen;

/* kin.c */
page_fn page_relationship_add;
act_fn act_relationship_add;
page_fn page_relationship;
act_fn act_relationship_correct;
act_fn act_relationship_step;

/* contact.c */
page_fn page_contacts;
page_fn page_contact_add;
act_fn act_contact_add;
page_fn page_contact;
act_fn act_contact_correct;
act_fn act_contact_step;

/* gosheet.c */
page_fn page_go;
page_fn page_cellar;
act_fn act_cellar;

/* deed.c */
act_fn act_undo;

/* admit.c */
page_fn page_admit;
act_fn act_admit;

/* people.c */
page_fn page_people;
page_fn page_find;

/* activity.c */
page_fn page_activities;
page_fn page_activity;
page_fn page_activity_add;
act_fn act_activity_add;
page_fn page_activity_correct;
act_fn act_activity_correct;
act_fn act_activity_end;

/* companion.c */
page_fn page_companion;
act_fn act_companion_name;
act_fn act_companion_end;

/* session.c */
page_fn page_session;
act_fn act_session_hold;
act_fn act_session_confirm;
act_fn act_session_cancel;
act_fn act_session_reopen;
page_fn page_session_move;
act_fn act_session_move;

/* equipment.c */
page_fn page_equipment;
page_fn page_equipment_one;
page_fn page_equipment_add;
act_fn act_equipment_add;
page_fn page_equipment_correct;
act_fn act_equipment_correct;
act_fn act_equipment_fault;
act_fn act_equipment_repair;
act_fn act_equipment_gone;

/* import.c */
page_fn page_import;
page_fn page_import_file;

/* person.c */
page_fn page_person;

/* person_edit.c */
page_fn page_person_correct;
act_fn act_person_correct;
page_fn page_person_add;
act_fn act_person_add;

/* journal.c */
page_fn page_journal;
page_fn page_deed;

/* figure.c */
page_fn page_figure;

/* figures.c */
page_fn page_figures;

/* stay.c */
page_fn page_stay_leave;
act_fn act_stay_leave;
page_fn page_stay_away;
act_fn act_stay_away;
page_fn page_stay_return;
act_fn act_stay_return;
page_fn page_stay_move;
act_fn act_stay_move;
page_fn page_stay_join;
act_fn act_stay_join;

/* earlier.c */
page_fn page_earlier;
act_fn act_earlier;

/* incident.c */
page_fn page_incidents;
page_fn page_incident;
act_fn act_incident_assess;
act_fn act_incident_tell;
act_fn act_incident_told;
act_fn act_incident_state;

/* incident_add.c */
page_fn page_incident_add;
act_fn act_incident_add;
page_fn page_case_incident;

/* cases.c, case.c */
page_fn page_cases;
page_fn page_case;

/* case_edit.c */
page_fn page_case_add;
act_fn act_case_add;
page_fn page_case_team;
act_fn act_case_team;
act_fn act_case_release;
act_fn act_case_step;
page_fn page_case_close;
act_fn act_case_close;
page_fn page_case_correct;
act_fn act_case_correct;
page_fn page_case_hand_over;
act_fn act_case_hand_over;

/* referral.c */
page_fn page_referrals;
page_fn page_referral;
page_fn page_referral_letter;
page_fn page_referral_add;
act_fn act_referral_add;
page_fn page_referral_out;
act_fn act_referral_out;
act_fn act_referral_step;

/* note.c */
page_fn page_note;
page_fn page_note_add;
act_fn act_note_add;
page_fn page_note_correct;
act_fn act_note_correct;
page_fn page_note_draft;
act_fn act_note_draft;
act_fn act_case_record;
/* relapse.c */
page_fn page_relapse;
act_fn act_relapse;
page_fn page_case_relapse;
act_fn act_case_relapse;
page_fn page_back;
act_fn act_back;
page_fn page_case_back;
act_fn act_case_back;

/* enrolment.c */
page_fn page_enrol;
act_fn act_enrol;
page_fn page_stage;
act_fn act_stage;
page_fn page_result;
act_fn act_result;

/* programme.c */
page_fn page_programmes;
page_fn page_programme;
page_fn page_programme_ended;

/* programme_set.c */
page_fn page_settings_programmes;
act_fn act_programme_add;
page_fn page_settings_programme;
act_fn act_programme_correct;
act_fn act_programme_state;
act_fn act_stage_add;
act_fn act_stage_correct;
act_fn act_stage_state;

#endif
