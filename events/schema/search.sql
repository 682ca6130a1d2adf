create virtual table timeline_search using fts5 (
  headline,
  quote,
  actors,
  place,
  entry_id unindexed,
  tokenize = 'porter unicode61 remove_diacritics 2'
);
