-- name: record_at
select hash
from stored.records
where position = ?

-- name: head
select
  position,
  hash
from stored.records
order by position desc
limit 1

-- name: schema
select
  type,
  name,
  tbl_name,
  sql
from sqlite_schema

-- name: stored_schema
select
  type,
  name,
  tbl_name,
  sql
from stored.sqlite_schema
