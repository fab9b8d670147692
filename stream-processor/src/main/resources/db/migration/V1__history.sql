-- What happened. Bodies are the wire form of the record, so that one strict codec reads both; the
-- columns beside them are what is searched by.

create table alert (
  id               text primary key,
  source           text        not null,
  asset            text        not null collate "C",
  gateway          text        not null,
  revision         bigint      not null,
  active           boolean     not null,
  acknowledged     boolean     not null,
  latched          boolean     not null,
  shelved          boolean     not null,
  open             boolean     not null,
  alarm_class      text        not null,
  severity         smallint    not null,  -- 1 low … 4 critical
  highest_severity smallint    not null,
  raised_at        timestamptz not null,
  changed_at       timestamptz not null,
  cleared_at       timestamptz,
  body             jsonb       not null  -- the newest AlertEvent
);
create index alert_open on alert (highest_severity desc, raised_at desc) where open;
create index alert_by_time on alert (raised_at desc, id desc);
create index alert_by_asset on alert (asset, raised_at desc);
create index alert_by_clearing on alert (cleared_at) where cleared_at is not null;

create table alert_event (
  alert_id   text        not null,
  revision   bigint      not null,
  transition text        not null,
  time       timestamptz not null,
  body       jsonb       not null,  -- AlertEvent
  primary key (alert_id, revision, transition)
);
create index alert_event_by_time on alert_event (time);

create table finding (
  id      text        primary key,
  asset   text        not null collate "C",
  gateway text        not null,
  subject text        not null,
  time    timestamptz not null,
  body    jsonb       not null  -- Statement
);
create index finding_by_asset on finding (asset, time desc);
create index finding_by_time on finding (time);

create table gap (
  id        text        primary key,
  asset     text        not null collate "C",
  gateway   text        not null,
  stream    text        not null,
  from_time timestamptz not null,
  to_time   timestamptz not null,
  time      timestamptz not null,
  body      jsonb       not null  -- Statement
);
create index gap_by_asset on gap (asset, from_time);
create index gap_by_time on gap (time);

create table gateway_status (
  gateway text        primary key,
  time    timestamptz not null,
  body    jsonb       not null  -- GatewayStatus
);

-- One row a series that has history; spares a scan of the blocks for a list of names.
create table series (
  series     text        primary key collate "C",
  unit       text        not null,
  from_time  timestamptz not null,
  to_time    timestamptz not null
);

-- Partitioned by UTC day, so that retention drops a day at once; partitions series_block_YYYYMMDD are
-- made when a day's first block comes. Sequence is the record's own, so a record sent twice is one
-- row, and late parts after an agent's restart are never mistaken for it. Least and greatest value
-- with their times let a month be plotted exactly without opening its blocks.
create table series_block (
  series     text             not null collate "C",
  minute     timestamptz      not null,
  gateway    text             not null,
  epoch      text             not null,
  sequence   bigint           not null,
  complete   boolean          not null,
  samples    integer          not null,
  least      double precision not null,
  least_at   bigint           not null,  -- microseconds since 1970
  greatest   double precision not null,
  greatest_at bigint          not null,
  least_quality    text not null,
  greatest_quality text not null,
  body       bytea            not null,  -- SeriesBlock
  primary key (series, minute, gateway, epoch, sequence)
) partition by range (minute);
alter table series_block alter column body set storage external;  -- packed already

create table consumer_offset (
  topic       text    not null,
  partition   integer not null,
  next_offset bigint  not null,
  primary key (topic, partition)
);
