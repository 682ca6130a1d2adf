-- Every revision of a plan: its points before and after, who proposed or rejected it, and which version it revises.
-- "Revises" rests on the number that a report states, not on the order in time: the 19 points made of 28 revise the 28.
create view plan_versions as
with versions as (
  select
    entries.in_time,
    (select most from entry_numbers where entry_id = entries.entry_id and name = 'points_before') as points_before,
    coalesce(
      (select most from entry_numbers where entry_id = entries.entry_id and name = 'points_after'),
      (select most from entry_numbers where entry_id = entries.entry_id and name = 'points')
    ) as points_after
  from entries
  where entries.type = 'plan_revision'
)
select
  timeline.*,
  cast(versions.points_before as integer) as points_before,
  cast(versions.points_after as integer) as points_after,
  cast(nullif(max(versions.points_before - versions.points_after, 0), 0) as integer) as points_removed,
  cast(nullif(max(versions.points_after - versions.points_before, 0), 0) as integer) as points_added,
  case when timeline.mode in ('drafted', 'presented', 'leaked') then timeline.actors end as proposed_by,
  case when timeline.mode = 'rejected' then timeline.actors end as rejected_by,
  (
    select earlier.entry_id
    from entry_numbers
    join entries as earlier on earlier.entry_id = entry_numbers.entry_id
    where entry_numbers.name in ('points', 'points_after')
      and entry_numbers.in_time < timeline.in_time
      and entry_numbers.most = versions.points_before
      and earlier.type = 'plan_revision'
    order by entry_numbers.in_time desc
    limit 1
  ) as revises
from versions
cross join timeline on timeline.in_time = versions.in_time;
