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
  entries.actors,
  entries.targets,
  entries.numbers,
  entries.quote,
  entries.sources,
  entries.articles,
  entries.publishers,
  entries.first_reported,
  entries.last_reported,
  entries.confidence,
  entries.differences,
  places.latitude,
  places.longitude,
  entries.event_id,
  entries.article_id,
  entries.in_time
from entries
left join places on places.place = entries.place;
