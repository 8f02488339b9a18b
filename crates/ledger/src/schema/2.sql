-- what ties are counted from (sekutu-ties): an event has a row for each pair of its parties. the table lies in the order in which a dyad's acts are asked for.
-- `day` is far below all days where nothing tells it; `fight` is the intensity, in tenths, of a deed of conflict, else 0; `arms` is whether it gives arms.
CREATE TABLE acts (
    a TEXT NOT NULL, b TEXT NOT NULL, day INTEGER NOT NULL, event INTEGER NOT NULL REFERENCES events ON DELETE CASCADE,
    fight INTEGER NOT NULL, arms INTEGER NOT NULL, record BLOB NOT NULL,
    PRIMARY KEY (a, b, day, event)
) WITHOUT ROWID;
CREATE INDEX acts_event ON acts (event);
CREATE INDEX acts_to ON acts (b, a);
-- few acts are either; the index holds all of them, so that they need not be gathered from all over the table
CREATE INDEX acts_fights ON acts (day, fight, a, b, event, record) WHERE fight > 0;
CREATE INDEX acts_arms ON acts (day, a, b, event, record) WHERE arms;
