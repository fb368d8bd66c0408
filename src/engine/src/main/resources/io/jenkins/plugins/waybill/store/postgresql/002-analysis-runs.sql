CREATE TABLE analysis_runs (
  project TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  stage TEXT COLLATE "C" NOT NULL,
  verification TEXT COLLATE "C" NOT NULL,
  finished INTEGER NOT NULL,
  document TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (project, name)
);
CREATE INDEX analysis_runs_by_verification ON analysis_runs (project, stage, verification);
CREATE INDEX analysis_runs_unfinished ON analysis_runs (project) WHERE finished = 0;
