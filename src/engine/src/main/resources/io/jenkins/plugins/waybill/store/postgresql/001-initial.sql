CREATE TABLE freight (
  project TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  alias TEXT COLLATE "C" NOT NULL,
  origin TEXT COLLATE "C" NOT NULL,
  discovered_at TEXT COLLATE "C" NOT NULL,
  document TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (project, name)
);

CREATE TABLE promotions (
  project TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  stage TEXT COLLATE "C" NOT NULL,
  freight TEXT COLLATE "C" NOT NULL,
  phase TEXT COLLATE "C" NOT NULL,
  created_at TEXT COLLATE "C" NOT NULL,
  summary TEXT COLLATE "C" NOT NULL,
  definition TEXT COLLATE "C" NOT NULL,
  document TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (project, name)
);

CREATE TABLE step_records (
  project TEXT COLLATE "C" NOT NULL,
  promotion TEXT COLLATE "C" NOT NULL,
  position INTEGER NOT NULL,
  alias TEXT COLLATE "C" NOT NULL,
  status TEXT COLLATE "C" NOT NULL,
  document TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (project, promotion, position)
);

CREATE TABLE step_logs (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  project TEXT COLLATE "C" NOT NULL,
  promotion TEXT COLLATE "C" NOT NULL,
  step TEXT COLLATE "C" NOT NULL,
  at TEXT COLLATE "C" NOT NULL,
  text TEXT COLLATE "C" NOT NULL
);
CREATE INDEX step_logs_by_promotion ON step_logs (project, promotion, id);

CREATE TABLE approvals (
  project TEXT COLLATE "C" NOT NULL,
  promotion TEXT COLLATE "C" NOT NULL,
  position INTEGER NOT NULL,
  step TEXT COLLATE "C" NOT NULL,
  actor TEXT COLLATE "C" NOT NULL,
  approved INTEGER NOT NULL,
  document TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (project, promotion, position)
);

CREATE TABLE stage_state (
  project TEXT COLLATE "C" NOT NULL,
  stage TEXT COLLATE "C" NOT NULL,
  document TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (project, stage)
);

CREATE TABLE verifications (
  project TEXT COLLATE "C" NOT NULL,
  stage TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  collection TEXT COLLATE "C" NOT NULL,
  phase TEXT COLLATE "C" NOT NULL,
  started_at TEXT COLLATE "C" NOT NULL,
  document TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (project, stage, id)
);

CREATE TABLE warehouse_state (
  project TEXT COLLATE "C" NOT NULL,
  warehouse TEXT COLLATE "C" NOT NULL,
  document TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (project, warehouse)
);

CREATE TABLE audit_events (
  sequence BIGINT PRIMARY KEY,
  at TEXT COLLATE "C" NOT NULL,
  project TEXT COLLATE "C" NOT NULL,
  actor TEXT COLLATE "C" NOT NULL,
  type TEXT COLLATE "C" NOT NULL,
  subject TEXT COLLATE "C" NOT NULL,
  detail TEXT COLLATE "C" NOT NULL,
  previous_hash TEXT COLLATE "C" NOT NULL,
  hash TEXT COLLATE "C" NOT NULL
);
CREATE INDEX audit_events_by_project ON audit_events (project, sequence);

CREATE TABLE meta (
  name TEXT COLLATE "C" PRIMARY KEY,
  value TEXT COLLATE "C" NOT NULL
);
