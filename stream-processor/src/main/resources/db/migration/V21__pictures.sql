-- Parts that were not good, as gateways told of them, with what a person sees of them first.
create table inspected_part (
  id           bigint generated always as identity primary key,
  record       text        not null unique,  -- SHA-256 of what the gateway told: told twice is one row
  gateway      text        not null,
  asset        text        not null collate "C",
  station      text        not null,
  part         text        not null,
  verdict      text        not null check (verdict in ('NG', 'REVIEW')),
  score        double precision,             -- percent of the model's limit
  recipe       text,
  model_digest text,
  taken        timestamptz not null,
  arrived_at   timestamptz not null,
  picture      text,                         -- digest of the full picture; null: the gateway keeps none
  masked       boolean     not null,         -- the full picture is not what the model saw
  thumbnail    bytea                         -- JPEG with the heat-map over it
);
create index inspected_part_by_time on inspected_part (taken desc, id desc);
create index inspected_part_by_station on inspected_part (asset, station, taken desc, id desc);
create index inspected_part_by_picture on inspected_part (picture) where picture is not null;

-- Full pictures that were asked for or have come; the bytes are files named by their digest.
create table picture (
  digest     text primary key,
  gateway    text        not null,
  state      text        not null check (state in ('ASKED', 'ARRIVED', 'GONE', 'REFUSED')),
  asked_by   text,                           -- null: the gateway sent it by its own policy
  asked_at   timestamptz,
  arrived_at timestamptz,
  bytes      bigint      not null default 0,
  type       text,                           -- image/jpeg, image/png
  problem    text        not null default ''
);
create index picture_wanted on picture (gateway, asked_at) where state = 'ASKED';
create index picture_by_arrival on picture (arrived_at) where state = 'ARRIVED';
