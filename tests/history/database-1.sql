-- A database of schema 1 as that dateline wrote it: never edited. Computed tables are left out but one.
pragma application_id = 1146375246;
pragma user_version = 1;
CREATE TABLE records (
  position       integer primary key,
  stream         text    not null,
  version        integer not null check (version >= 1),
  type           text    not null,
  schema_version integer not null,
  data           text    not null check (json_valid(data)),
  recorded_at    text    not null,
  previous_hash  blob    not null,
  hash           blob    not null unique,
  unique (stream, version)
) strict;
CREATE TRIGGER records_are_never_updated
before update on records
begin
  select raise(abort, 'records are append-only: no update');
end;
CREATE TRIGGER records_are_never_deleted
before delete on records
begin
  select raise(abort, 'records are append-only: no delete');
end;
CREATE TRIGGER records_follow_the_head
before insert on records
when new.position is not (select coalesce(max(position), 0) + 1 from records)
  or new.version is not (select coalesce(max(version), 0) + 1 from records where stream is new.stream)
  or new.previous_hash is not coalesce((select hash from records order by position desc limit 1), zeroblob(32))
  or exists (select 1 from records where hash is new.hash)
begin
  select raise(abort, 'records are append-only: a record must follow the head');
end;
CREATE TABLE texts (
  digest text primary key,
  codec  text not null check (codec in ('zlib', 'redacted')),
  body   blob,
  check ((codec = 'redacted') = (body is null))
) strict;
CREATE TABLE articles (
  article_id         text primary key,
  title              text,
  publisher          text,
  published          text,
  published_basis    text not null,
  published_evidence text,
  url                text,
  name               text not null,
  words              integer not null,
  text_digest        text not null references texts (digest),
  position           integer not null references records (position)
) strict;
insert into records values (1, 'article-bbe2202e76d6b14b', 1, 'ArticleRead', 1, '{"article_id":"bbe2202e76d6b14b","name":"Harbour Post.txt","published":"2025-12-02","published_basis":"given","published_evidence":null,"publisher":"Harbour Post","text_digest":"03befddd2626d920eaa7027be1c8a6a1e79053380a8c90ff48f3aaa1fee2e92e","title":null,"url":null,"words":5}', '2025-12-03T10:30:00.000000Z', X'0000000000000000000000000000000000000000000000000000000000000000', X'27FA070E48ECEECAEA6E4D70AF66C523EAEB92D99DC2F0228E31F69FDDE33FA0');
insert into records values (2, 'article-bbe2202e76d6b14b', 2, 'EventExtracted', 1, '{"event":{"actors":["Grace Okoro"],"article_id":"bbe2202e76d6b14b","attribution":null,"basis":"relative","evidence":[{"end":32,"start":0}],"headline":"Grace Okoro resigns","interval":{"end":"2025-12-02","start":"2025-12-02"},"mode":null,"place":null,"precision":"day","quantities":[],"rule":"resignation/resign","status":"occurred","targets":[],"type":"resignation"},"event_id":"8492169edbccacf5","extractor":"rules@1","text_digest":"03befddd2626d920eaa7027be1c8a6a1e79053380a8c90ff48f3aaa1fee2e92e"}', '2025-12-03T10:30:00.000000Z', X'27FA070E48ECEECAEA6E4D70AF66C523EAEB92D99DC2F0228E31F69FDDE33FA0', X'1DB2C862F0AD7C638A91A5F5DFF442169CF4381F735F55E8AF3008813594F98C');
insert into records values (3, 'article-bbe2202e76d6b14b', 3, 'EventExtracted', 1, '{"event":{"actors":["Norland"],"article_id":"bbe2202e76d6b14b","attribution":null,"basis":"relative","evidence":[{"end":32,"start":0}],"headline":"Norland fires 41 drones at Port Ems","interval":{"end":"2025-12-02","start":"2025-12-02"},"mode":"drone","place":"Port Ems","precision":"day","quantities":[{"name":"drones","qualifier":"at least","unit":null,"value":"41"},{"name":"killed","qualifier":null,"unit":null,"value":"3"}],"rule":"strike/fire","status":"occurred","targets":["Sudria"],"type":"strike"},"event_id":"d5389094134c343b","extractor":"rules@1","text_digest":"03befddd2626d920eaa7027be1c8a6a1e79053380a8c90ff48f3aaa1fee2e92e"}', '2025-12-03T10:30:00.000000Z', X'1DB2C862F0AD7C638A91A5F5DFF442169CF4381F735F55E8AF3008813594F98C', X'0EB7948BFF7A0A1A71EA44362DC4E42D5BCA2625E6A3E16A8DB74690F07C2112');
insert into records values (4, 'article-5e55e29972a0872d', 1, 'ArticleRead', 1, '{"article_id":"5e55e29972a0872d","name":"Morning Ledger.txt","published":"2025-12-02","published_basis":"given","published_evidence":null,"publisher":"Morning Ledger","text_digest":"03befddd2626d920eaa7027be1c8a6a1e79053380a8c90ff48f3aaa1fee2e92e","title":null,"url":null,"words":5}', '2025-12-03T10:30:00.000000Z', X'0EB7948BFF7A0A1A71EA44362DC4E42D5BCA2625E6A3E16A8DB74690F07C2112', X'16C5728EEE0E22BCFF4998C89D74C69E5855D78FFC102FDB594443B086B72B44');
insert into records values (5, 'article-5e55e29972a0872d', 2, 'EventExtracted', 1, '{"event":{"actors":["Grace Okoro"],"article_id":"5e55e29972a0872d","attribution":null,"basis":"relative","evidence":[{"end":32,"start":0}],"headline":"Grace Okoro resigns","interval":{"end":"2025-12-02","start":"2025-12-02"},"mode":null,"place":null,"precision":"day","quantities":[],"rule":"resignation/resign","status":"occurred","targets":[],"type":"resignation"},"event_id":"84ab507911b290cd","extractor":"rules@1","text_digest":"03befddd2626d920eaa7027be1c8a6a1e79053380a8c90ff48f3aaa1fee2e92e"}', '2025-12-03T10:30:00.000000Z', X'16C5728EEE0E22BCFF4998C89D74C69E5855D78FFC102FDB594443B086B72B44', X'04F7082317711CA8E51269B463973B25D99B263CDDA2B6B28A9E67499707A05B');
insert into records values (6, 'article-5e55e29972a0872d', 3, 'EventExtracted', 1, '{"event":{"actors":["Norland"],"article_id":"5e55e29972a0872d","attribution":null,"basis":"relative","evidence":[{"end":32,"start":0}],"headline":"Norland fires 41 drones at Port Ems","interval":{"end":"2025-12-02","start":"2025-12-02"},"mode":"drone","place":"Port Ems","precision":"day","quantities":[{"name":"drones","qualifier":"at least","unit":null,"value":"41"},{"name":"killed","qualifier":null,"unit":null,"value":"3"}],"rule":"strike/fire","status":"occurred","targets":["Sudria"],"type":"strike"},"event_id":"841f9f0564a7e391","extractor":"rules@1","text_digest":"03befddd2626d920eaa7027be1c8a6a1e79053380a8c90ff48f3aaa1fee2e92e"}', '2025-12-03T10:30:00.000000Z', X'04F7082317711CA8E51269B463973B25D99B263CDDA2B6B28A9E67499707A05B', X'EC4AE4F22F64430DC6FF086DCF4F3E34D1B6FDEC9FAFD337CD16CDC367363600');
insert into records values (7, 'article-5e55e29972a0872d', 4, 'EventWithdrawn', 1, '{"because":"no longer found by rules@2","event_id":"84ab507911b290cd","replaced_by":null}', '2025-12-03T10:30:00.000000Z', X'EC4AE4F22F64430DC6FF086DCF4F3E34D1B6FDEC9FAFD337CD16CDC367363600', X'CD1922CE2FF46B30C5847C8EBE602C8E630D1FE9E612C92BB749E43E676BF850');
insert into records values (8, 'curation', 1, 'EntrySplit', 1, '{"because":"another night","by":"ana","event_ids":["d5389094134c343b"]}', '2025-12-03T10:30:00.000000Z', X'CD1922CE2FF46B30C5847C8EBE602C8E630D1FE9E612C92BB749E43E676BF850', X'357C7C3BD240095B65AF59E2267D7AE5B1B9D816733E5074BA8ADD0CF9CD5BA1');
insert into texts values ('03befddd2626d920eaa7027be1c8a6a1e79053380a8c90ff48f3aaa1fee2e92e', 'zlib', X'789C732F4A4C4E55F0CFCE2FCA57284A2DCE4CCF4B4D51C8CF5308294D2D4E49ACD40300BFFE0BA8');
