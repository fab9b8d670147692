-- People, their sessions, and what they changed. Only hashes of tokens are stored.
create table console_user (
  name          text primary key,
  role          text        not null check (role in ('VIEWER', 'OPERATOR', 'ENGINEER', 'ADMIN')),
  password_hash text,
  created_at    timestamptz not null
);

create table console_session (
  token_hash   bytea primary key,
  user_name    text        not null references console_user (name) on delete cascade,
  created_at   timestamptz not null,
  last_seen_at timestamptz not null
);
create index console_session_user on console_session (user_name);

create table login_link (
  token_hash bytea primary key,
  user_name  text        not null references console_user (name) on delete cascade,
  expires_at timestamptz not null
);

create table audit (
  id      bigint generated always as identity primary key,
  at      timestamptz not null,
  actor   text        not null,
  action  text        not null,
  subject text        not null,
  detail  text        not null,
  reason  text        not null
);
create index audit_at on audit (at desc);
