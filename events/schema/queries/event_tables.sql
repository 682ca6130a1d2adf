-- name: put_article
insert into articles (
  article_id,
  title,
  publisher,
  published,
  published_basis,
  published_evidence,
  published_from,
  published_to,
  published_confidence,
  url,
  address,
  language,
  byline,
  section,
  name,
  words,
  text_digest,
  position
)
values (
  :article_id,
  :title,
  :publisher,
  :published,
  :published_basis,
  :published_evidence,
  :published_from,
  :published_to,
  :published_confidence,
  :url,
  :address,
  :language,
  :byline,
  :section,
  :name,
  :words,
  :text_digest,
  :position
)
on conflict (article_id) do update set
  title = excluded.title,
  publisher = excluded.publisher,
  published = excluded.published,
  published_basis = excluded.published_basis,
  published_evidence = excluded.published_evidence,
  published_from = excluded.published_from,
  published_to = excluded.published_to,
  published_confidence = excluded.published_confidence,
  url = excluded.url,
  address = excluded.address,
  language = excluded.language,
  byline = excluded.byline,
  section = excluded.section,
  name = excluded.name,
  words = excluded.words,
  text_digest = excluded.text_digest,
  position = excluded.position

-- name: add_event
insert into events (
  position,
  event_id,
  names_entry,
  article_id,
  type,
  mode,
  status,
  attribution,
  starts,
  ends,
  precision,
  basis,
  place,
  headline,
  quote,
  rule,
  confidence,
  extractor,
  text_digest
)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: add_actor
insert into event_actors (event_id, seq, role, name, key)
values (?, ?, ?, ?, ?)

-- name: add_quantity
insert into event_quantities (event_id, seq, name, value, number, unit, qualifier)
values (?, ?, ?, ?, ?, ?, ?)

-- name: add_evidence
insert into evidence (event_id, seq, starts_at, ends_at, quote)
values (?, ?, ?, ?, ?)

-- name: add_search
insert into timeline_search (rowid, headline, quote, actors, place)
values (?, ?, ?, ?, ?)

-- name: begin_standing
insert into standings (event_id, since)
values (?, ?)

-- name: end_standing
update standings
set until = ?,
    replaced_by = ?
where event_id = ?
  and until is null

-- name: count_events
update articles
set events = events + ?
where article_id = (select article_id from events where event_id = ?)

-- name: position
select position
from events
where event_id = ?

-- name: positions
select
  events.event_id,
  events.position
from json_each(?) as named
join events on events.event_id = named.value

-- name: text
select body
from texts
where digest = ?

-- name: erase_texts
update texts
set codec = 'redacted',
    body = null
where digest in (
  select json_extract(data, '$.text_digest')
  from records
  where stream = ?
    and type = 'ArticleRead'
)

-- name: mark_redacted
update articles
set redacted = ?
where article_id = ?

-- name: mark_superseded
update articles
set superseded_by = ?
where article_id = ?

-- name: events_of_texts
select
  event_id,
  position,
  exists (select 1 from standings where event_id = events.event_id and until is null) as stands
from events
where text_digest in (
  select json_extract(data, '$.text_digest')
  from records
  where stream = ?
    and type = 'ArticleRead'
)
order by position

-- name: articles_of_texts
select article_id
from articles
where text_digest in (
  select json_extract(data, '$.text_digest')
  from records
  where stream = ?
    and type = 'ArticleRead'
)
order by article_id

-- name: erase_quote
update events
set quote = null
where position = ?

-- name: remove_relations
delete from event_relations
where article_id = ?

-- name: add_relation
insert into event_relations (article_id, seq, kind, event_id, other_id, quote, position)
values (?, ?, ?, ?, ?, ?, ?)

-- name: erase_relations
update event_relations
set quote = null
where event_id = ?

-- name: erase_evidence
update evidence
set quote = null
where event_id = ?

-- name: erase_search
update timeline_search
set quote = null
where rowid = ?
