-- Every version of the plant sheet that was ever applied; the highest is in force.
create table plant_version (
  version    bigint primary key,
  sheet_yaml text        not null,
  applied_by text        not null,
  applied_at timestamptz not null,
  reason     text        not null
);

-- What each gateway should be doing. Written in the transaction that writes the plant version
-- (transactional outbox); published_at is set when Kafka has acknowledged it.
create table desired_state (
  gateway       text   not null,
  revision      bigint not null,
  plant_version bigint not null references plant_version (version),
  document      bytea  not null,
  issued_at     timestamptz not null,
  published_at  timestamptz,
  primary key (gateway, revision)
);
create index desired_state_unpublished on desired_state (gateway, revision) where published_at is null;
