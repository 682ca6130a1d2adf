-- name: head
select
  position,
  hash
from records
order by position desc
limit 1

-- name: stream_version
select coalesce(max(version), 0)
from records
where stream = ?

-- name: append
insert into records (
  position,
  stream,
  version,
  type,
  schema_version,
  data,
  recorded_at,
  previous_hash,
  hash
)
values (?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: records
select
  position,
  stream,
  version,
  type,
  schema_version,
  data,
  recorded_at,
  previous_hash,
  hash
from records
where position > ?
order by position

-- name: records_of_stream
select
  position,
  stream,
  version,
  type,
  schema_version,
  data,
  recorded_at,
  previous_hash,
  hash
from records
where stream = ?
order by version

-- name: keep_text
insert into texts (digest, codec, body)
values (?, 'zlib', ?)
on conflict (digest) do nothing

-- name: text
select body
from texts
where digest = ?

-- name: article
select
  name,
  title,
  publisher,
  published,
  published_basis,
  published_evidence,
  url,
  text_digest
from articles
where article_id = ?

-- name: standing_since
select since
from standings
where event_id = ?
  and until is null

-- name: has_event
select 1
from events
where event_id = ?

-- name: standing_events
select
  records.position,
  records.stream,
  records.version,
  records.type,
  records.schema_version,
  records.data,
  records.recorded_at,
  records.previous_hash,
  records.hash
from events
join standings on standings.event_id = events.event_id
join records on records.position = standings.since
where events.article_id = ?
  and standings.until is null
order by standings.since
