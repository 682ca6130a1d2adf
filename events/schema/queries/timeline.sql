-- name: articles
select
  articles.*,
  count(standings.event_id) as events
from articles
left join events on events.article_id = articles.article_id
left join standings on standings.event_id = events.event_id and standings.until is null
group by articles.article_id
order by articles.published, articles.name

-- name: find_articles
select *
from articles
where article_id like :words || '%'
  or name = :words
  or name like '%/' || :words
  or title = :words
order by name

-- name: undated_articles
select *
from articles
where published is null
order by name

-- name: entries
select *
from timeline
where (:type is null or type = :type)
  and (:since is null or ends >= :since)
  and (:until is null or starts <= :until)
  and (:place is null or place like '%' || :place || '%')
  and (
    :actor is null
    or entry_id in (select entry_id from entry_actors where name like '%' || :actor || '%')
  )
order by starts is null, starts, ends, entry_id

-- name: reports_of_entry
select *
from reports
where entry_id = ?
order by published, since

-- name: counts_by_type
select
  events.type,
  count(*) as events
from standings
join events on events.event_id = standings.event_id
where standings.until is null
group by events.type
order by events desc, events.type

-- name: known_at
select event_id
from standings
where since <= :position
  and (until is null or until > :position)
order by since

-- name: position_at
select coalesce(max(position), 0)
from records
where recorded_at < ?
