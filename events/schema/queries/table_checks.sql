-- name: records
select *
from stored.records not indexed
order by position

-- name: columns
select name
from pragma_table_info(?, 'main')

-- name: position_of_event
select position
from main.events
where event_id = ?

-- name: position_of_article
select position
from main.articles
where article_id = ?

-- name: position_of_entry
select events.position
from main.entries
join main.events on events.event_id = entries.event_id
where entries.entry_id = ?

-- name: main_words
create virtual table temp.words_replayed using fts5vocab (main, timeline_search, instance)

-- name: stored_words
create virtual table temp.words_stored using fts5vocab (stored, timeline_search, instance)

-- name: words_of_main
select *
from temp.words_replayed

-- name: words_of_stored
select *
from temp.words_stored

-- How many words each column of each row holds, and all rows together.
-- name: counts_of_main
select
  id,
  sz
from main.timeline_search_docsize
union all
select
  id,
  block
from main.timeline_search_data
where id = 1

-- name: counts_of_stored
select
  id,
  sz
from stored.timeline_search_docsize
union all
select
  id,
  block
from stored.timeline_search_data
where id = 1
