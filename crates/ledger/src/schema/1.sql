CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
-- `changes` counts what may alter events, `grouped` is its value when they were last found: the two differ while grouping is due
INSERT INTO meta (name, value) VALUES ('changes', 0), ('grouped', 0), ('grouped_by', '');

CREATE TABLE runs (
    row INTEGER PRIMARY KEY, program TEXT NOT NULL, model TEXT NOT NULL, codebook TEXT NOT NULL, parties TEXT NOT NULL,
    options TEXT NOT NULL, started TEXT NOT NULL, finished TEXT, counts TEXT
);
CREATE TABLE inputs (
    run INTEGER NOT NULL REFERENCES runs, source TEXT NOT NULL, sha256 TEXT, articles INTEGER NOT NULL, claims INTEGER NOT NULL,
    PRIMARY KEY (run, source)
) WITHOUT ROWID;

-- `row` begins with the day (see store::row_of), in articles, claims and events alike: the tables lie in the order in which they are asked for
CREATE TABLE articles (
    row INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, key TEXT NOT NULL, named INTEGER NOT NULL, version INTEGER NOT NULL DEFAULT 1,
    successor TEXT, successor_published TEXT, run INTEGER NOT NULL REFERENCES runs, reader TEXT NOT NULL, stamp TEXT NOT NULL,
    given TEXT NOT NULL, url TEXT, outlet TEXT NOT NULL, title TEXT, published TEXT, language TEXT,
    meta TEXT NOT NULL, carrier TEXT NOT NULL,
    UNIQUE (key, sha256)
);
CREATE INDEX articles_sha256 ON articles (sha256, key);
CREATE INDEX articles_given ON articles (given);
CREATE INDEX articles_run ON articles (run);
-- files that hold several articles without names, which are therefore no versions of each other
CREATE TABLE collections (source TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE texts (article INTEGER PRIMARY KEY REFERENCES articles ON DELETE CASCADE, text TEXT NOT NULL);

CREATE TABLE events (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, digest TEXT NOT NULL, stamp TEXT NOT NULL, type TEXT NOT NULL, quad TEXT NOT NULL, mode TEXT,
    status TEXT NOT NULL, state TEXT NOT NULL, contested INTEGER NOT NULL, origins INTEGER NOT NULL, outlets INTEGER NOT NULL,
    articles INTEGER NOT NULL, claims INTEGER NOT NULL, first_day INTEGER, last_day INTEGER, first_report TEXT, last_report TEXT
);
CREATE INDEX events_type ON events (type);
CREATE INDEX events_status ON events (status);
CREATE INDEX events_mode ON events (mode) WHERE mode IS NOT NULL;
CREATE INDEX events_contested ON events (contested) WHERE contested;
CREATE INDEX events_published ON events (last_report);
CREATE INDEX events_origins ON events (origins);
CREATE INDEX events_outlets ON events (outlets);
CREATE TABLE event_records (event INTEGER PRIMARY KEY REFERENCES events ON DELETE CASCADE, record TEXT NOT NULL);
-- roles: p takes part, a actor, r recipient, s says, d denies, o outlet, l language
CREATE TABLE event_parties (
    event INTEGER NOT NULL REFERENCES events ON DELETE CASCADE, role TEXT NOT NULL, code TEXT NOT NULL, sector TEXT NOT NULL,
    PRIMARY KEY (event, role, code, sector)
) WITHOUT ROWID;
CREATE INDEX event_parties_code ON event_parties (role, code, event, sector);
CREATE TABLE event_dyads (
    event INTEGER NOT NULL REFERENCES events ON DELETE CASCADE, a TEXT NOT NULL, b TEXT NOT NULL, PRIMARY KEY (event, a, b)
) WITHOUT ROWID;
CREATE INDEX event_dyads_pair ON event_dyads (a, b, event);

CREATE TABLE claims (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    event INTEGER REFERENCES events ON DELETE SET NULL, type TEXT NOT NULL, quad TEXT NOT NULL, mode TEXT, status TEXT NOT NULL,
    day INTEGER, published TEXT, start INTEGER NOT NULL, language TEXT, outlet TEXT NOT NULL, confidence REAL NOT NULL,
    stamp TEXT NOT NULL, evidence_sha256 TEXT
);
CREATE INDEX claims_article ON claims (article);
CREATE INDEX claims_event ON claims (event);
CREATE INDEX claims_type ON claims (type);
CREATE INDEX claims_status ON claims (status);
CREATE INDEX claims_mode ON claims (mode) WHERE mode IS NOT NULL;
CREATE INDEX claims_language ON claims (language);
CREATE INDEX claims_outlet ON claims (outlet);
CREATE INDEX claims_published ON claims (published);
CREATE INDEX claims_confidence ON claims (confidence);
CREATE TABLE claim_records (claim INTEGER PRIMARY KEY REFERENCES claims ON DELETE CASCADE, record TEXT NOT NULL);
CREATE TABLE claim_parties (
    claim INTEGER NOT NULL REFERENCES claims ON DELETE CASCADE, role TEXT NOT NULL, code TEXT NOT NULL, sector TEXT NOT NULL,
    PRIMARY KEY (claim, role, code, sector)
) WITHOUT ROWID;
CREATE INDEX claim_parties_code ON claim_parties (role, code, claim, sector);
CREATE TABLE claim_dyads (
    claim INTEGER NOT NULL REFERENCES claims ON DELETE CASCADE, a TEXT NOT NULL, b TEXT NOT NULL, PRIMARY KEY (claim, a, b)
) WITHOUT ROWID;
CREATE INDEX claim_dyads_pair ON claim_dyads (a, b, claim);
-- `place` sorts byte by byte as merge::Features::order does
CREATE TABLE features (claim INTEGER PRIMARY KEY REFERENCES claims ON DELETE CASCADE, place BLOB NOT NULL, record TEXT NOT NULL);
CREATE UNIQUE INDEX features_place ON features (place);

CREATE TABLE decisions (a TEXT NOT NULL, b TEXT NOT NULL, decision TEXT NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID;

-- words come folded (search.rs), so the plainest of tokenizers will do; `bare` has Arabic words without what is written onto them
CREATE VIRTUAL TABLE article_text USING fts5 (words, bare, content = '', contentless_delete = 1, tokenize = 'ascii');
CREATE VIRTUAL TABLE claim_text USING fts5 (words, bare, content = '', contentless_delete = 1, tokenize = 'ascii');
