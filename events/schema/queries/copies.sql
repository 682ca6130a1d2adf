-- name: copies
select
  article_shingles.article_id,
  count(*) * 100 / min(articles.sample, :size) as shared
from json_each(:hashes) as sought
cross join article_shingles
join articles on articles.article_id = article_shingles.article_id
where article_shingles.hash = sought.value
  and article_shingles.article_id <> :self
  and articles.sample >= :fewest
group by article_shingles.article_id
having count(*) * 100 >= :enough * min(articles.sample, :size)
order by
  shared desc,
  article_shingles.article_id

-- name: add_sample
insert into article_shingles (hash, article_id)
values (?, ?)

-- name: remove_sample
delete from article_shingles
where article_id = ?

-- name: put_marks
update articles
set sample = :size,
    prose_digest = :prose
where article_id = :self

-- name: add_copy
insert or ignore into article_copies (one, other)
values (?, ?)

-- name: cluster
with recursive cluster (article_id) as (
  values (?)
  union
  select article_copies.other
  from cluster
  join article_copies on article_copies.one = cluster.article_id
)
select articles.article_id
from cluster
join articles on articles.article_id = cluster.article_id
order by
  coalesce(articles.published, '9999'),
  articles.publisher is null,
  articles.article_id

-- name: put_origin
update articles
set syndicated_of = ?
where article_id = ?
