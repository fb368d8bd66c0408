CREATE TABLE delegations (
  project TEXT NOT NULL,
  id TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (project, id)
) WITHOUT ROWID;
