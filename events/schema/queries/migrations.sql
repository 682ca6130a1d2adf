-- name: records
select *
from records
order by position

-- name: copy_records_of_version_1
insert into records (
  position,
  stream,
  version,
  type,
  schema_version,
  data,
  recorded_at,
  previous_hash,
  hash
)
select
  position,
  stream,
  version,
  type,
  schema_version,
  data,
  recorded_at,
  previous_hash,
  hash
from records_of_version_1
order by position
