CREATE TABLE schema_migrations (script TEXT PRIMARY KEY, checksum TEXT NOT NULL, applied_at TEXT NOT NULL);
INSERT INTO schema_migrations VALUES('001-initial.sql','0c843afd0828e06cd5daa1b38651073143ac2033fccb79c898b9ac12d4bfb1c5','2026-11-21T11:39:24.759833612Z');
INSERT INTO schema_migrations VALUES('002-analysis-runs.sql','f7c259f48e2d0e7a40e1f8b0ced630deb848050ff6d9cfdc9871905dcb3b6ccb','2026-11-21T11:39:24.759833612Z');
INSERT INTO schema_migrations VALUES('003-approval-gates.sql','d53d89d1c5c382fc7ba279d49c9f258dc3451b0a1af34479e73b9969adf6f994','2026-11-21T11:39:24.759833612Z');
INSERT INTO schema_migrations VALUES('004-delegations.sql','3e3e3c76e7be17eb526b1690cca4f729c73493268dde71cbbff2918ff887a9ef','2026-11-21T11:39:24.759833612Z');
CREATE TABLE freight (
  project TEXT NOT NULL,
  name TEXT NOT NULL,
  alias TEXT NOT NULL,
  origin TEXT NOT NULL,
  discovered_at TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (project, name)
) WITHOUT ROWID;
INSERT INTO freight VALUES('shop','0b9ce0b8243b8abc028c1e89aa8cdd11a959c702','lively-shark','Warehouse/app','2026-11-21T11:39:28.755471714Z','{"project":"shop","name":"0b9ce0b8243b8abc028c1e89aa8cdd11a959c702","alias":"lively-shark","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"127.0.0.1:1/shop/app","tag":"1.1","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]},"discoveredAt":"2026-11-21T11:39:28.755471714Z","createdBy":{"kind":"user","name":"ann"},"status":{"currentlyIn":{"dev":{"since":"2026-11-21T11:39:30.099358865Z"}},"verifiedIn":{"dev":{"verifiedAt":"2026-11-21T11:39:30.099358865Z"}},"approvedFor":{"prod":{"approvedAt":"2026-11-21T11:39:30.201608938Z","actor":{"kind":"user","name":"ben"},"comment":"looks good"}},"metadata":{}}}');
INSERT INTO freight VALUES('shop','9767a1128835a865cc24f3e6b9879a7375843e9d','first','Warehouse/app','2026-11-21T11:39:28.291575427Z','{"project":"shop","name":"9767a1128835a865cc24f3e6b9879a7375843e9d","alias":"first","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"127.0.0.1:1/shop/app","tag":"1.0","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]},"discoveredAt":"2026-11-21T11:39:28.291575427Z","createdBy":{"kind":"user","name":"ann"},"status":{"currentlyIn":{},"verifiedIn":{"dev":{"verifiedAt":"2026-11-21T11:39:29.539939317Z","longestSoak":"PT0.559419548S"}},"approvedFor":{},"metadata":{}}}');
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
INSERT INTO promotions VALUES('shop','dev.01m7yyez4zezkkk4ffq32k86q7.9767a11','dev','9767a1128835a865cc24f3e6b9879a7375843e9d','Succeeded','2026-11-21T11:39:28.799398590Z','{"project":"shop","name":"dev.01m7yyez4zezkkk4ffq32k86q7.9767a11","stage":"dev","freight":"9767a1128835a865cc24f3e6b9879a7375843e9d","intent":"NONE","rollback":false,"actor":{"kind":"user","name":"ann"},"phase":"SUCCEEDED","message":"","createdAt":"2026-11-21T11:39:28.799398590Z","startedAt":"2026-11-21T11:39:28.799398590Z","finishedAt":"2026-11-21T11:39:29.539939317Z"}','{"freight":{"name":"9767a1128835a865cc24f3e6b9879a7375843e9d","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"127.0.0.1:1/shop/app","tag":"1.0","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}},"variables":[],"steps":[{"uses":"compose-output","as":"note","continueOnError":false,"retry":{"errorThreshold":0},"variables":[],"config":{"tag":"${{ imageFrom(''127.0.0.1:1/shop/app'').Tag }}"},"position":{"file":"pipeline.yaml","line":14,"column":9},"configPositions":{"file":"pipeline.yaml","places":{"/tag":"14:56","":"14:50"}}}],"intent":"NONE"}','{"stage":"dev","rollback":false,"actor":{"kind":"user","name":"ann"},"createdAt":"2026-11-21T11:39:28.799398590Z","startedAt":"2026-11-21T11:39:28.799398590Z","finishedAt":"2026-11-21T11:39:29.539939317Z","phase":"SUCCEEDED","message":"","collection":{"id":"614e56410489282e2c1858e42c484fa74a9fc4e1","items":{"Warehouse/app":{"name":"9767a1128835a865cc24f3e6b9879a7375843e9d","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"127.0.0.1:1/shop/app","tag":"1.0","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}}},"verificationHistory":[]},"currentStep":1,"outputs":{"note":{"tag":1}},"healthChecks":[]}');
INSERT INTO promotions VALUES('shop','dev.01m7yyf0bn3xk9347da3bc65df.0b9ce0b','dev','0b9ce0b8243b8abc028c1e89aa8cdd11a959c702','Succeeded','2026-11-21T11:39:30.037157690Z','{"project":"shop","name":"dev.01m7yyf0bn3xk9347da3bc65df.0b9ce0b","stage":"dev","freight":"0b9ce0b8243b8abc028c1e89aa8cdd11a959c702","intent":"NONE","rollback":false,"actor":{"kind":"user","name":"ann"},"phase":"SUCCEEDED","message":"","createdAt":"2026-11-21T11:39:30.037157690Z","startedAt":"2026-11-21T11:39:30.037157690Z","finishedAt":"2026-11-21T11:39:30.099358865Z"}','{"freight":{"name":"0b9ce0b8243b8abc028c1e89aa8cdd11a959c702","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"127.0.0.1:1/shop/app","tag":"1.1","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}},"variables":[],"steps":[{"uses":"compose-output","as":"note","continueOnError":false,"retry":{"errorThreshold":0},"variables":[],"config":{"tag":"${{ imageFrom(''127.0.0.1:1/shop/app'').Tag }}"},"position":{"file":"pipeline.yaml","line":14,"column":9},"configPositions":{"file":"pipeline.yaml","places":{"/tag":"14:56","":"14:50"}}}],"intent":"NONE"}','{"stage":"dev","rollback":false,"actor":{"kind":"user","name":"ann"},"createdAt":"2026-11-21T11:39:30.037157690Z","startedAt":"2026-11-21T11:39:30.037157690Z","finishedAt":"2026-11-21T11:39:30.099358865Z","phase":"SUCCEEDED","message":"","collection":{"id":"db50e33d50593b0d8ce42a98503b1c8db4534174","items":{"Warehouse/app":{"name":"0b9ce0b8243b8abc028c1e89aa8cdd11a959c702","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"127.0.0.1:1/shop/app","tag":"1.1","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}}},"verificationHistory":[]},"currentStep":1,"outputs":{"note":{"tag":1.1}},"healthChecks":[]}');
INSERT INTO promotions VALUES('shop','prod.01m7yyf0kk1np5dsmk72vtddwt.9767a11','prod','9767a1128835a865cc24f3e6b9879a7375843e9d','Running','2026-11-21T11:39:30.291629121Z','{"project":"shop","name":"prod.01m7yyf0kk1np5dsmk72vtddwt.9767a11","stage":"prod","freight":"9767a1128835a865cc24f3e6b9879a7375843e9d","intent":"NONE","rollback":false,"actor":{"kind":"user","name":"ann"},"phase":"RUNNING","message":"","createdAt":"2026-11-21T11:39:30.291629121Z","startedAt":"2026-11-21T11:39:30.291629121Z"}','{"freight":{"name":"9767a1128835a865cc24f3e6b9879a7375843e9d","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"127.0.0.1:1/shop/app","tag":"1.0","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}},"variables":[{"name":"window","value":"tonight","position":{"file":"pipeline.yaml","line":23,"column":36}}],"steps":[{"uses":"compose-output","as":"note","continueOnError":false,"retry":{"errorThreshold":0},"variables":[],"config":{"when":"${{ vars.window }}"},"position":{"file":"pipeline.yaml","line":25,"column":9},"configPositions":{"file":"pipeline.yaml","places":{"":"25:50","/when":"25:57"}}},{"uses":"wait-for-approval","as":"ask","continueOnError":false,"retry":{"errorThreshold":0},"variables":[],"config":{"minApprovals":2},"position":{"file":"pipeline.yaml","line":26,"column":9},"configPositions":{"file":"pipeline.yaml","places":{"":"26:52","/minApprovals":"26:67"}}},{"uses":"compose-output","as":"done","continueOnError":false,"retry":{"errorThreshold":0},"variables":[],"config":{"answered":"${{ outputs.ask.responses[0].user }}"},"position":{"file":"pipeline.yaml","line":27,"column":9},"configPositions":{"file":"pipeline.yaml","places":{"":"27:50","/answered":"27:61"}}}],"intent":"NONE"}','{"stage":"prod","rollback":false,"actor":{"kind":"user","name":"ann"},"createdAt":"2026-11-21T11:39:30.291629121Z","startedAt":"2026-11-21T11:39:30.291629121Z","phase":"RUNNING","message":"","collection":{"id":"614e56410489282e2c1858e42c484fa74a9fc4e1","items":{"Warehouse/app":{"name":"9767a1128835a865cc24f3e6b9879a7375843e9d","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"127.0.0.1:1/shop/app","tag":"1.0","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}}},"verificationHistory":[]},"currentStep":1,"outputs":{"note":{"when":"tonight"},"ask":{"responses":[]}},"healthChecks":[]}');
CREATE TABLE step_records (
  project TEXT NOT NULL,
  promotion TEXT NOT NULL,
  position INTEGER NOT NULL,
  alias TEXT NOT NULL,
  status TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (project, promotion, position)
) WITHOUT ROWID;
INSERT INTO step_records VALUES('shop','dev.01m7yyez4zezkkk4ffq32k86q7.9767a11',0,'note','Succeeded','{"alias":"note","uses":"compose-output","status":"SUCCEEDED","message":"","errorCount":0,"continueOnError":false,"startedAt":"2026-11-21T11:39:29.144336827Z","finishedAt":"2026-11-21T11:39:29.516891922Z","snapshot":"{\"scratch\":\"4b825dc642cb6eb9a060e54bf8d69288fbee4904\",\"checkouts\":[]}"}');
INSERT INTO step_records VALUES('shop','dev.01m7yyf0bn3xk9347da3bc65df.0b9ce0b',0,'note','Succeeded','{"alias":"note","uses":"compose-output","status":"SUCCEEDED","message":"","errorCount":0,"continueOnError":false,"startedAt":"2026-11-21T11:39:30.081225805Z","finishedAt":"2026-11-21T11:39:30.089550325Z","snapshot":"{\"scratch\":\"4b825dc642cb6eb9a060e54bf8d69288fbee4904\",\"checkouts\":[]}"}');
INSERT INTO step_records VALUES('shop','prod.01m7yyf0kk1np5dsmk72vtddwt.9767a11',0,'note','Succeeded','{"alias":"note","uses":"compose-output","status":"SUCCEEDED","message":"","errorCount":0,"continueOnError":false,"startedAt":"2026-11-21T11:39:30.327773881Z","finishedAt":"2026-11-21T11:39:30.329864370Z","snapshot":"{\"scratch\":\"4b825dc642cb6eb9a060e54bf8d69288fbee4904\",\"checkouts\":[]}"}');
INSERT INTO step_records VALUES('shop','prod.01m7yyf0kk1np5dsmk72vtddwt.9767a11',1,'ask','Running','{"alias":"ask","uses":"wait-for-approval","status":"RUNNING","message":"Not approved yet: 0 of 2 given, 2 more needed from anyone who may approve in this Stage.","errorCount":0,"continueOnError":false,"startedAt":"2026-11-21T11:39:30.330039520Z","snapshot":"{\"scratch\":\"4b825dc642cb6eb9a060e54bf8d69288fbee4904\",\"checkouts\":[]}","question":{"kind":"APPROVAL","policy":{"approvers":[],"minApprovals":2,"separated":[]},"involvement":{"freightCreator":{"kind":"user","name":"ann"},"authors":[],"promoter":{"kind":"user","name":"ann"}},"text":"","change":"2f69cee221877f0582a34fe271c55d1875607200c9dda46031d6e05907421919"}}');
CREATE TABLE step_logs (
  id INTEGER PRIMARY KEY,
  project TEXT NOT NULL,
  promotion TEXT NOT NULL,
  step TEXT NOT NULL,
  at TEXT NOT NULL,
  text TEXT NOT NULL
);
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
INSERT INTO approvals VALUES('shop','prod.01m7yyf0kk1np5dsmk72vtddwt.9767a11',0,'ask','user:ben',1,'{"step":"ask","actor":{"kind":"user","name":"ben"},"approved":true,"comment":"ship it","at":"2026-11-21T11:39:30.444204435Z","identity":{"actor":{"kind":"user","name":"ben"},"groups":[],"claims":{}},"change":"2f69cee221877f0582a34fe271c55d1875607200c9dda46031d6e05907421919","bypass":false}');
CREATE TABLE stage_state (
  project TEXT NOT NULL,
  stage TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (project, stage)
) WITHOUT ROWID;
INSERT INTO stage_state VALUES('shop','dev','{"project":"shop","stage":"dev","freightHistory":[{"id":"db50e33d50593b0d8ce42a98503b1c8db4534174","items":{"Warehouse/app":{"name":"0b9ce0b8243b8abc028c1e89aa8cdd11a959c702","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"127.0.0.1:1/shop/app","tag":"1.1","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}}},"verificationHistory":[{"id":"4cf8d4f7-d544-44b7-82dd-a495d6f36496","phase":"SUCCESSFUL","message":"","startedAt":"2026-11-21T11:39:30.099358865Z","finishedAt":"2026-11-21T11:39:30.099358865Z"}]},{"id":"614e56410489282e2c1858e42c484fa74a9fc4e1","items":{"Warehouse/app":{"name":"9767a1128835a865cc24f3e6b9879a7375843e9d","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"127.0.0.1:1/shop/app","tag":"1.0","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}}},"verificationHistory":[{"id":"962552da-63e6-4ff1-befa-8379bd5b2370","phase":"SUCCESSFUL","message":"","startedAt":"2026-11-21T11:39:29.539939317Z","finishedAt":"2026-11-21T11:39:29.539939317Z"}]}],"health":{"status":"HEALTHY","issues":[]},"lastPromotion":{"name":"dev.01m7yyf0bn3xk9347da3bc65df.0b9ce0b","phase":"SUCCEEDED","message":"","freight":{"name":"0b9ce0b8243b8abc028c1e89aa8cdd11a959c702","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"127.0.0.1:1/shop/app","tag":"1.1","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}},"collection":{"id":"db50e33d50593b0d8ce42a98503b1c8db4534174","items":{"Warehouse/app":{"name":"0b9ce0b8243b8abc028c1e89aa8cdd11a959c702","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"127.0.0.1:1/shop/app","tag":"1.1","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}}},"verificationHistory":[]},"healthChecks":[],"finishedAt":"2026-11-21T11:39:30.099358865Z"},"holds":{},"metadata":{}}');
INSERT INTO stage_state VALUES('shop','prod','{"project":"shop","stage":"prod","freightHistory":[],"currentPromotion":"prod.01m7yyf0kk1np5dsmk72vtddwt.9767a11","holds":{},"metadata":{}}');
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
INSERT INTO verifications VALUES('shop','dev','4cf8d4f7-d544-44b7-82dd-a495d6f36496','db50e33d50593b0d8ce42a98503b1c8db4534174','SUCCESSFUL','2026-11-21T11:39:30.099358865Z','{"id":"4cf8d4f7-d544-44b7-82dd-a495d6f36496","phase":"SUCCESSFUL","message":"","startedAt":"2026-11-21T11:39:30.099358865Z","finishedAt":"2026-11-21T11:39:30.099358865Z"}');
INSERT INTO verifications VALUES('shop','dev','962552da-63e6-4ff1-befa-8379bd5b2370','614e56410489282e2c1858e42c484fa74a9fc4e1','SUCCESSFUL','2026-11-21T11:39:29.539939317Z','{"id":"962552da-63e6-4ff1-befa-8379bd5b2370","phase":"SUCCESSFUL","message":"","startedAt":"2026-11-21T11:39:29.539939317Z","finishedAt":"2026-11-21T11:39:29.539939317Z"}');
CREATE TABLE warehouse_state (
  project TEXT NOT NULL,
  warehouse TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (project, warehouse)
) WITHOUT ROWID;
INSERT INTO warehouse_state VALUES('shop','app','{"project":"shop","warehouse":"app","discovered":{"commits":[],"images":[],"charts":[],"artifacts":[]},"attemptedAt":"2026-11-21T11:39:29.083352255Z","failingSince":"2026-11-21T11:39:29.083352255Z","message":"Discovery failed: GET https://127.0.0.1:1/v2/shop/app/tags/list failed: no connection to 127.0.0.1 (connection refused).","observed":{}}');
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
INSERT INTO audit_events VALUES(1,'2026-11-21T11:39:28.608155066Z','shop','user:ann','FreightCreated','freight/9767a1128835a865cc24f3e6b9879a7375843e9d','{"freight":"9767a1128835a865cc24f3e6b9879a7375843e9d","alias":"first","warehouse":"app"}','0000000000000000000000000000000000000000000000000000000000000000','067d062a92ded789012b852f4463750b02ac47c9ea2e0b419778c6150ec23ea0');
INSERT INTO audit_events VALUES(2,'2026-11-21T11:39:28.760519237Z','shop','user:ann','FreightCreated','freight/0b9ce0b8243b8abc028c1e89aa8cdd11a959c702','{"freight":"0b9ce0b8243b8abc028c1e89aa8cdd11a959c702","alias":"lively-shark","warehouse":"app"}','067d062a92ded789012b852f4463750b02ac47c9ea2e0b419778c6150ec23ea0','3c072226a407fa1b5aa3c5d29059bb3d0e7f138ff837e614822ef22b79ecb0da');
INSERT INTO audit_events VALUES(3,'2026-11-21T11:39:28.920834534Z','shop','user:ann','PromotionCreated','promotion/dev.01m7yyez4zezkkk4ffq32k86q7.9767a11','{"stage":"dev","freight":"9767a1128835a865cc24f3e6b9879a7375843e9d","warehouse":"app","alias":"first"}','3c072226a407fa1b5aa3c5d29059bb3d0e7f138ff837e614822ef22b79ecb0da','3dfe5470f7e11a3c7659e8ac16576675bf34d169a212598823e157761f67eb7c');
INSERT INTO audit_events VALUES(4,'2026-11-21T11:39:28.991285989Z','shop','user:ann','PromotionStarted','promotion/dev.01m7yyez4zezkkk4ffq32k86q7.9767a11','{"stage":"dev","freight":"9767a1128835a865cc24f3e6b9879a7375843e9d","warehouse":"app","alias":"first"}','3dfe5470f7e11a3c7659e8ac16576675bf34d169a212598823e157761f67eb7c','93bd6ea0969deb2e9c512b5d24f4c0fb79d589fa0324214cdeb51821d8072eaf');
INSERT INTO audit_events VALUES(5,'2026-11-21T11:39:29.590231779Z','shop','controller:waybill','PromotionSucceeded','promotion/dev.01m7yyez4zezkkk4ffq32k86q7.9767a11','{"stage":"dev","freight":"9767a1128835a865cc24f3e6b9879a7375843e9d","warehouse":"app","alias":"first","verificationPending":false}','93bd6ea0969deb2e9c512b5d24f4c0fb79d589fa0324214cdeb51821d8072eaf','dc4d991a19ceb8ed312645e74d19dcee9a7737b0f79c6496929fd13fe64c3c75');
INSERT INTO audit_events VALUES(6,'2026-11-21T11:39:29.626279846Z','shop','controller:waybill','FreightVerificationSucceeded','freight/9767a1128835a865cc24f3e6b9879a7375843e9d','{"stage":"dev","freight":"9767a1128835a865cc24f3e6b9879a7375843e9d","alias":"first"}','dc4d991a19ceb8ed312645e74d19dcee9a7737b0f79c6496929fd13fe64c3c75','81d39f680a0a372a6cdf03e9acdfa0c3d403bb23a3a90803feb066d6494d407a');
INSERT INTO audit_events VALUES(7,'2026-11-21T11:39:30.043725496Z','shop','user:ann','PromotionCreated','promotion/dev.01m7yyf0bn3xk9347da3bc65df.0b9ce0b','{"stage":"dev","freight":"0b9ce0b8243b8abc028c1e89aa8cdd11a959c702","warehouse":"app","alias":"lively-shark"}','81d39f680a0a372a6cdf03e9acdfa0c3d403bb23a3a90803feb066d6494d407a','9dc823b0b70801ce6dd4e3fabd660818e7513a4f83abbfc04a8c6c931fe4c601');
INSERT INTO audit_events VALUES(8,'2026-11-21T11:39:30.056385703Z','shop','user:ann','PromotionStarted','promotion/dev.01m7yyf0bn3xk9347da3bc65df.0b9ce0b','{"stage":"dev","freight":"0b9ce0b8243b8abc028c1e89aa8cdd11a959c702","warehouse":"app","alias":"lively-shark"}','9dc823b0b70801ce6dd4e3fabd660818e7513a4f83abbfc04a8c6c931fe4c601','4424a3e8ee1cad2b96ae37d1fd8f86b8ca64f620d2a2470b5d95b2004dc63cc9');
INSERT INTO audit_events VALUES(9,'2026-11-21T11:39:30.115470739Z','shop','controller:waybill','PromotionSucceeded','promotion/dev.01m7yyf0bn3xk9347da3bc65df.0b9ce0b','{"stage":"dev","freight":"0b9ce0b8243b8abc028c1e89aa8cdd11a959c702","warehouse":"app","alias":"lively-shark","verificationPending":false}','4424a3e8ee1cad2b96ae37d1fd8f86b8ca64f620d2a2470b5d95b2004dc63cc9','0f4bbf2d2eb6ce6175b5b106d4b2044f95d0d3527433abc9f5b00ffda7b0aadf');
INSERT INTO audit_events VALUES(10,'2026-11-21T11:39:30.116590819Z','shop','controller:waybill','FreightVerificationSucceeded','freight/0b9ce0b8243b8abc028c1e89aa8cdd11a959c702','{"stage":"dev","freight":"0b9ce0b8243b8abc028c1e89aa8cdd11a959c702","alias":"lively-shark"}','0f4bbf2d2eb6ce6175b5b106d4b2044f95d0d3527433abc9f5b00ffda7b0aadf','f173346a4007423e6584fad0ac4f8f6842988648adec66f0e9d554f6c343df7a');
INSERT INTO audit_events VALUES(11,'2026-11-21T11:39:30.202466800Z','shop','user:ben','FreightApproved','freight/0b9ce0b8243b8abc028c1e89aa8cdd11a959c702','{"freight":"0b9ce0b8243b8abc028c1e89aa8cdd11a959c702","alias":"lively-shark","stage":"prod","comment":"looks good"}','f173346a4007423e6584fad0ac4f8f6842988648adec66f0e9d554f6c343df7a','ac7e48250c3ebf1a095816943e95725fb678e7750e03679be054fc4243538982');
INSERT INTO audit_events VALUES(12,'2026-11-21T11:39:30.267634813Z','shop','user:ann','ApprovalRequested','approval/gate','{"stage":"prod","freight":"0b9ce0b8243b8abc028c1e89aa8cdd11a959c702","alias":"lively-shark"}','ac7e48250c3ebf1a095816943e95725fb678e7750e03679be054fc4243538982','7327e9c2aed1718062f57be722935054226cd05ac5bd6dd850ccf7c3c3430d46');
INSERT INTO audit_events VALUES(13,'2026-11-21T11:39:30.293343172Z','shop','user:ann','PromotionCreated','promotion/prod.01m7yyf0kk1np5dsmk72vtddwt.9767a11','{"stage":"prod","freight":"9767a1128835a865cc24f3e6b9879a7375843e9d","warehouse":"app","alias":"first"}','7327e9c2aed1718062f57be722935054226cd05ac5bd6dd850ccf7c3c3430d46','c41fbe5e287eb5fa960d18fed456a283713a91e9b9a516035d2e2cb5aa7f4405');
INSERT INTO audit_events VALUES(14,'2026-11-21T11:39:30.294388101Z','shop','user:ann','PromotionStarted','promotion/prod.01m7yyf0kk1np5dsmk72vtddwt.9767a11','{"stage":"prod","freight":"9767a1128835a865cc24f3e6b9879a7375843e9d","warehouse":"app","alias":"first"}','c41fbe5e287eb5fa960d18fed456a283713a91e9b9a516035d2e2cb5aa7f4405','164c8526f95cd7ccd96be973f333159ded8413cf49978fd10bfa2ef267271bec');
INSERT INTO audit_events VALUES(15,'2026-11-21T11:39:30.449738078Z','shop','user:ben','PromotionApproved','promotion/prod.01m7yyf0kk1np5dsmk72vtddwt.9767a11','{"stage":"prod","freight":"9767a1128835a865cc24f3e6b9879a7375843e9d","warehouse":"app","alias":"first","step":"ask","comment":"ship it","change":"2f69cee221877f0582a34fe271c55d1875607200c9dda46031d6e05907421919"}','164c8526f95cd7ccd96be973f333159ded8413cf49978fd10bfa2ef267271bec','2092e5c3e6a21c89aa17c4ea162c8fef948292d8ce76741ea866448c2e330738');
CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO meta VALUES('audit.head','15 2092e5c3e6a21c89aa17c4ea162c8fef948292d8ce76741ea866448c2e330738');
INSERT INTO meta VALUES('version','16');
CREATE TABLE analysis_runs (
  project TEXT NOT NULL,
  name TEXT NOT NULL,
  stage TEXT NOT NULL,
  verification TEXT NOT NULL,
  finished INTEGER NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (project, name)
) WITHOUT ROWID;
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
INSERT INTO approval_gates VALUES('shop','gate','prod','0b9ce0b8243b8abc028c1e89aa8cdd11a959c702','WAITING','2026-11-21T11:39:30.224416107Z','{"project":"shop","id":"gate","stage":"prod","freight":"0b9ce0b8243b8abc028c1e89aa8cdd11a959c702","policy":{"approvers":[],"minApprovals":1,"separated":[]},"message":"","link":"","promisedChange":"","involvement":{"freightCreator":{"kind":"user","name":"ann"},"authors":[],"promoter":{"kind":"user","name":"ann"}},"openedBy":{"kind":"user","name":"ann"},"openedAt":"2026-11-21T11:39:30.224416107Z","answers":[],"status":"WAITING","outcome":""}');
CREATE TABLE delegations (
  project TEXT NOT NULL,
  id TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (project, id)
) WITHOUT ROWID;
CREATE INDEX step_logs_by_promotion ON step_logs (project, promotion, id);
CREATE INDEX audit_events_by_project ON audit_events (project, sequence);
CREATE INDEX analysis_runs_by_verification ON analysis_runs (project, stage, verification);
CREATE INDEX analysis_runs_unfinished ON analysis_runs (project) WHERE finished = 0;
