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
