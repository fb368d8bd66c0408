CREATE TABLE approval_gates (
  project TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  stage TEXT COLLATE "C" NOT NULL,
  freight TEXT COLLATE "C" NOT NULL,
  status TEXT COLLATE "C" NOT NULL,
  opened_at TEXT COLLATE "C" NOT NULL,
  document TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (project, id)
);
