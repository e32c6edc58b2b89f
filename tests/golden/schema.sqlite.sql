create table rec_organisation (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  sealed0_feed BLOB,
  sealed0_seq INTEGER,
  sealed0_part INTEGER,
  lang INTEGER,
  zone TEXT,
  demo INTEGER,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create table rec_site (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  sealed0_feed BLOB,
  sealed0_seq INTEGER,
  sealed0_part INTEGER,
  key TEXT,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create table rec_user (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  login TEXT,
  person_id BLOB,
  state INTEGER,
  made_by_id BLOB,
  lang INTEGER,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_user_login on rec_user (org, login);
create index rec_user_person_id on rec_user (org, person_id, state);
create index rec_user_made_by_id on rec_user (org, made_by_id, state);
create table rec_grant (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  user_id BLOB,
  role INTEGER,
  scope INTEGER,
  house_id BLOB,
  from_ms INTEGER,
  until_ms INTEGER,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_grant_user_id on rec_grant (org, user_id, until_ms);
create index rec_grant_house_id on rec_grant (org, house_id, until_ms);
create table rec_house (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  sealed0_feed BLOB,
  sealed0_seq INTEGER,
  sealed0_part INTEGER,
  handle TEXT,
  zone TEXT,
  kind INTEGER,
  state INTEGER,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_house_handle on rec_house (org, handle);
create table rec_room (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  sealed0_feed BLOB,
  sealed0_seq INTEGER,
  sealed0_part INTEGER,
  house_id BLOB,
  places INTEGER,
  households_max INTEGER,
  state INTEGER,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_room_house_id on rec_room (org, house_id, state);
create table rec_person (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  sealed0_feed BLOB,
  sealed0_seq INTEGER,
  sealed0_part INTEGER,
  state INTEGER,
  danger INTEGER,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_person_author on rec_person (org, made_author);
create table rec_household (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  sealed0_feed BLOB,
  sealed0_seq INTEGER,
  sealed0_part INTEGER,
  head_id BLOB,
  state INTEGER,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_household_head_id on rec_household (org, head_id, state);
create table rec_member (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  household_id BLOB,
  person_id BLOB,
  relation INTEGER,
  from_ms INTEGER,
  until_ms INTEGER,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_member_household_id on rec_member (org, household_id, until_ms);
create index rec_member_person_id on rec_member (org, person_id, until_ms);
create table rec_stay (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  sealed0_feed BLOB,
  sealed0_seq INTEGER,
  sealed0_part INTEGER,
  person_id BLOB,
  house_id BLOB,
  household_id BLOB,
  from_ms INTEGER,
  until_ms INTEGER,
  state INTEGER,
  reason INTEGER,
  previous_id BLOB,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_stay_person_id on rec_stay (org, person_id, state, until_ms);
create index rec_stay_house_id on rec_stay (org, house_id, state, until_ms);
create index rec_stay_household_id on rec_stay (org, household_id, state, until_ms);
create index rec_stay_previous_id on rec_stay (org, previous_id, state, until_ms);
create table rec_lodging (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  stay_id BLOB,
  room_id BLOB,
  household_id BLOB,
  from_ms INTEGER,
  until_ms INTEGER,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_lodging_stay_id on rec_lodging (org, stay_id, until_ms);
create index rec_lodging_room_id on rec_lodging (org, room_id, until_ms);
create index rec_lodging_household_id on rec_lodging (org, household_id, until_ms);
create table rec_absence (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  stay_id BLOB,
  from_ms INTEGER,
  until_ms INTEGER,
  reason INTEGER,
  back_day INTEGER,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_absence_stay_id on rec_absence (org, stay_id, until_ms);
create table rec_task (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  sealed0_feed BLOB,
  sealed0_seq INTEGER,
  sealed0_part INTEGER,
  owner_id BLOB,
  about_id BLOB,
  due_day INTEGER,
  state INTEGER,
  rule TEXT,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_task_owner_id on rec_task (org, owner_id, state);
create index rec_task_about_id on rec_task (org, about_id, state);
create table rec_undo (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  deed_id BLOB,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create table rec_erasure (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  person_id BLOB,
  reason INTEGER,
  state INTEGER,
  asked_by_id BLOB,
  counted_sex INTEGER,
  counted_adult_from_day INTEGER,
  asked_at_ms INTEGER,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_erasure_person_id on rec_erasure (org, person_id, state);
create index rec_erasure_asked_by_id on rec_erasure (org, asked_by_id, state);
create table rec_feed (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  area_id BLOB,
  incarnation_id BLOB,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_feed_incarnation_id on rec_feed (org, incarnation_id);
create table rec_incarnation (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  site_id BLOB,
  number INTEGER,
  reason INTEGER,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_incarnation_site_id on rec_incarnation (org, site_id);
create table rec_case (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  sealed0_feed BLOB,
  sealed0_seq INTEGER,
  sealed0_part INTEGER,
  number TEXT,
  type INTEGER,
  about_id BLOB,
  household_id BLOB,
  state INTEGER,
  opened_ms INTEGER,
  closed_ms INTEGER,
  reason INTEGER,
  outcome INTEGER,
  asked_by_id BLOB,
  asked_at_ms INTEGER,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_case_number on rec_case (org, number);
create index rec_case_about_id on rec_case (org, about_id, state);
create index rec_case_household_id on rec_case (org, household_id, state);
create index rec_case_asked_by_id on rec_case (org, asked_by_id, state);
create table rec_assignment (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  sealed0_feed BLOB,
  sealed0_seq INTEGER,
  sealed0_part INTEGER,
  case_id BLOB,
  worker_id BLOB,
  role INTEGER,
  from_ms INTEGER,
  until_ms INTEGER,
  reason INTEGER,
  about_id BLOB,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_assignment_case_id on rec_assignment (org, case_id, until_ms);
create index rec_assignment_worker_id on rec_assignment (org, worker_id, until_ms);
create index rec_assignment_about_id on rec_assignment (org, about_id, until_ms);
create table rec_referral (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  sealed0_feed BLOB,
  sealed0_seq INTEGER,
  sealed0_part INTEGER,
  direction INTEGER,
  state INTEGER,
  source INTEGER,
  house_id BLOB,
  about_id BLOB,
  case_id BLOB,
  by_id BLOB,
  at_ms INTEGER,
  urgency INTEGER,
  need INTEGER,
  suits INTEGER,
  reason INTEGER,
  decided_by_id BLOB,
  decided_at_ms INTEGER,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_referral_house_id on rec_referral (org, house_id, state);
create index rec_referral_about_id on rec_referral (org, about_id, state);
create index rec_referral_case_id on rec_referral (org, case_id, at_ms, obj);
create index rec_referral_by_id on rec_referral (org, by_id, state);
create index rec_referral_decided_by_id on rec_referral (org, decided_by_id, state);
create table rec_note (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  sealed0_feed BLOB,
  sealed0_seq INTEGER,
  sealed0_part INTEGER,
  case_id BLOB,
  about_id BLOB,
  kind INTEGER,
  at_ms INTEGER,
  minutes_minutes INTEGER,
  readers INTEGER,
  state INTEGER,
  corrects_id BLOB,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_note_case_id on rec_note (org, case_id, at_ms, obj);
create index rec_note_about_id on rec_note (org, about_id, state);
create index rec_note_corrects_id on rec_note (org, corrects_id, state);
create table rec_roll (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  house_id BLOB,
  night_day INTEGER,
  at_ms INTEGER,
  by_id BLOB,
  state INTEGER,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_roll_house_id on rec_roll (org, house_id, at_ms, obj);
create index rec_roll_by_id on rec_roll (org, by_id, state);
create table rec_roll_mark (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  roll_id BLOB,
  person_id BLOB,
  stay_id BLOB,
  mark INTEGER,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_roll_mark_roll_id on rec_roll_mark (org, roll_id);
create index rec_roll_mark_person_id on rec_roll_mark (org, person_id);
create index rec_roll_mark_stay_id on rec_roll_mark (org, stay_id);
create table rec_shift (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  sealed0_feed BLOB,
  sealed0_seq INTEGER,
  sealed0_part INTEGER,
  house_id BLOB,
  at_ms INTEGER,
  giver_id BLOB,
  taker_id BLOB,
  state INTEGER,
  reader_id BLOB,
  read_at_ms INTEGER,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_shift_house_id on rec_shift (org, house_id, at_ms, obj);
create index rec_shift_giver_id on rec_shift (org, giver_id, state);
create index rec_shift_taker_id on rec_shift (org, taker_id, state);
create index rec_shift_reader_id on rec_shift (org, reader_id, state);
create table rec_programme (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  sealed0_feed BLOB,
  sealed0_seq INTEGER,
  sealed0_part INTEGER,
  handle TEXT,
  house_id BLOB,
  state INTEGER,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_programme_handle on rec_programme (org, handle);
create index rec_programme_house_id on rec_programme (org, house_id, state);
create table rec_stage (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  sealed0_feed BLOB,
  sealed0_seq INTEGER,
  sealed0_part INTEGER,
  programme_id BLOB,
  place INTEGER,
  state INTEGER,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_stage_programme_id on rec_stage (org, programme_id, state);
create table rec_enrolment (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  person_id BLOB,
  programme_id BLOB,
  stage_id BLOB,
  from_ms INTEGER,
  until_ms INTEGER,
  state INTEGER,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_enrolment_person_id on rec_enrolment (org, person_id, state, until_ms);
create index rec_enrolment_programme_id on rec_enrolment (org, programme_id, state, until_ms);
create index rec_enrolment_stage_id on rec_enrolment (org, stage_id, state, until_ms);
create table rec_relapse (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  sealed0_feed BLOB,
  sealed0_seq INTEGER,
  sealed0_part INTEGER,
  person_id BLOB,
  at_ms INTEGER,
  enrolment_id BLOB,
  stage_id BLOB,
  stay_id BLOB,
  back_ms INTEGER,
  state INTEGER,
  case_id BLOB,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_relapse_person_id on rec_relapse (org, person_id, state);
create index rec_relapse_enrolment_id on rec_relapse (org, enrolment_id, state);
create index rec_relapse_stage_id on rec_relapse (org, stage_id, state);
create index rec_relapse_stay_id on rec_relapse (org, stay_id, state);
create index rec_relapse_case_id on rec_relapse (org, case_id, state);
create table rec_incident (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  sealed0_feed BLOB,
  sealed0_seq INTEGER,
  sealed0_part INTEGER,
  about_id BLOB,
  house_id BLOB,
  at_ms INTEGER,
  kind INTEGER,
  severity INTEGER,
  state INTEGER,
  case_id BLOB,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_incident_about_id on rec_incident (org, about_id, state);
create index rec_incident_house_id on rec_incident (org, house_id, state);
create index rec_incident_case_id on rec_incident (org, case_id, state);
create table rec_incident_person (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  sealed0_feed BLOB,
  sealed0_seq INTEGER,
  sealed0_part INTEGER,
  incident_id BLOB,
  person_id BLOB,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_incident_person_incident_id on rec_incident_person (org, incident_id);
create index rec_incident_person_person_id on rec_incident_person (org, person_id);
create table rec_incident_told (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  sealed0_feed BLOB,
  sealed0_seq INTEGER,
  sealed0_part INTEGER,
  incident_id BLOB,
  body INTEGER,
  due_day INTEGER,
  state INTEGER,
  at_ms INTEGER,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_incident_told_incident_id on rec_incident_told (org, incident_id, state);
create table rec_earlier (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  sealed0_feed BLOB,
  sealed0_seq INTEGER,
  sealed0_part INTEGER,
  person_id BLOB,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_earlier_person_id on rec_earlier (org, person_id);
create table rec_stage_time (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  enrolment_id BLOB,
  stage_id BLOB,
  from_ms INTEGER,
  until_ms INTEGER,
  way INTEGER,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_stage_time_enrolment_id on rec_stage_time (org, enrolment_id, until_ms);
create index rec_stage_time_stage_id on rec_stage_time (org, stage_id, until_ms);
create table rec_relationship (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  sealed0_feed BLOB,
  sealed0_seq INTEGER,
  sealed0_part INTEGER,
  a_id BLOB,
  b_id BLOB,
  contact_id BLOB,
  state INTEGER,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_relationship_a_id on rec_relationship (org, a_id, state);
create index rec_relationship_b_id on rec_relationship (org, b_id, state);
create index rec_relationship_contact_id on rec_relationship (org, contact_id, state);
create table rec_contact (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  sealed0_feed BLOB,
  sealed0_seq INTEGER,
  sealed0_part INTEGER,
  kind INTEGER,
  duty INTEGER,
  state INTEGER,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create table rec_enquiry (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  sealed0_feed BLOB,
  sealed0_seq INTEGER,
  sealed0_part INTEGER,
  sealed1_feed BLOB,
  sealed1_seq INTEGER,
  sealed1_part INTEGER,
  kind INTEGER,
  at_ms INTEGER,
  house_id BLOB,
  child_id BLOB,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_enquiry_house_id on rec_enquiry (org, house_id, at_ms, obj);
create index rec_enquiry_child_id on rec_enquiry (org, child_id);
create table rec_medicine (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  sealed0_feed BLOB,
  sealed0_seq INTEGER,
  sealed0_part INTEGER,
  person_id BLOB,
  state INTEGER,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_medicine_person_id on rec_medicine (org, person_id, state);
create table rec_allergy (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  sealed0_feed BLOB,
  sealed0_seq INTEGER,
  sealed0_part INTEGER,
  person_id BLOB,
  state INTEGER,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_allergy_person_id on rec_allergy (org, person_id, state);
create table rec_paper (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  sealed0_feed BLOB,
  sealed0_seq INTEGER,
  sealed0_part INTEGER,
  person_id BLOB,
  expires_day INTEGER,
  state INTEGER,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_paper_person_id on rec_paper (org, person_id, state);
create table rec_alert (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  enquiry_id BLOB,
  person_id BLOB,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_alert_enquiry_id on rec_alert (org, enquiry_id);
create index rec_alert_person_id on rec_alert (org, person_id);
create table rec_cellar (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  house_id BLOB,
  at_ms INTEGER,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_cellar_house_id on rec_cellar (org, house_id, at_ms, obj);
create table rec_cellar_mark (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  cellar_id BLOB,
  person_id BLOB,
  mark INTEGER,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_cellar_mark_cellar_id on rec_cellar_mark (org, cellar_id);
create index rec_cellar_mark_person_id on rec_cellar_mark (org, person_id);
create table rec_series (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  sealed0_feed BLOB,
  sealed0_seq INTEGER,
  sealed0_part INTEGER,
  house_id BLOB,
  kind INTEGER,
  minutes_minutes INTEGER,
  from_day INTEGER,
  until_day INTEGER,
  leader_id BLOB,
  count INTEGER,
  for_whom INTEGER,
  may_tell INTEGER,
  state INTEGER,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_series_house_id on rec_series (org, house_id, state, until_day);
create index rec_series_leader_id on rec_series (org, leader_id, state, until_day);
create table rec_session (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  sealed0_feed BLOB,
  sealed0_seq INTEGER,
  sealed0_part INTEGER,
  series_id BLOB,
  house_id BLOB,
  day_day INTEGER,
  at_ms INTEGER,
  state INTEGER,
  women INTEGER,
  children INTEGER,
  others INTEGER,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_session_series_id on rec_session (org, series_id, state);
create index rec_session_house_id on rec_session (org, house_id, state);
create table rec_attendance (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  session_id BLOB,
  person_id BLOB,
  state INTEGER,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_attendance_session_id on rec_attendance (org, session_id);
create index rec_attendance_person_id on rec_attendance (org, person_id);
create table rec_equipment (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  sealed0_feed BLOB,
  sealed0_seq INTEGER,
  sealed0_part INTEGER,
  house_id BLOB,
  room_id BLOB,
  since_day INTEGER,
  state INTEGER,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_equipment_house_id on rec_equipment (org, house_id, state);
create index rec_equipment_room_id on rec_equipment (org, room_id, state);
create table rec_repair (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  sealed0_feed BLOB,
  sealed0_seq INTEGER,
  sealed0_part INTEGER,
  equipment_id BLOB,
  house_id BLOB,
  reported_ms INTEGER,
  state INTEGER,
  ended_ms INTEGER,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_repair_equipment_id on rec_repair (org, equipment_id, state);
create index rec_repair_house_id on rec_repair (org, house_id, state);
create table rec_companion (
  org INTEGER not null,
  obj BLOB not null,
  area BLOB not null,
  version INTEGER not null,
  made_hlc INTEGER not null,
  hlc INTEGER not null,
  made_deed BLOB not null,
  deed BLOB not null,
  made_author BLOB not null,
  withdrawn INTEGER not null,
  person_id BLOB,
  stay_id BLOB,
  companion_id BLOB,
  from_ms INTEGER,
  until_ms INTEGER,
  primary key (org, obj)
) STRICT, WITHOUT ROWID;
create index rec_companion_person_id on rec_companion (org, person_id, until_ms);
create index rec_companion_stay_id on rec_companion (org, stay_id, until_ms);
create index rec_companion_companion_id on rec_companion (org, companion_id, until_ms);
