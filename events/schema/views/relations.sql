-- What entries have to do with each other, as the sentence in "quote" says: "led to", "follows" and "part of" between
-- events of one article, "revises" where a report states the number of points of the version that it was made from.
create view relations as
select
  mine.entry_id,
  replace(event_relations.kind, '_', ' ') as relation,
  theirs.entry_id as other_id,
  entries.headline,
  others.headline as other_headline,
  event_relations.quote,
  articles.publisher,
  articles.published,
  articles.article_id
from event_relations
join entry_reports as mine on mine.event_id = event_relations.event_id
join entry_reports as theirs on theirs.event_id = event_relations.other_id
join entries on entries.entry_id = mine.entry_id
join entries as others on others.entry_id = theirs.entry_id
join articles on articles.article_id = event_relations.article_id
union all
select
  plan_versions.entry_id,
  'revises',
  plan_versions.revises,
  plan_versions.headline,
  others.headline,
  plan_versions.quote,
  articles.publisher,
  articles.published,
  articles.article_id
from plan_versions
join entries as others on others.entry_id = plan_versions.revises
join articles on articles.article_id = plan_versions.article_id;
