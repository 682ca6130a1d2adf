create view timeline as
select
  entries.entry_id,
  entries.starts,
  entries.ends,
  entries.precision,
  entries.type,
  entries.mode,
  entries.status,
  entries.headline,
  entries.place,
  (
    select group_concat(name, '; ')
    from (select name from entry_actors where entry_id = entries.entry_id and role = 'actor' order by seq)
  ) as actors,
  (
    select group_concat(name, '; ')
    from (select name from entry_actors where entry_id = entries.entry_id and role = 'target' order by seq)
  ) as targets,
  (
    select group_concat(words, '; ')
    from (
      select distinct
        coalesce(qualifier || ' ', '') || value || coalesce(' ' || unit, '') || ' ' || replace(name, '_', ' ') as words
      from entry_reports
      join event_quantities using (event_id)
      where entry_id = entries.entry_id
      order by name, number, words
    )
  ) as numbers,
  entries.quote,
  (
    select group_concat(source, '; ')
    from (
      select distinct coalesce(publisher, name) || coalesce(', ' || published, '') as source
      from entry_reports
      join events using (event_id)
      join articles using (article_id)
      where entry_id = entries.entry_id
      order by published, source
    )
  ) as sources,
  entries.articles,
  entries.publishers,
  entries.first_reported,
  entries.last_reported,
  entries.event_id,
  events.article_id
from entries
join events on events.event_id = entries.event_id;
