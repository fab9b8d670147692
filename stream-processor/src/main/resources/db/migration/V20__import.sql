-- History that a historian exported and the centre imported. Blocks say which import they are of;
-- those that a gateway sent say nothing, and count more.
create table history_import (
  id              bigint generated always as identity primary key,
  digest          text   not null,  -- SHA-256 of the file
  settings        text   not null,  -- SHA-256 of what else decides what its rows become
  file            text   not null,
  bytes           bigint not null,
  state           text   not null check (state in ('RUNNING', 'FINISHED', 'UNDOING', 'UNDONE')),
  started_by      text   not null,
  started_at      timestamptz not null,
  finished_at     timestamptz,
  undone_by       text,
  undone_at       timestamptz,
  batches         integer not null default 0,  -- written so far; an import goes on behind them
  blocks          bigint  not null default 0,
  samples         bigint  not null default 0,
  gateway_minutes bigint  not null default 0,  -- left out: the gateway's own blocks stand there
  gateway_samples bigint  not null default 0,
  known_samples   bigint  not null default 0,  -- left out: another import brought them
  from_time       timestamptz,
  to_time         timestamptz,
  report          jsonb
);
-- A file is in history once.
create unique index history_import_once on history_import (digest) where state <> 'UNDONE';

-- What an import added of each series, so that it can be taken away again.
create table history_import_series (
  import_id bigint not null references history_import (id),
  series    text   not null collate "C",
  primary key (import_id, series)
);

-- holds_minutes: a historian writes some values once an hour; until the next one nothing is missing.
alter table series_block add column import_id bigint, add column holds_minutes integer;
