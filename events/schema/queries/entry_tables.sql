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
select position
from entry_keys
where key = :key
  and reach = :reach_0
  and first_day between :start_0 and :last
  and last_day >= :first
union all
select position
from entry_keys
where key = :key
  and reach = :reach_1
  and first_day between :start_1 and :last
  and last_day >= :first
union all
select position
from entry_keys
where key = :key
  and reach = :reach_2
  and first_day between :start_2 and :last
  and last_day >= :first
union all
select position
from entry_keys
where key = :key
  and reach = :reach_3
  and first_day between :start_3 and :last
  and last_day >= :first
union all
select position
from entry_keys
where key = :key
  and reach = :reach_4
  and first_day between :start_4 and :last
  and last_day >= :first

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

-- name: state
select
  event_id,
  exists (select 1 from standings where event_id = events.event_id and until is null) as stands
from events
where position = ?

-- name: companions
select events.position
from entry_reports as mine
join entry_reports as theirs on theirs.entry_id = mine.entry_id
join events on events.event_id = theirs.event_id
where mine.event_id = ?
union
select events.position
from json_each(?) as together
join events on events.event_id = together.value

-- name: entries_of
select
  entry_id,
  event_id
from entry_reports
where entry_id in (
  select entry_id
  from entry_reports
  where event_id in (
    select value
    from json_each(:sought, '$.events')
    union all
    select event_id
    from json_each(:sought, '$.positions')
    join events on events.position = value
  )
)
order by
  entry_id,
  event_id

-- name: all_standing
select
  events.position,
  events.event_id,
  exists (select 1 from entry_links where one = events.position) as is_linked
from events
join standings on standings.event_id = events.event_id
where standings.until is null
order by events.position

-- name: curation
select *
from records
where stream = 'curation'
  and type in ('EntriesMerged', 'EntrySplit')
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

-- name: remove_entry
delete from entries
where entry_id = ?

-- name: remove_entry_reports
delete from entry_reports
where entry_id = ?

-- name: remove_entry_actors
delete from entry_actors
where entry_id = ?
