-- What people say of pictures. The next fit takes what a second person has approved; that it is a
-- second one is held here, too.
create table picture_label (
  id          bigint generated always as identity primary key,
  digest      text        not null,  -- of the full picture
  gateway     text        not null,
  asset       text        not null collate "C",
  station     text        not null,
  part        text        not null,
  recipe      text,
  model_digest text,
  masked      boolean     not null,
  label       text        not null check (label in ('FINE', 'DEFECT')),
  reason      text        not null,
  author      text        not null,
  at          timestamptz not null,
  state       text        not null check (state in ('PROPOSED', 'APPROVED', 'DECLINED', 'WITHDRAWN')),
  decided_by  text,
  decided_at  timestamptz,
  constraint four_eyes check (state <> 'APPROVED' or (decided_by is not null and decided_by <> author))
);
-- A person says one thing of a picture at a time.
create unique index picture_label_once on picture_label (digest, author)
  where state in ('PROPOSED', 'APPROVED');
create index picture_label_by_digest on picture_label (digest) where state in ('PROPOSED', 'APPROVED');
create index picture_label_by_time on picture_label (at desc, id desc);
