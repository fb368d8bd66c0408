CREATE TABLE freight (
  project TEXT NOT NULL,
  name TEXT NOT NULL,
  alias TEXT NOT NULL,
  origin TEXT NOT NULL,
  discovered_at TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (project, name)
) WITHOUT ROWID;

CREATE TABLE promotions (
  project TEXT NOT NULL,
  name TEXT NOT NULL,
  stage TEXT NOT NULL,
  freight TEXT NOT NULL,
  phase TEXT NOT NULL,
  created_at TEXT NOT NULL,
  summary TEXT NOT NULL,
  definition TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (project, name)
) WITHOUT ROWID;

CREATE TABLE step_records (
  project TEXT NOT NULL,
  promotion TEXT NOT NULL,
  position INTEGER NOT NULL,
  alias TEXT NOT NULL,
  status TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (project, promotion, position)
) WITHOUT ROWID;

CREATE TABLE step_logs (
  id INTEGER PRIMARY KEY,
  project TEXT NOT NULL,
  promotion TEXT NOT NULL,
  step TEXT NOT NULL,
  at TEXT NOT NULL,
  text TEXT NOT NULL
);
CREATE INDEX step_logs_by_promotion ON step_logs (project, promotion, id);

CREATE TABLE approvals (
  project TEXT NOT NULL,
  promotion TEXT NOT NULL,
  position INTEGER NOT NULL,
  step TEXT NOT NULL,
  actor TEXT NOT NULL,
  approved INTEGER NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (project, promotion, position)
) WITHOUT ROWID;

CREATE TABLE stage_state (
  project TEXT NOT NULL,
  stage TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (project, stage)
) WITHOUT ROWID;

CREATE TABLE verifications (
  project TEXT NOT NULL,
  stage TEXT NOT NULL,
  id TEXT NOT NULL,
  collection TEXT NOT NULL,
  phase TEXT NOT NULL,
  started_at TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (project, stage, id)
) WITHOUT ROWID;

CREATE TABLE warehouse_state (
  project TEXT NOT NULL,
  warehouse TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (project, warehouse)
) WITHOUT ROWID;

CREATE TABLE audit_events (
  sequence INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  project TEXT NOT NULL,
  actor TEXT NOT NULL,
  type TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL
);
CREATE INDEX audit_events_by_project ON audit_events (project, sequence);

CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
