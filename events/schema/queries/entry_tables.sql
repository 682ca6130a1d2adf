-- name: report
select
  records.*,
  events.quote
from events
join records on records.position = events.position
where events.position = ?

-- name: add_key
insert into entry_keys (key, reach, first_day, last_day, position)
values (?, ?, ?, ?, ?)

-- name: remove_key
delete from entry_keys
where key = ?
  and reach = ?
  and first_day = ?
  and last_day = ?
  and position = ?

-- name: candidates
select entry_keys.position
from json_each(?1) as sought
cross join json_each(?4) as reaches
cross join entry_keys
where entry_keys.key = sought.value
  and entry_keys.reach = reaches.value
  and entry_keys.first_day between ?2 - reaches.value and ?3
  and entry_keys.last_day >= ?2

-- name: add_link
insert or ignore into entry_links (one, other, points)
values (?, ?, ?)

-- name: remove_link
delete from entry_links
where one = ?
  and other = ?

-- name: links
select
  other,
  points
from entry_links
where one = ?

-- name: companions
select theirs.position
from json_each(?) as touched
join events as mine on mine.position = touched.value
join entry_reports on entry_reports.event_id = mine.event_id
join entry_reports as others on others.entry_id = entry_reports.entry_id
join events as theirs on theirs.event_id = others.event_id

-- name: standing
select
  events.event_id,
  events.position
from json_each(?) as named
join events on events.event_id = named.value
join standings on standings.event_id = events.event_id
where standings.until is null

-- name: entries_of
select
  entry_reports.entry_id,
  entry_reports.event_id
from entry_reports
where entry_reports.entry_id in (
  select mine.entry_id
  from json_each(?) as touched
  join events on events.position = touched.value
  join entry_reports as mine on mine.event_id = events.event_id
)
order by
  entry_reports.entry_id,
  entry_reports.event_id

-- name: told_by
select
  events.event_id,
  events.article_id,
  coalesce(articles.syndicated_of, articles.article_id) as origin,
  coalesce(origins.publisher, articles.publisher) as publisher,
  articles.published,
  coalesce(articles.publisher, replace(articles.title, ';', ','), articles.name) as source,
  replace(articles.title, ';', ',') as title
from json_each(?) as named
join events on events.event_id = named.value
join articles on articles.article_id = events.article_id
join articles as origins on origins.article_id = coalesce(articles.syndicated_of, articles.article_id)

-- name: all_standing
select events.position
from events
join standings on standings.event_id = events.event_id
where standings.until is null
order by events.position

-- name: curation
select *
from records
where stream = 'curation'
  and type in ('EntriesMerged', 'EntrySplit')
  and position < coalesce(?, position + 1)
order by version

-- name: successors
select
  event_id,
  replaced_by
from standings
where replaced_by is not null
  and not exists (
    select 1
    from standings as later
    where later.event_id = standings.event_id
      and later.since > standings.since
  )

-- name: reports
select events.position
from entry_reports
join events on events.event_id = entry_reports.event_id
where entry_reports.entry_id = ?
order by entry_reports.event_id

-- name: add_entry_report
insert into entry_reports (entry_id, event_id)
values (?, ?)

-- name: add_entry
insert into entries (
  entry_id,
  event_id,
  article_id,
  type,
  mode,
  status,
  starts,
  ends,
  precision,
  place,
  actors,
  targets,
  numbers,
  sources,
  headline,
  quote,
  confidence,
  differences,
  said,
  articles,
  publishers,
  first_reported,
  last_reported,
  in_time
)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: add_entry_actor
insert into entry_actors (entry_id, seq, role, name, key, type, in_time)
values (?, ?, ?, ?, ?, ?, ?)

-- name: add_entry_number
insert into entry_numbers (entry_id, name, least, most, in_time)
values (?, ?, ?, ?, ?)

-- name: add_entry_source
insert or ignore into entry_sources (entry_id, source, in_time)
values (?, ?, ?)

-- name: add_promise
insert into promises (
  entry_id,
  announced,
  first_starts,
  first_ends,
  due_starts,
  due_ends,
  outcome,
  settled,
  in_time
)
values (?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: count_actor
insert into actors (name, key, entries)
values (?, ?, 1)
on conflict (name) do update set
  entries = entries + 1

-- name: count_place
insert into places (place, key, country, latitude, longitude, entries)
values (?, ?, ?, ?, ?, 1)
on conflict (place) do update set
  entries = entries + 1

-- name: actors_of_entries
select distinct
  entry_actors.name,
  entry_actors.entry_id
from json_each(?) as gone
join entry_actors on entry_actors.entry_id = gone.value

-- name: uncount_actor
update actors
set entries = entries - 1
where name = ?1

-- name: forget_actor
delete from actors
where name = ?1
  and entries = 0

-- name: places_of_entries
select
  entries.place,
  entries.entry_id
from json_each(?) as gone
join entries on entries.entry_id = gone.value
where entries.place is not null

-- name: uncount_place
update places
set entries = entries - 1
where place = ?1

-- name: forget_place
delete from places
where place = ?1
  and entries = 0

-- name: remove_entry
delete from entries
where entry_id = ?

-- name: remove_entry_reports
delete from entry_reports
where entry_id = ?

-- name: remove_entry_actors
delete from entry_actors
where entry_id = ?

-- name: remove_entry_numbers
delete from entry_numbers
where entry_id = ?

-- name: remove_entry_sources
delete from entry_sources
where entry_id = ?

-- name: remove_promise
delete from promises
where entry_id = ?
