CREATE TABLE analysis_runs (
  project TEXT NOT NULL,
  name TEXT NOT NULL,
  stage TEXT NOT NULL,
  verification TEXT NOT NULL,
  finished INTEGER NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (project, name)
) WITHOUT ROWID;
CREATE INDEX analysis_runs_by_verification ON analysis_runs (project, stage, verification);
CREATE INDEX analysis_runs_unfinished ON analysis_runs (project) WHERE finished = 0;
