-- what grouping again needs to go only as far as a change reaches (merge::Again): until when a claim keeps its group open (merge::Features::open_to) ...
ALTER TABLE features ADD COLUMN until INTEGER NOT NULL DEFAULT 2147483647;
UPDATE features SET until = 60 + min(
    coalesce(json_extract(record, '$.to'), json_extract(record, '$.published')), 400 + coalesce(json_extract(record, '$.from'), json_extract(record, '$.published')))
WHERE coalesce(json_extract(record, '$.to'), json_extract(record, '$.published')) IS NOT NULL;
DROP INDEX features_place;
CREATE UNIQUE INDEX features_place ON features (place, until);
-- ... the days of claims that came, went or changed since, the latest `until` of each day's, and the events that they were in. `change` is the `changes` that they were part of
CREATE TABLE due_days (day INTEGER PRIMARY KEY, until INTEGER NOT NULL, change INTEGER NOT NULL);
CREATE TABLE due_events (event INTEGER PRIMARY KEY, change INTEGER NOT NULL);
-- `whole`, where it is above `grouped`, says that everything has to be gone through. `packed` and `loose` count acts: those of the last time that their table was put in order, and those written since
INSERT INTO meta (name, value) SELECT 'whole', value + 1 FROM meta WHERE name = 'changes';
INSERT INTO meta (name, value) VALUES ('packed', 0), ('loose', 0), ('packs', 0);
