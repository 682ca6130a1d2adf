-- name: put_article
insert into articles (
  article_id,
  title,
  publisher,
  published,
  published_basis,
  published_evidence,
  url,
  name,
  words,
  text_digest,
  position
)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
on conflict (article_id) do update set
  title = excluded.title,
  publisher = excluded.publisher,
  published = excluded.published,
  published_basis = excluded.published_basis,
  published_evidence = excluded.published_evidence,
  url = excluded.url,
  name = excluded.name,
  words = excluded.words,
  text_digest = excluded.text_digest,
  position = excluded.position

-- name: add_event
insert into events (
  event_id,
  article_id,
  type,
  mode,
  status,
  attribution,
  starts,
  ends,
  precision,
  basis,
  place,
  headline,
  quote,
  rule,
  extractor,
  position
)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: has_event
select 1
from events
where event_id = ?

-- name: add_actor
insert into event_actors (event_id, seq, role, name)
values (?, ?, ?, ?)

-- name: add_quantity
insert into event_quantities (event_id, seq, name, value, number, unit, qualifier)
values (?, ?, ?, ?, ?, ?, ?)

-- name: add_evidence
insert into evidence (event_id, seq, starts_at, ends_at, quote)
values (?, ?, ?, ?, ?)

-- name: begin_standing
insert into standings (event_id, since)
values (?, ?)

-- name: end_standing
update standings
set until = ?
where event_id = ?
  and until is null

-- name: text
select body
from texts
where digest = ?

-- name: standing_of_article
select events.event_id
from events
join standings on standings.event_id = events.event_id
where events.article_id = ?
  and standings.until is null

-- name: all_standing
select event_id
from standings
where until is null

-- name: report
select
  records.position,
  records.stream,
  records.version,
  records.type,
  records.schema_version,
  records.data,
  records.recorded_at,
  records.previous_hash,
  records.hash,
  events.quote,
  exists (select 1 from standings where event_id = events.event_id and until is null) as stands
from events
join records on records.position = events.position
where events.event_id = ?

-- name: add_key
insert into entry_keys (key, reach, starts, ends, event_id)
values (?, ?, ?, ?, ?)

-- name: remove_keys
delete from entry_keys
where event_id = ?

-- name: candidates
select event_id
from entry_keys
where key = ?
  and reach = ?
  and starts between ? and ?
  and ends >= ?

-- name: curation
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
from records
where stream = 'curation'
  and type in ('EntriesMerged', 'EntrySplit')
order by position

-- name: entries_of_event
select entry_id
from entry_reports
where event_id = ?

-- name: events_of_entry
select event_id
from entry_reports
where entry_id = ?
order by event_id

-- name: remove_entry
delete from entries
where entry_id = ?

-- name: remove_entry_reports
delete from entry_reports
where entry_id = ?

-- name: remove_entry_actors
delete from entry_actors
where entry_id = ?

-- name: remove_entry_search
delete from timeline_search
where rowid = ?

-- name: add_entry_report
insert into entry_reports (entry_id, event_id)
values (?, ?)

-- name: add_entry
insert into entries (
  entry_id,
  event_id,
  type,
  mode,
  status,
  starts,
  ends,
  precision,
  place,
  headline,
  quote,
  articles,
  publishers,
  first_reported,
  last_reported
)
select
  ?,
  ?,
  ?,
  ?,
  ?,
  ?,
  ?,
  ?,
  ?,
  ?,
  ?,
  count(distinct articles.article_id),
  count(distinct lower(articles.publisher)),
  min(articles.published),
  max(articles.published)
from entry_reports
join events on events.event_id = entry_reports.event_id
join articles on articles.article_id = events.article_id
where entry_reports.entry_id = ?

-- name: add_entry_actor
insert into entry_actors (entry_id, seq, role, name)
values (?, ?, ?, ?)

-- name: add_entry_search
insert into timeline_search (rowid, headline, quote, actors, place, entry_id)
values (?, ?, ?, ?, ?, ?)
