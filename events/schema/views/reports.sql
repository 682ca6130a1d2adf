create view reports as
select
  events.event_id,
  entry_reports.entry_id,
  events.starts,
  events.ends,
  events.precision,
  events.basis,
  events.type,
  events.mode,
  events.status,
  events.attribution,
  events.headline,
  events.place,
  (
    select group_concat(name, '; ')
    from (select name from event_actors where event_id = events.event_id and role = 'actor' order by seq)
  ) as actors,
  (
    select group_concat(name, '; ')
    from (select name from event_actors where event_id = events.event_id and role = 'target' order by seq)
  ) as targets,
  (
    select group_concat(words, '; ')
    from (
      select
        coalesce(qualifier || ' ', '') || value || coalesce(' ' || unit, '') || ' ' || replace(name, '_', ' ') as words
      from event_quantities
      where event_id = events.event_id
      order by seq
    )
  ) as numbers,
  events.quote,
  events.article_id,
  articles.title,
  articles.publisher,
  articles.published,
  events.rule,
  events.confidence,
  standings.since,
  records.recorded_at,
  coalesce(events.starts || '/' || events.ends, 'undated') || '/' || events.event_id as in_time
from standings
join events on events.event_id = standings.event_id
join articles on articles.article_id = events.article_id
join records on records.position = standings.since
left join entry_reports on entry_reports.event_id = events.event_id
where standings.until is null;
