-- name: record
select *
from records
where position = ?

-- name: records
select *
from records not indexed
where position > ?
  and position <= ?
order by position

-- name: version_before
select coalesce(max(version), 0)
from records
where stream = cast(? as text)
  and position <= ?

-- name: facts
select
  position,
  cast(stream as blob),
  version,
  cast(type as blob),
  schema_version,
  cast(data as blob),
  cast(recorded_at as blob),
  cast(correlation as blob),
  causation,
  previous_hash,
  hash
from stored.records not indexed
order by position

-- name: missing_texts
select
  position,
  json_extract(data, '$.text_digest') as digest
from stored.records
where type in ('ArticleRead', 'EventExtracted')
  and json_valid(data)
  and json_extract(data, '$.text_digest') not in (select digest from stored.texts)
order by position

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
