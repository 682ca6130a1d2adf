create table records (
  position       integer primary key,
  stream         text    not null,
  version        integer not null check (version >= 1),
  type           text    not null,
  schema_version integer not null,
  data           text    not null check (json_valid(data)),
  recorded_at    text    not null,
  correlation    text,                                      -- the run that recorded it
  causation      integer references records (position),     -- the record that it follows from
  previous_hash  blob    not null,
  hash           blob    not null unique,
  unique (stream, version),
  check (causation is null or (correlation is not null and causation < position))
) strict;

create trigger records_are_never_updated
before update on records
begin
  select raise(abort, 'records are append-only: no update');
end;

create trigger records_are_never_deleted
before delete on records
begin
  select raise(abort, 'records are append-only: no delete');
end;

-- "insert or replace" and upserts reach this trigger before they look for conflicts: every unique key is checked.
create trigger records_follow_the_head
before insert on records
when new.position is not (select coalesce(max(position), 0) + 1 from records)
  or new.version is not (select coalesce(max(version), 0) + 1 from records where stream = new.stream)
  or new.previous_hash is not coalesce((select hash from records order by position desc limit 1), zeroblob(32))
  or new.recorded_at < (select recorded_at from records order by position desc limit 1)
  or exists (select 1 from records where hash = new.hash)
begin
  select raise(abort, 'records are append-only: a record must follow the head');
end;

-- Article texts lie outside the hash chain, so that one can be redacted while the chain still verifies.
create table texts (
  digest text primary key,
  codec  text not null check (codec in ('zlib', 'redacted')),
  body   blob,
  check ((codec = 'redacted') = (body is null))
) strict;

-- What `dateline watch` remembers of feeds and folders: no facts about articles, so no part of the log.
create table polls (
  source        text primary key,
  due           text not null,
  etag          text,
  last_modified text,
  failures      integer not null,
  note          text
) strict;

create table poll_items (
  source text not null,
  item   text not null,
  primary key (source, item)
) strict, without rowid;
