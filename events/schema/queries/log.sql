-- name: head
select
  position,
  hash,
  recorded_at
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
  correlation,
  causation,
  previous_hash,
  hash
)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: records
select *
from records
where position > ?
order by position

-- name: records_of_stream
select *
from records
where stream = ?
order by version

-- name: keep_text
insert into texts (digest, codec, body)
values (?, 'zlib', ?)
on conflict (digest) do nothing

-- name: article
select
  name,
  title,
  publisher,
  published,
  published_basis,
  published_evidence,
  published_from,
  published_to,
  published_confidence,
  url,
  address,
  language,
  byline,
  section,
  text_digest
from articles
where article_id = ?

-- name: same_prose
select article_id
from articles
where prose_digest = ?
  and redacted is null
order by position

-- name: at_address
select article_id
from articles
where address = ?
  and article_id <> ?
  and superseded_by is null
order by position

-- name: standing
select standings.event_id
from json_each(?) as named
join standings on standings.event_id = named.value
where standings.until is null

-- name: standing_events
select records.*
from events
join standings on standings.event_id = events.event_id
join records on records.position = standings.since
where events.article_id = ?
  and standings.until is null
order by standings.since

-- name: last_reading
select max(position)
from records
where stream = ?
  and type = 'ArticleRead'

-- name: redaction
select 1
from records
where stream = ?
  and type = 'ArticleRedacted'

-- name: supersession
select 1
from records
where stream = ?
  and type = 'ArticleSuperseded'

-- name: copy
select 1
from article_copies
where one = ?
  and other = ?

-- name: optimize_search
insert into timeline_search (timeline_search)
values ('optimize')

-- name: vacuum
vacuum
