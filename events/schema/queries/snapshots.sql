-- name: attach
attach ? as live

-- name: copy_records
insert into main.records
select *
from live.records
where position <= ?
order by position

-- name: copy_text
insert or ignore into main.texts
select *
from live.texts
where digest = ?

-- name: redacted
select count(*)
from texts
where codec = 'redacted'
