-- A database of schema 7 as that dateline wrote it: never edited. Computed tables are left out but one.
pragma application_id = 1146375246;
pragma user_version = 7;
CREATE TABLE records (
  position       integer primary key,
  stream         text    not null,
  version        integer not null check (version >= 1),
  type           text    not null,
  schema_version integer not null,
  data           text    not null check (json_valid(data)),
  recorded_at    text    not null,
  correlation    text,                                      -- the run that recorded it
  causation      integer references records (position),     -- the record that it follows from
  previous_hash  blob    not null,
  hash           blob    not null unique,
  unique (stream, version),
  check (causation is null or (correlation is not null and causation < position))
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
  or new.version is not (select coalesce(max(version), 0) + 1 from records where stream = new.stream)
  or new.previous_hash is not coalesce((select hash from records order by position desc limit 1), zeroblob(32))
  or new.recorded_at < (select recorded_at from records order by position desc limit 1)
  or exists (select 1 from records where hash = new.hash)
begin
  select raise(abort, 'records are append-only: a record must follow the head');
end;
CREATE TABLE texts (
  digest text primary key,
  codec  text not null check (codec in ('zlib', 'redacted')),
  body   blob,
  check ((codec = 'redacted') = (body is null))
) strict;
CREATE TABLE polls (
  source        text primary key,
  due           text not null,
  etag          text,
  last_modified text,
  failures      integer not null,
  note          text
) strict;
CREATE TABLE poll_items (
  source text not null,
  item   text not null,
  primary key (source, item)
) strict, without rowid;
CREATE TABLE events (
  position    integer primary key references records (position),
  event_id    text not null unique,
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
CREATE INDEX events_by_article on events (article_id);
INSERT INTO records VALUES(1,'article-bbe2202e76d6b14b',1,'ArticleRead',1,'{"article_id":"bbe2202e76d6b14b","name":"Harbour Post.txt","published":"2025-12-02","published_basis":"given","published_evidence":null,"publisher":"Harbour Post","text_digest":"03befddd2626d920eaa7027be1c8a6a1e79053380a8c90ff48f3aaa1fee2e92e","title":null,"url":null,"words":5}','2025-12-03T10:30:00.000000Z','run-history',NULL,X'0000000000000000000000000000000000000000000000000000000000000000',X'4232793DB19BEE38452339E9A6C90FDC38C2A3FB82804306FD13190C94F6C52B');
INSERT INTO records VALUES(2,'article-bbe2202e76d6b14b',2,'EventExtracted',1,'{"event":{"actors":["Grace Okoro"],"article_id":"bbe2202e76d6b14b","attribution":null,"basis":"relative","evidence":[{"end":32,"start":0}],"headline":"Grace Okoro resigns","interval":{"end":"2025-12-02","start":"2025-12-02"},"mode":null,"place":null,"precision":"day","quantities":[],"rule":"resignation/resign","status":"occurred","targets":[],"type":"resignation"},"event_id":"8492169edbccacf5","extractor":"rules@1","text_digest":"03befddd2626d920eaa7027be1c8a6a1e79053380a8c90ff48f3aaa1fee2e92e"}','2025-12-03T10:30:00.000000Z','run-history',1,X'4232793DB19BEE38452339E9A6C90FDC38C2A3FB82804306FD13190C94F6C52B',X'043E2DA3FBDFADA0A60DBD00AB918CC5F580556EE0D5CD22C9DBC6216BDD67AA');
INSERT INTO records VALUES(3,'article-bbe2202e76d6b14b',3,'EventExtracted',1,'{"event":{"actors":["Norland"],"article_id":"bbe2202e76d6b14b","attribution":null,"basis":"relative","evidence":[{"end":32,"start":0}],"headline":"Norland fires 41 drones at Port Ems","interval":{"end":"2025-12-02","start":"2025-12-02"},"mode":"drone","place":"Port Ems","precision":"day","quantities":[{"name":"drones","qualifier":"at least","unit":null,"value":"41"},{"name":"killed","qualifier":null,"unit":null,"value":"3"}],"rule":"strike/fire","status":"occurred","targets":["Sudria"],"type":"strike"},"event_id":"d5389094134c343b","extractor":"rules@1","text_digest":"03befddd2626d920eaa7027be1c8a6a1e79053380a8c90ff48f3aaa1fee2e92e"}','2025-12-03T10:30:00.000000Z','run-history',1,X'043E2DA3FBDFADA0A60DBD00AB918CC5F580556EE0D5CD22C9DBC6216BDD67AA',X'28B39DA85F8219FECB0C9C28BCC26461DA2514E79964300B0D6F19F7F30F7EAC');
INSERT INTO records VALUES(4,'article-5e55e29972a0872d',1,'ArticleRead',1,'{"article_id":"5e55e29972a0872d","name":"Morning Ledger.txt","published":"2025-12-02","published_basis":"given","published_evidence":null,"publisher":"Morning Ledger","text_digest":"03befddd2626d920eaa7027be1c8a6a1e79053380a8c90ff48f3aaa1fee2e92e","title":null,"url":null,"words":5}','2025-12-03T10:30:00.000000Z','run-history',NULL,X'28B39DA85F8219FECB0C9C28BCC26461DA2514E79964300B0D6F19F7F30F7EAC',X'1C4FB0085F122240B6F4D841EA864603A10D3BA637962B9F80C9C23286A9D4D6');
INSERT INTO records VALUES(5,'article-5e55e29972a0872d',2,'EventExtracted',1,'{"event":{"actors":["Grace Okoro"],"article_id":"5e55e29972a0872d","attribution":null,"basis":"relative","evidence":[{"end":32,"start":0}],"headline":"Grace Okoro resigns","interval":{"end":"2025-12-02","start":"2025-12-02"},"mode":null,"place":null,"precision":"day","quantities":[],"rule":"resignation/resign","status":"occurred","targets":[],"type":"resignation"},"event_id":"84ab507911b290cd","extractor":"rules@1","text_digest":"03befddd2626d920eaa7027be1c8a6a1e79053380a8c90ff48f3aaa1fee2e92e"}','2025-12-03T10:30:00.000000Z','run-history',4,X'1C4FB0085F122240B6F4D841EA864603A10D3BA637962B9F80C9C23286A9D4D6',X'5F8848B67811B9DD7F5C836655BC71DCF8E7FDB9E8583616F9611AD8EF55FC09');
INSERT INTO records VALUES(6,'article-5e55e29972a0872d',3,'EventExtracted',1,'{"event":{"actors":["Norland"],"article_id":"5e55e29972a0872d","attribution":null,"basis":"relative","evidence":[{"end":32,"start":0}],"headline":"Norland fires 41 drones at Port Ems","interval":{"end":"2025-12-02","start":"2025-12-02"},"mode":"drone","place":"Port Ems","precision":"day","quantities":[{"name":"drones","qualifier":"at least","unit":null,"value":"41"},{"name":"killed","qualifier":null,"unit":null,"value":"3"}],"rule":"strike/fire","status":"occurred","targets":["Sudria"],"type":"strike"},"event_id":"841f9f0564a7e391","extractor":"rules@1","text_digest":"03befddd2626d920eaa7027be1c8a6a1e79053380a8c90ff48f3aaa1fee2e92e"}','2025-12-03T10:30:00.000000Z','run-history',4,X'5F8848B67811B9DD7F5C836655BC71DCF8E7FDB9E8583616F9611AD8EF55FC09',X'C14EA8F9C8BFC3EA6025FBAFAC0D98BD6C90904AB9A5048CCB2413B1C4282452');
INSERT INTO records VALUES(7,'article-5e55e29972a0872d',4,'EventWithdrawn',2,'{"because":"no longer found by rules@2","by":"rules@2","event_id":"84ab507911b290cd","replaced_by":null}','2025-12-03T10:30:00.000000Z','run-history',4,X'C14EA8F9C8BFC3EA6025FBAFAC0D98BD6C90904AB9A5048CCB2413B1C4282452',X'00E721E7D0C73FE04463A6109C803721CD783E5ABE5E35E0A38BFD573644901E');
INSERT INTO records VALUES(8,'curation',1,'EntrySplit',1,'{"because":"another night","by":"ana","event_ids":["841f9f0564a7e391"]}','2025-12-03T10:30:00.000000Z','run-history',NULL,X'00E721E7D0C73FE04463A6109C803721CD783E5ABE5E35E0A38BFD573644901E',X'B1ADBEC9D6F47BF57537C1696FAAA0AA0168F8C806175F7156DBF5A1DA924402');
INSERT INTO texts VALUES('03befddd2626d920eaa7027be1c8a6a1e79053380a8c90ff48f3aaa1fee2e92e','zlib',X'789C732F4A4C4E55F0CFCE2FCA57284A2DCE4CCF4B4D51C8CF5308294D2D4E49ACD40300BFFE0BA8');
INSERT INTO events VALUES(2,'8492169edbccacf5','bbe2202e76d6b14b','resignation',NULL,'occurred',NULL,'2025-12-02','2025-12-02','day','relative',NULL,'Grace Okoro resigns','Grace Okoro resigned on Tuesday.','resignation/resign',NULL,'rules@1','03befddd2626d920eaa7027be1c8a6a1e79053380a8c90ff48f3aaa1fee2e92e');
INSERT INTO events VALUES(3,'d5389094134c343b','bbe2202e76d6b14b','strike','drone','occurred',NULL,'2025-12-02','2025-12-02','day','relative','Port Ems','Norland fires 41 drones at Port Ems','Grace Okoro resigned on Tuesday.','strike/fire',NULL,'rules@1','03befddd2626d920eaa7027be1c8a6a1e79053380a8c90ff48f3aaa1fee2e92e');
INSERT INTO events VALUES(5,'84ab507911b290cd','5e55e29972a0872d','resignation',NULL,'occurred',NULL,'2025-12-02','2025-12-02','day','relative',NULL,'Grace Okoro resigns','Grace Okoro resigned on Tuesday.','resignation/resign',NULL,'rules@1','03befddd2626d920eaa7027be1c8a6a1e79053380a8c90ff48f3aaa1fee2e92e');
INSERT INTO events VALUES(6,'841f9f0564a7e391','5e55e29972a0872d','strike','drone','occurred',NULL,'2025-12-02','2025-12-02','day','relative','Port Ems','Norland fires 41 drones at Port Ems','Grace Okoro resigned on Tuesday.','strike/fire',NULL,'rules@1','03befddd2626d920eaa7027be1c8a6a1e79053380a8c90ff48f3aaa1fee2e92e');
