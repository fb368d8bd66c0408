CREATE TABLE approval_gates (
  project TEXT NOT NULL,
  id TEXT NOT NULL,
  stage TEXT NOT NULL,
  freight TEXT NOT NULL,
  status TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (project, id)
) WITHOUT ROWID;
