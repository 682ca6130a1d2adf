-- name: poll
select
  source,
  due,
  etag,
  last_modified,
  failures,
  note
from polls
where source = ?

-- name: put_poll
insert into polls (source, due, etag, last_modified, failures, note)
values (?, ?, ?, ?, ?, ?)
on conflict (source) do update set
  due = excluded.due,
  etag = excluded.etag,
  last_modified = excluded.last_modified,
  failures = excluded.failures,
  note = excluded.note

-- name: seen
select 1
from poll_items
where source = ?
  and item = ?

-- name: see
insert or ignore into poll_items (source, item)
values (?, ?)
