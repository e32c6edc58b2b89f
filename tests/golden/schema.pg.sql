create table rec_organisation (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  sealed0_feed bytea,
  sealed0_seq bigint,
  sealed0_part bigint,
  lang bigint,
  zone text collate "C",
  demo bigint,
  primary key (org, obj)
);
create table rec_site (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  sealed0_feed bytea,
  sealed0_seq bigint,
  sealed0_part bigint,
  key text collate "C",
  primary key (org, obj)
);
create table rec_user (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  login text collate "C",
  person_id bytea,
  state bigint,
  made_by_id bytea,
  lang bigint,
  primary key (org, obj)
);
create index rec_user_login on rec_user (org, login);
create index rec_user_person_id on rec_user (org, person_id, state);
create index rec_user_made_by_id on rec_user (org, made_by_id, state);
create table rec_grant (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  user_id bytea,
  role bigint,
  scope bigint,
  house_id bytea,
  from_ms bigint,
  until_ms bigint,
  primary key (org, obj)
);
create index rec_grant_user_id on rec_grant (org, user_id, until_ms);
create index rec_grant_house_id on rec_grant (org, house_id, until_ms);
create table rec_house (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  sealed0_feed bytea,
  sealed0_seq bigint,
  sealed0_part bigint,
  handle text collate "C",
  zone text collate "C",
  kind bigint,
  state bigint,
  primary key (org, obj)
);
create index rec_house_handle on rec_house (org, handle);
create table rec_room (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  sealed0_feed bytea,
  sealed0_seq bigint,
  sealed0_part bigint,
  house_id bytea,
  places bigint,
  households_max bigint,
  state bigint,
  primary key (org, obj)
);
create index rec_room_house_id on rec_room (org, house_id, state);
create table rec_person (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  sealed0_feed bytea,
  sealed0_seq bigint,
  sealed0_part bigint,
  state bigint,
  danger bigint,
  primary key (org, obj)
);
create index rec_person_author on rec_person (org, made_author);
create table rec_household (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  sealed0_feed bytea,
  sealed0_seq bigint,
  sealed0_part bigint,
  head_id bytea,
  state bigint,
  primary key (org, obj)
);
create index rec_household_head_id on rec_household (org, head_id, state);
create table rec_member (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  household_id bytea,
  person_id bytea,
  relation bigint,
  from_ms bigint,
  until_ms bigint,
  primary key (org, obj)
);
create index rec_member_household_id on rec_member (org, household_id, until_ms);
create index rec_member_person_id on rec_member (org, person_id, until_ms);
create table rec_stay (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  sealed0_feed bytea,
  sealed0_seq bigint,
  sealed0_part bigint,
  person_id bytea,
  house_id bytea,
  household_id bytea,
  from_ms bigint,
  until_ms bigint,
  state bigint,
  reason bigint,
  previous_id bytea,
  primary key (org, obj)
);
create index rec_stay_person_id on rec_stay (org, person_id, state, until_ms);
create index rec_stay_house_id on rec_stay (org, house_id, state, until_ms);
create index rec_stay_household_id on rec_stay (org, household_id, state, until_ms);
create index rec_stay_previous_id on rec_stay (org, previous_id, state, until_ms);
create table rec_lodging (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  stay_id bytea,
  room_id bytea,
  household_id bytea,
  from_ms bigint,
  until_ms bigint,
  primary key (org, obj)
);
create index rec_lodging_stay_id on rec_lodging (org, stay_id, until_ms);
create index rec_lodging_room_id on rec_lodging (org, room_id, until_ms);
create index rec_lodging_household_id on rec_lodging (org, household_id, until_ms);
create table rec_absence (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  stay_id bytea,
  from_ms bigint,
  until_ms bigint,
  reason bigint,
  back_day bigint,
  primary key (org, obj)
);
create index rec_absence_stay_id on rec_absence (org, stay_id, until_ms);
create table rec_task (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  sealed0_feed bytea,
  sealed0_seq bigint,
  sealed0_part bigint,
  owner_id bytea,
  about_id bytea,
  due_day bigint,
  state bigint,
  rule text collate "C",
  primary key (org, obj)
);
create index rec_task_owner_id on rec_task (org, owner_id, state);
create index rec_task_about_id on rec_task (org, about_id, state);
create table rec_undo (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  deed_id bytea,
  primary key (org, obj)
);
create table rec_erasure (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  person_id bytea,
  reason bigint,
  state bigint,
  asked_by_id bytea,
  counted_sex bigint,
  counted_adult_from_day bigint,
  asked_at_ms bigint,
  primary key (org, obj)
);
create index rec_erasure_person_id on rec_erasure (org, person_id, state);
create index rec_erasure_asked_by_id on rec_erasure (org, asked_by_id, state);
create table rec_feed (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  area_id bytea,
  incarnation_id bytea,
  primary key (org, obj)
);
create index rec_feed_incarnation_id on rec_feed (org, incarnation_id);
create table rec_incarnation (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  site_id bytea,
  number bigint,
  reason bigint,
  primary key (org, obj)
);
create index rec_incarnation_site_id on rec_incarnation (org, site_id);
create table rec_case (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  sealed0_feed bytea,
  sealed0_seq bigint,
  sealed0_part bigint,
  number text collate "C",
  type bigint,
  about_id bytea,
  household_id bytea,
  state bigint,
  opened_ms bigint,
  closed_ms bigint,
  reason bigint,
  outcome bigint,
  asked_by_id bytea,
  asked_at_ms bigint,
  primary key (org, obj)
);
create index rec_case_number on rec_case (org, number);
create index rec_case_about_id on rec_case (org, about_id, state);
create index rec_case_household_id on rec_case (org, household_id, state);
create index rec_case_asked_by_id on rec_case (org, asked_by_id, state);
create table rec_assignment (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  sealed0_feed bytea,
  sealed0_seq bigint,
  sealed0_part bigint,
  case_id bytea,
  worker_id bytea,
  role bigint,
  from_ms bigint,
  until_ms bigint,
  reason bigint,
  about_id bytea,
  primary key (org, obj)
);
create index rec_assignment_case_id on rec_assignment (org, case_id, until_ms);
create index rec_assignment_worker_id on rec_assignment (org, worker_id, until_ms);
create index rec_assignment_about_id on rec_assignment (org, about_id, until_ms);
create table rec_referral (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  sealed0_feed bytea,
  sealed0_seq bigint,
  sealed0_part bigint,
  direction bigint,
  state bigint,
  source bigint,
  house_id bytea,
  about_id bytea,
  case_id bytea,
  by_id bytea,
  at_ms bigint,
  urgency bigint,
  need bigint,
  suits bigint,
  reason bigint,
  decided_by_id bytea,
  decided_at_ms bigint,
  primary key (org, obj)
);
create index rec_referral_house_id on rec_referral (org, house_id, state);
create index rec_referral_about_id on rec_referral (org, about_id, state);
create index rec_referral_case_id on rec_referral (org, case_id, at_ms, obj);
create index rec_referral_by_id on rec_referral (org, by_id, state);
create index rec_referral_decided_by_id on rec_referral (org, decided_by_id, state);
create table rec_note (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  sealed0_feed bytea,
  sealed0_seq bigint,
  sealed0_part bigint,
  case_id bytea,
  about_id bytea,
  kind bigint,
  at_ms bigint,
  minutes_minutes bigint,
  readers bigint,
  state bigint,
  corrects_id bytea,
  primary key (org, obj)
);
create index rec_note_case_id on rec_note (org, case_id, at_ms, obj);
create index rec_note_about_id on rec_note (org, about_id, state);
create index rec_note_corrects_id on rec_note (org, corrects_id, state);
create table rec_roll (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  house_id bytea,
  night_day bigint,
  at_ms bigint,
  by_id bytea,
  state bigint,
  primary key (org, obj)
);
create index rec_roll_house_id on rec_roll (org, house_id, at_ms, obj);
create index rec_roll_by_id on rec_roll (org, by_id, state);
create table rec_roll_mark (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  roll_id bytea,
  person_id bytea,
  stay_id bytea,
  mark bigint,
  primary key (org, obj)
);
create index rec_roll_mark_roll_id on rec_roll_mark (org, roll_id);
create index rec_roll_mark_person_id on rec_roll_mark (org, person_id);
create index rec_roll_mark_stay_id on rec_roll_mark (org, stay_id);
create table rec_shift (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  sealed0_feed bytea,
  sealed0_seq bigint,
  sealed0_part bigint,
  house_id bytea,
  at_ms bigint,
  giver_id bytea,
  taker_id bytea,
  state bigint,
  reader_id bytea,
  read_at_ms bigint,
  primary key (org, obj)
);
create index rec_shift_house_id on rec_shift (org, house_id, at_ms, obj);
create index rec_shift_giver_id on rec_shift (org, giver_id, state);
create index rec_shift_taker_id on rec_shift (org, taker_id, state);
create index rec_shift_reader_id on rec_shift (org, reader_id, state);
create table rec_programme (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  sealed0_feed bytea,
  sealed0_seq bigint,
  sealed0_part bigint,
  handle text collate "C",
  house_id bytea,
  state bigint,
  primary key (org, obj)
);
create index rec_programme_handle on rec_programme (org, handle);
create index rec_programme_house_id on rec_programme (org, house_id, state);
create table rec_stage (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  sealed0_feed bytea,
  sealed0_seq bigint,
  sealed0_part bigint,
  programme_id bytea,
  place bigint,
  state bigint,
  primary key (org, obj)
);
create index rec_stage_programme_id on rec_stage (org, programme_id, state);
create table rec_enrolment (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  person_id bytea,
  programme_id bytea,
  stage_id bytea,
  from_ms bigint,
  until_ms bigint,
  state bigint,
  primary key (org, obj)
);
create index rec_enrolment_person_id on rec_enrolment (org, person_id, state, until_ms);
create index rec_enrolment_programme_id on rec_enrolment (org, programme_id, state, until_ms);
create index rec_enrolment_stage_id on rec_enrolment (org, stage_id, state, until_ms);
create table rec_relapse (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  sealed0_feed bytea,
  sealed0_seq bigint,
  sealed0_part bigint,
  person_id bytea,
  at_ms bigint,
  enrolment_id bytea,
  stage_id bytea,
  stay_id bytea,
  back_ms bigint,
  state bigint,
  case_id bytea,
  primary key (org, obj)
);
create index rec_relapse_person_id on rec_relapse (org, person_id, state);
create index rec_relapse_enrolment_id on rec_relapse (org, enrolment_id, state);
create index rec_relapse_stage_id on rec_relapse (org, stage_id, state);
create index rec_relapse_stay_id on rec_relapse (org, stay_id, state);
create index rec_relapse_case_id on rec_relapse (org, case_id, state);
create table rec_incident (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  sealed0_feed bytea,
  sealed0_seq bigint,
  sealed0_part bigint,
  about_id bytea,
  house_id bytea,
  at_ms bigint,
  kind bigint,
  severity bigint,
  state bigint,
  case_id bytea,
  primary key (org, obj)
);
create index rec_incident_about_id on rec_incident (org, about_id, state);
create index rec_incident_house_id on rec_incident (org, house_id, state);
create index rec_incident_case_id on rec_incident (org, case_id, state);
create table rec_incident_person (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  sealed0_feed bytea,
  sealed0_seq bigint,
  sealed0_part bigint,
  incident_id bytea,
  person_id bytea,
  primary key (org, obj)
);
create index rec_incident_person_incident_id on rec_incident_person (org, incident_id);
create index rec_incident_person_person_id on rec_incident_person (org, person_id);
create table rec_incident_told (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  sealed0_feed bytea,
  sealed0_seq bigint,
  sealed0_part bigint,
  incident_id bytea,
  body bigint,
  due_day bigint,
  state bigint,
  at_ms bigint,
  primary key (org, obj)
);
create index rec_incident_told_incident_id on rec_incident_told (org, incident_id, state);
create table rec_earlier (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  sealed0_feed bytea,
  sealed0_seq bigint,
  sealed0_part bigint,
  person_id bytea,
  primary key (org, obj)
);
create index rec_earlier_person_id on rec_earlier (org, person_id);
create table rec_stage_time (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  enrolment_id bytea,
  stage_id bytea,
  from_ms bigint,
  until_ms bigint,
  way bigint,
  primary key (org, obj)
);
create index rec_stage_time_enrolment_id on rec_stage_time (org, enrolment_id, until_ms);
create index rec_stage_time_stage_id on rec_stage_time (org, stage_id, until_ms);
create table rec_relationship (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  sealed0_feed bytea,
  sealed0_seq bigint,
  sealed0_part bigint,
  a_id bytea,
  b_id bytea,
  contact_id bytea,
  state bigint,
  primary key (org, obj)
);
create index rec_relationship_a_id on rec_relationship (org, a_id, state);
create index rec_relationship_b_id on rec_relationship (org, b_id, state);
create index rec_relationship_contact_id on rec_relationship (org, contact_id, state);
create table rec_contact (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  sealed0_feed bytea,
  sealed0_seq bigint,
  sealed0_part bigint,
  kind bigint,
  duty bigint,
  state bigint,
  primary key (org, obj)
);
create table rec_enquiry (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  sealed0_feed bytea,
  sealed0_seq bigint,
  sealed0_part bigint,
  sealed1_feed bytea,
  sealed1_seq bigint,
  sealed1_part bigint,
  kind bigint,
  at_ms bigint,
  house_id bytea,
  child_id bytea,
  primary key (org, obj)
);
create index rec_enquiry_house_id on rec_enquiry (org, house_id, at_ms, obj);
create index rec_enquiry_child_id on rec_enquiry (org, child_id);
create table rec_medicine (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  sealed0_feed bytea,
  sealed0_seq bigint,
  sealed0_part bigint,
  person_id bytea,
  state bigint,
  primary key (org, obj)
);
create index rec_medicine_person_id on rec_medicine (org, person_id, state);
create table rec_allergy (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  sealed0_feed bytea,
  sealed0_seq bigint,
  sealed0_part bigint,
  person_id bytea,
  state bigint,
  primary key (org, obj)
);
create index rec_allergy_person_id on rec_allergy (org, person_id, state);
create table rec_paper (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  sealed0_feed bytea,
  sealed0_seq bigint,
  sealed0_part bigint,
  person_id bytea,
  expires_day bigint,
  state bigint,
  primary key (org, obj)
);
create index rec_paper_person_id on rec_paper (org, person_id, state);
create table rec_alert (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  enquiry_id bytea,
  person_id bytea,
  primary key (org, obj)
);
create index rec_alert_enquiry_id on rec_alert (org, enquiry_id);
create index rec_alert_person_id on rec_alert (org, person_id);
create table rec_cellar (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  house_id bytea,
  at_ms bigint,
  primary key (org, obj)
);
create index rec_cellar_house_id on rec_cellar (org, house_id, at_ms, obj);
create table rec_cellar_mark (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  cellar_id bytea,
  person_id bytea,
  mark bigint,
  primary key (org, obj)
);
create index rec_cellar_mark_cellar_id on rec_cellar_mark (org, cellar_id);
create index rec_cellar_mark_person_id on rec_cellar_mark (org, person_id);
create table rec_series (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  sealed0_feed bytea,
  sealed0_seq bigint,
  sealed0_part bigint,
  house_id bytea,
  kind bigint,
  minutes_minutes bigint,
  from_day bigint,
  until_day bigint,
  leader_id bytea,
  count bigint,
  for_whom bigint,
  may_tell bigint,
  state bigint,
  primary key (org, obj)
);
create index rec_series_house_id on rec_series (org, house_id, state, until_day);
create index rec_series_leader_id on rec_series (org, leader_id, state, until_day);
create table rec_session (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  sealed0_feed bytea,
  sealed0_seq bigint,
  sealed0_part bigint,
  series_id bytea,
  house_id bytea,
  day_day bigint,
  at_ms bigint,
  state bigint,
  women bigint,
  children bigint,
  others bigint,
  primary key (org, obj)
);
create index rec_session_series_id on rec_session (org, series_id, state);
create index rec_session_house_id on rec_session (org, house_id, state);
create table rec_attendance (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  session_id bytea,
  person_id bytea,
  state bigint,
  primary key (org, obj)
);
create index rec_attendance_session_id on rec_attendance (org, session_id);
create index rec_attendance_person_id on rec_attendance (org, person_id);
create table rec_equipment (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  sealed0_feed bytea,
  sealed0_seq bigint,
  sealed0_part bigint,
  house_id bytea,
  room_id bytea,
  since_day bigint,
  state bigint,
  primary key (org, obj)
);
create index rec_equipment_house_id on rec_equipment (org, house_id, state);
create index rec_equipment_room_id on rec_equipment (org, room_id, state);
create table rec_repair (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  sealed0_feed bytea,
  sealed0_seq bigint,
  sealed0_part bigint,
  equipment_id bytea,
  house_id bytea,
  reported_ms bigint,
  state bigint,
  ended_ms bigint,
  primary key (org, obj)
);
create index rec_repair_equipment_id on rec_repair (org, equipment_id, state);
create index rec_repair_house_id on rec_repair (org, house_id, state);
create table rec_companion (
  org bigint not null,
  obj bytea not null,
  area bytea not null,
  version bigint not null,
  made_hlc bigint not null,
  hlc bigint not null,
  made_deed bytea not null,
  deed bytea not null,
  made_author bytea not null,
  withdrawn bigint not null,
  person_id bytea,
  stay_id bytea,
  companion_id bytea,
  from_ms bigint,
  until_ms bigint,
  primary key (org, obj)
);
create index rec_companion_person_id on rec_companion (org, person_id, until_ms);
create index rec_companion_stay_id on rec_companion (org, stay_id, until_ms);
create index rec_companion_companion_id on rec_companion (org, companion_id, until_ms);
