-- name: records
select
  position,
  cast(position as blob),
  cast(stream as blob),
  cast(version as blob),
  cast(type as blob),
  cast(schema_version as blob),
  cast(data as blob),
  cast(recorded_at as blob),
  cast(previous_hash as blob),
  cast(hash as blob)
from stored.records not indexed
order by position

-- name: record_at
select hash
from stored.records
where position = ?

-- name: head
select
  position,
  hash
from stored.records
order by position desc
limit 1

-- name: schema
select
  type,
  name,
  tbl_name,
  sql
from sqlite_schema

-- name: stored_schema
select
  type,
  name,
  tbl_name,
  sql
from stored.sqlite_schema

-- name: texts
select
  digest,
  codec,
  body
from stored.texts
order by digest

-- name: text
select
  codec,
  body
from stored.texts
where digest = ?

-- name: quotes
select
  seq,
  starts_at,
  ends_at,
  quote
from stored.evidence
where event_id = ?
order by seq

-- name: position_of_event
select position
from main.events
where event_id = ?

-- name: position_of_article
select position
from main.articles
where article_id = ?

-- name: position_of_entry
select events.position
from main.entries
join main.events on events.event_id = entries.event_id
where entries.entry_id = ?
