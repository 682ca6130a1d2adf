-- Entries whose reports contradict each other, each with what is said by whom.
create view disagreements as
select
  timeline.*,
  (
    select group_concat(said, '; ')
    from (
      select case when starts = ends then starts else starts || '/' || ends end || ' - ' || group_concat(source, ', ') as said
      from (
        select distinct events.starts, events.ends, coalesce(articles.publisher, articles.name) as source
        from entry_reports
        join events on events.event_id = entry_reports.event_id
        join articles on articles.article_id = events.article_id
        where entry_reports.entry_id = timeline.entry_id
          and events.starts is not null
          and instr(timeline.differences, 'date')
        order by source
      )
      group by starts, ends
      order by starts, ends
    )
  ) as dates_said,
  (
    select group_concat(said, '; ')
    from (
      select
        replace(name, '_', ' ') || ' ' || told || ' - ' || group_concat(source, ', ') as said,
        count(*) over (partition by name) as values_told
      from (
        select distinct
          event_quantities.name,
          event_quantities.number,
          coalesce(event_quantities.qualifier || ' ', '') || event_quantities.value
            || coalesce(' ' || event_quantities.unit, '') as told,
          coalesce(articles.publisher, articles.name) as source
        from entry_reports
        join event_quantities on event_quantities.event_id = entry_reports.event_id
        join events on events.event_id = entry_reports.event_id
        join articles on articles.article_id = events.article_id
        where entry_reports.entry_id = timeline.entry_id
          and instr(timeline.differences, 'numbers')
        order by source
      )
      group by name, number, told
      order by name, number, told
    )
    where values_told > 1
  ) as numbers_said,
  (
    select group_concat(said, '; ')
    from (
      select status || ' - ' || group_concat(source, ', ') as said
      from (
        select distinct events.status, coalesce(articles.publisher, articles.name) as source
        from entry_reports
        join events on events.event_id = entry_reports.event_id
        join articles on articles.article_id = events.article_id
        where entry_reports.entry_id = timeline.entry_id
          and instr(timeline.differences, 'status')
        order by source
      )
      group by status
      order by status
    )
  ) as statuses_said
from timeline
where timeline.differences is not null;
