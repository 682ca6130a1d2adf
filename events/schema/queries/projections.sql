-- name: tables_and_views
select
  type,
  name
from sqlite_schema
where type in ('table', 'view')

-- name: standing_of_article
select events.position
from events
join standings on standings.event_id = events.event_id
where events.article_id = ?
  and standings.until is null

-- name: ended
select position
from events
where event_id = ?
  and not exists (select 1 from standings where event_id = events.event_id and until is null)
