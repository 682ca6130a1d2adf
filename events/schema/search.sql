-- One row per event, under the position of the record that holds it.
create virtual table timeline_search using fts5 (
  headline,
  quote,
  actors,
  place,
  tokenize = 'porter unicode61 remove_diacritics 2'
);
