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
where (length(:words) >= 4 and substr(article_id, 1, length(:words)) = lower(:words))
  or name = :words
  or substr(name, -length(:words) - 1) = '/' || :words
  or title = :words
order by name, article_id

-- name: search_articles
select *
from articles
where instr(lower(name), lower(:words))
  or instr(lower(title), lower(:words))
order by name, article_id
limit 9

-- name: find_events
select
  events.event_id,
  events.article_id,
  events.starts,
  events.ends,
  events.type,
  events.status,
  events.headline,
  entry_reports.entry_id,
  standings.until,
  standings.replaced_by
from events
join standings
  on standings.event_id = events.event_id
  and standings.since = (select max(since) from standings where event_id = events.event_id)
left join entry_reports on entry_reports.event_id = events.event_id
where events.event_id >= :prefix
  and events.event_id < :prefix || 'g'
order by events.position

-- name: find_entries
select *
from entries
where entry_id >= :prefix
  and entry_id < :prefix || 'g'
order by entry_id

-- name: article_ids
select article_id
from articles
where article_id > :after
order by article_id
limit 512

-- name: count_words
select coalesce(sum(words), 0)
from articles

-- name: undated_articles
select *
from articles
where published is null
order by name

-- name: count_surely_dated
select count(*)
from articles
where published is not null
  and published_basis <> 'inferred'

-- name: surely_dated_naming
select distinct
  articles.article_id,
  articles.name,
  articles.published
from event_actors
join standings on standings.event_id = event_actors.event_id
join events on events.event_id = event_actors.event_id
join articles on articles.article_id = events.article_id
where event_actors.name = :name
  and standings.until is null
  and articles.published is not null
  and articles.published_basis <> 'inferred'
  and articles.article_id <> :beside
limit :most

-- name: open_articles_naming_like
select distinct open.article_id
from articles as open
cross join events as told on told.article_id = open.article_id
cross join standings on standings.event_id = told.event_id
cross join event_actors as named on named.event_id = told.event_id
where open.published_basis in ('unknown', 'inferred')
  and open.position <= :after
  and open.redacted is null
  and standings.until is null
  and named.name in (
    select event_actors.name
    from events
    join event_actors on event_actors.event_id = events.event_id
    where events.position > :after
  )
order by open.article_id
limit :most

-- name: entries
select *
from timeline
where (:type is null or type = :type)
  and (:since is null or ends >= :since)
  and (:until is null or starts <= :until)
  and (:place is null or place like '%' || :place || '%')
  and (
    :actor is null
    or entry_id in (
      select entry_id
      from entry_actors
      where name like '%' || :actor || '%'
        or ' ' || key || ' ' like '% ' || :actor_key || ' %'
    )
  )
order by in_time

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
