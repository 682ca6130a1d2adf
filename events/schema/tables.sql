create table articles (
  article_id           text primary key,
  title                text,
  publisher            text,
  published            text,
  published_basis      text not null,
  published_evidence   text,
  published_from       text,
  published_to         text,
  published_confidence text,
  url                  text,
  address              text,
  language             text,
  byline               text,
  section              text,
  name                 text not null,
  words                integer not null,
  text_digest          text not null references texts (digest),
  redacted             text,
  syndicated_of        text references articles (article_id),
  superseded_by        text references articles (article_id),
  prose_digest         text,
  sample               integer not null default 0,
  events               integer not null default 0,
  position             integer not null references records (position)
) strict;

create index articles_by_day on articles (published);

create index articles_without_day on articles (published_basis) where published_basis in ('unknown', 'inferred');

create index articles_by_address on articles (address);

create index articles_by_publisher on articles (publisher, published, events, syndicated_of, superseded_by);

create index articles_by_prose on articles (prose_digest);

-- By which words a copy is recognised: a sample of the hashes of an article's five-word sequences.
create table article_shingles (
  hash       integer not null,
  article_id text not null references articles (article_id),
  primary key (hash, article_id)
) strict, without rowid;

create index article_shingles_by_article on article_shingles (article_id);

-- Pairs of articles that print the same words, each pair twice, so that either finds the other.
create table article_copies (
  one   text not null references articles (article_id),
  other text not null references articles (article_id),
  primary key (one, other)
) strict, without rowid;

-- Rows lie in the order of the log, so that a long log grows at its end.
create table events (
  position    integer primary key references records (position),
  event_id    text not null unique,
  names_entry text not null,
  article_id  text not null references articles (article_id),
  type        text not null,
  mode        text,
  status      text not null,
  attribution text,
  starts      text,
  ends        text,
  precision   text not null,
  basis       text not null,
  place       text,
  headline    text not null,
  quote       text,
  rule        text not null,
  confidence  integer,
  extractor   text not null,
  text_digest text not null references texts (digest)
) strict;

create index events_by_article on events (article_id);

create index events_by_names_entry on events (names_entry);

create table standings (
  event_id    text not null references events (event_id),
  since       integer not null references records (position),
  until       integer references records (position),
  replaced_by text,
  primary key (event_id, since)
) strict, without rowid;

create index standings_by_since on standings (since);

create index standings_by_until on standings (until) where until is not null;

create table event_actors (
  event_id text not null references events (event_id),
  seq      integer not null,
  role     text not null,
  name     text not null,
  key      text not null,
  primary key (event_id, seq)
) strict, without rowid;

create index event_actors_by_name on event_actors (name);

create table event_quantities (
  event_id  text not null references events (event_id),
  seq       integer not null,
  name      text not null,
  value     text not null,
  number    real not null,
  unit      text,
  qualifier text,
  primary key (event_id, seq)
) strict, without rowid;

create index event_quantities_by_name on event_quantities (name, number);

create table evidence (
  event_id  text not null references events (event_id),
  seq       integer not null,
  starts_at integer not null,
  ends_at   integer not null,
  quote     text,
  primary key (event_id, seq)
) strict, without rowid;

-- Lists stand as text, separated by "; ", as people read them; entry_actors and entry_numbers are for looking up.
-- in_time sorts as a timeline does: first day, last day, id, and what is undated last.
create table event_relations (
  article_id text not null references articles (article_id),
  seq        integer not null,
  kind       text not null,
  event_id   text not null,
  other_id   text not null,
  quote      text,
  position   integer not null references records (position),
  primary key (article_id, seq)
) strict, without rowid;

create index event_relations_by_event on event_relations (event_id);

create index event_relations_by_other on event_relations (other_id);

create table entries (
  entry_id       text primary key,
  event_id       text not null references events (event_id),
  article_id     text not null references articles (article_id),
  type           text not null,
  mode           text,
  status         text not null,
  starts         text,
  ends           text,
  precision      text not null,
  place          text,
  actors         text,
  targets        text,
  numbers        text,
  sources        text,
  headline       text not null,
  quote          text,
  confidence     integer,
  differences    text,
  said           text,
  articles       integer not null,
  publishers     integer not null,
  first_reported text,
  last_reported  text,
  in_time        text not null unique
) strict;

-- Every index holds the order of a timeline, so that its first page needs no sorting.
create index entries_by_type on entries (type, in_time, status, ends);

create index entries_by_status on entries (status, in_time);

create index entries_by_place on entries (place, in_time, type, status, ends);

create index entries_told_twice on entries (in_time) where publishers > 1;

create index entries_that_differ on entries (in_time) where differences is not null;

create index entries_for_long on entries (ends, in_time) where ends > date(starts, '+31 days');

create index entries_by_report on entries (last_reported, in_time);

create table entry_reports (
  entry_id text not null references entries (entry_id),
  event_id text not null references events (event_id),
  primary key (entry_id, event_id)
) strict, without rowid;

create unique index entry_reports_by_event on entry_reports (event_id);

create table entry_actors (
  entry_id text not null references entries (entry_id),
  seq      integer not null,
  role     text not null,
  name     text not null,
  key      text not null,
  type     text not null,
  in_time  text not null,
  primary key (entry_id, seq)
) strict, without rowid;

create index entry_actors_in_time on entry_actors (key, in_time);

create index entry_actors_by_type on entry_actors (key, type, in_time);

-- Each number of an entry under its name, with the least and the most that a report gives.
create table entry_numbers (
  entry_id text not null references entries (entry_id),
  name     text not null,
  least    real not null,
  most     real not null,
  in_time  text not null,
  primary key (entry_id, name)
) strict, without rowid;

create index entry_numbers_in_time on entry_numbers (name, in_time);

-- Who tells of an entry: each publisher once, an article without one by its name.
create table entry_sources (
  entry_id text not null references entries (entry_id),
  source   text not null collate nocase,
  in_time  text not null,
  primary key (entry_id, source)
) strict, without rowid;

create index entry_sources_in_time on entry_sources (source, in_time);

-- Every name that the timeline holds, and in how many entries.
create table actors (
  name    text primary key,
  key     text not null,
  entries integer not null
) strict;

create index actors_by_entries on actors (entries desc, name);

create table places (
  place     text primary key,
  key       text not null,
  country   text,
  latitude  real,
  longitude real,
  entries   integer not null
) strict;

create index places_by_entries on places (entries desc, place);

-- What was announced, for which days at first and at last, and what the reports tell of its outcome.
create table promises (
  entry_id     text primary key references entries (entry_id),
  announced    text,
  first_starts text,
  first_ends   text,
  due_starts   text,
  due_ends     text,
  outcome      text not null,
  settled      text,
  in_time      text not null
) strict;

create index promises_in_time on promises (in_time);

create index promises_by_outcome on promises (outcome, in_time);

-- What two reports of one happening have in common: a link is looked for only among events that share a key.
-- Days are counted from 1 January of the year 1.
create table entry_keys (
  key       text not null,
  reach     integer not null,
  first_day integer not null,
  last_day  integer not null,
  position  integer not null references events (position),
  primary key (key, reach, first_day, last_day, position)
) strict, without rowid;

-- Pairs of standing events that tell one happening, each pair twice, so that either finds the other.
create table entry_links (
  one    integer not null references events (position),
  other  integer not null references events (position),
  points integer not null,
  primary key (one, other)
) strict, without rowid;
