CREATE TABLE analysis_runs (
  project TEXT NOT NULL,
  name TEXT NOT NULL,
  stage TEXT NOT NULL,
  verification TEXT NOT NULL,
  finished INTEGER NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (project, name)
) WITHOUT ROWID;
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
INSERT INTO "approvals" VALUES('shop','prod.01m7yva3v26kbyszqs1vjqgdn2.03bb847',0,'ask','user:ben',1,'{"step":"ask","actor":{"kind":"user","name":"ben"},"approved":true,"comment":"ship it","at":"2026-11-21T10:44:25.009555199Z"}');
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
INSERT INTO "audit_events" VALUES(1,'2026-11-21T10:44:16.409337215Z','shop','user:ann','FreightCreated','freight/03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf','{"freight":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","alias":"first","warehouse":"app"}','0000000000000000000000000000000000000000000000000000000000000000','2c08f3a065af892a68d84390515665564b10b36cc2f45d0233bc1dd0dc07160e');
INSERT INTO "audit_events" VALUES(2,'2026-11-21T10:44:17.178257320Z','shop','user:ann','FreightCreated','freight/45c68fe9a9e280134ff1f39d4dea3fe72ef07e88','{"freight":"45c68fe9a9e280134ff1f39d4dea3fe72ef07e88","alias":"frosty-gorilla","warehouse":"app"}','2c08f3a065af892a68d84390515665564b10b36cc2f45d0233bc1dd0dc07160e','443e0831d45677d26461c84e00befe02f39cc6d74cb7173062984b6c3a98b1f5');
INSERT INTO "audit_events" VALUES(3,'2026-11-21T10:44:18.095342983Z','shop','user:ann','PromotionCreated','promotion/dev.01m7yv9xcwfhdc53y1936725gq.03bb847','{"stage":"dev","freight":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","warehouse":"app","alias":"first"}','443e0831d45677d26461c84e00befe02f39cc6d74cb7173062984b6c3a98b1f5','66371e833bca3c90d57cb86a912832a98c367cf23bdaaa25cf5281b89ba59cdd');
INSERT INTO "audit_events" VALUES(4,'2026-11-21T10:44:18.504240501Z','shop','user:ann','PromotionStarted','promotion/dev.01m7yv9xcwfhdc53y1936725gq.03bb847','{"stage":"dev","freight":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","warehouse":"app","alias":"first"}','66371e833bca3c90d57cb86a912832a98c367cf23bdaaa25cf5281b89ba59cdd','519dc31be8d2df9f4fd691895ae9bf53b4585730d38989b58cfd1bc497a972c4');
INSERT INTO "audit_events" VALUES(5,'2026-11-21T10:44:21.719360345Z','shop','controller:waybill','PromotionSucceeded','promotion/dev.01m7yv9xcwfhdc53y1936725gq.03bb847','{"stage":"dev","freight":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","warehouse":"app","alias":"first","verificationPending":false}','519dc31be8d2df9f4fd691895ae9bf53b4585730d38989b58cfd1bc497a972c4','f4ce8fbd12fba0f6422f0590e0d483222545fcd1c88351519058f9611076c39d');
INSERT INTO "audit_events" VALUES(6,'2026-11-21T10:44:21.853245308Z','shop','controller:waybill','FreightVerificationSucceeded','freight/03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf','{"stage":"dev","freight":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","alias":"first"}','f4ce8fbd12fba0f6422f0590e0d483222545fcd1c88351519058f9611076c39d','3e1bf2c9c77f5eb5578013d7d5d805c710b9ecf8c7c40514f4d32b72620ef16d');
INSERT INTO "audit_events" VALUES(7,'2026-11-21T10:44:23.173712241Z','shop','user:ann','PromotionCreated','promotion/dev.01m7yva3046wtwvnjgwq9p66f8.45c68fe','{"stage":"dev","freight":"45c68fe9a9e280134ff1f39d4dea3fe72ef07e88","warehouse":"app","alias":"frosty-gorilla"}','3e1bf2c9c77f5eb5578013d7d5d805c710b9ecf8c7c40514f4d32b72620ef16d','51290248f5d960bbbc29834cca7063044d3d6303d8ea937989d4772bacc8060e');
INSERT INTO "audit_events" VALUES(8,'2026-11-21T10:44:23.262070772Z','shop','user:ann','PromotionStarted','promotion/dev.01m7yva3046wtwvnjgwq9p66f8.45c68fe','{"stage":"dev","freight":"45c68fe9a9e280134ff1f39d4dea3fe72ef07e88","warehouse":"app","alias":"frosty-gorilla"}','51290248f5d960bbbc29834cca7063044d3d6303d8ea937989d4772bacc8060e','bbb9516b861dd8b6fcdc579157951fa88593a0c3fd95648f82d5241658e978b3');
INSERT INTO "audit_events" VALUES(9,'2026-11-21T10:44:23.556916953Z','shop','controller:waybill','PromotionSucceeded','promotion/dev.01m7yva3046wtwvnjgwq9p66f8.45c68fe','{"stage":"dev","freight":"45c68fe9a9e280134ff1f39d4dea3fe72ef07e88","warehouse":"app","alias":"frosty-gorilla","verificationPending":false}','bbb9516b861dd8b6fcdc579157951fa88593a0c3fd95648f82d5241658e978b3','b757724a49e04af9b7ae26bf8a078b79fa7f9c6208377261beb2338221e9f621');
INSERT INTO "audit_events" VALUES(10,'2026-11-21T10:44:23.629836788Z','shop','controller:waybill','FreightVerificationSucceeded','freight/45c68fe9a9e280134ff1f39d4dea3fe72ef07e88','{"stage":"dev","freight":"45c68fe9a9e280134ff1f39d4dea3fe72ef07e88","alias":"frosty-gorilla"}','b757724a49e04af9b7ae26bf8a078b79fa7f9c6208377261beb2338221e9f621','a68c466d72bad99794f4b230e59d0e3024e440407ac4e235d6efdb95532cd9f9');
INSERT INTO "audit_events" VALUES(11,'2026-11-21T10:44:23.897209789Z','shop','user:ben','FreightApproved','freight/45c68fe9a9e280134ff1f39d4dea3fe72ef07e88','{"freight":"45c68fe9a9e280134ff1f39d4dea3fe72ef07e88","alias":"frosty-gorilla","stage":"prod","comment":"looks good"}','a68c466d72bad99794f4b230e59d0e3024e440407ac4e235d6efdb95532cd9f9','5bbc7ddcbf6471dbac289f573681787aaaae9ea12b8936f6c98f8557a409290e');
INSERT INTO "audit_events" VALUES(12,'2026-11-21T10:44:24.036376676Z','shop','user:ann','PromotionCreated','promotion/prod.01m7yva3v26kbyszqs1vjqgdn2.03bb847','{"stage":"prod","freight":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","warehouse":"app","alias":"first"}','5bbc7ddcbf6471dbac289f573681787aaaae9ea12b8936f6c98f8557a409290e','15c751a293aa0ad5e4a97e358eb58c95d8dc09c073b2fe2b9df3c826d5854f78');
INSERT INTO "audit_events" VALUES(13,'2026-11-21T10:44:24.107913039Z','shop','user:ann','PromotionStarted','promotion/prod.01m7yva3v26kbyszqs1vjqgdn2.03bb847','{"stage":"prod","freight":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","warehouse":"app","alias":"first"}','15c751a293aa0ad5e4a97e358eb58c95d8dc09c073b2fe2b9df3c826d5854f78','55c06abfcf6097306cb9671615287114e6a61375426f4d481d4af13cfc05a9a5');
INSERT INTO "audit_events" VALUES(14,'2026-11-21T10:44:25.187192734Z','shop','user:ben','PromotionApproved','promotion/prod.01m7yva3v26kbyszqs1vjqgdn2.03bb847','{"stage":"prod","freight":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","warehouse":"app","alias":"first","step":"ask","comment":"ship it"}','55c06abfcf6097306cb9671615287114e6a61375426f4d481d4af13cfc05a9a5','b6e86253616fade7d1eb656317c822f3e07f8ce31be761d6e958270a54481c9a');
CREATE TABLE freight (
  project TEXT NOT NULL,
  name TEXT NOT NULL,
  alias TEXT NOT NULL,
  origin TEXT NOT NULL,
  discovered_at TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (project, name)
) WITHOUT ROWID;
INSERT INTO "freight" VALUES('shop','03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf','first','Warehouse/app','2026-11-21T10:44:14.409126047Z','{"project":"shop","name":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","alias":"first","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"example.com/shop/app","tag":"1.0","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]},"discoveredAt":"2026-11-21T10:44:14.409126047Z","createdBy":{"kind":"user","name":"ann"},"status":{"currentlyIn":{},"verifiedIn":{"dev":{"verifiedAt":"2026-11-21T10:44:21.394812239Z","longestSoak":"PT2.026500288S"}},"approvedFor":{},"metadata":{}}}');
INSERT INTO "freight" VALUES('shop','45c68fe9a9e280134ff1f39d4dea3fe72ef07e88','frosty-gorilla','Warehouse/app','2026-11-21T10:44:17.176335221Z','{"project":"shop","name":"45c68fe9a9e280134ff1f39d4dea3fe72ef07e88","alias":"frosty-gorilla","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"example.com/shop/app","tag":"1.1","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000001","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]},"discoveredAt":"2026-11-21T10:44:17.176335221Z","createdBy":{"kind":"user","name":"ann"},"status":{"currentlyIn":{"dev":{"since":"2026-11-21T10:44:23.421312527Z"}},"verifiedIn":{"dev":{"verifiedAt":"2026-11-21T10:44:23.421312527Z"}},"approvedFor":{"prod":{"approvedAt":"2026-11-21T10:44:23.896173693Z","actor":{"kind":"user","name":"ben"},"comment":"looks good"}},"metadata":{}}}');
CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO "meta" VALUES('audit.head','14 b6e86253616fade7d1eb656317c822f3e07f8ce31be761d6e958270a54481c9a');
INSERT INTO "meta" VALUES('version','16');
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
INSERT INTO "promotions" VALUES('shop','dev.01m7yv9xcwfhdc53y1936725gq.03bb847','dev','03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf','Succeeded','2026-11-21T10:44:17.436043175Z','{"project":"shop","name":"dev.01m7yv9xcwfhdc53y1936725gq.03bb847","stage":"dev","freight":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","intent":"NONE","rollback":false,"actor":{"kind":"user","name":"ann"},"phase":"SUCCEEDED","message":"","createdAt":"2026-11-21T10:44:17.436043175Z","startedAt":"2026-11-21T10:44:17.436043175Z","finishedAt":"2026-11-21T10:44:21.394812239Z"}','{"freight":{"name":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"example.com/shop/app","tag":"1.0","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}},"variables":[],"steps":[{"uses":"compose-output","as":"note","continueOnError":false,"retry":{"errorThreshold":0},"variables":[],"config":{"tag":"${{ imageFrom(''example.com/shop/app'').Tag }}"},"position":{"file":"pipeline.yaml","line":14,"column":9},"configPositions":{"file":"pipeline.yaml","places":{"/tag":"14:56","":"14:50"}}}],"intent":"NONE"}','{"stage":"dev","rollback":false,"actor":{"kind":"user","name":"ann"},"createdAt":"2026-11-21T10:44:17.436043175Z","startedAt":"2026-11-21T10:44:17.436043175Z","finishedAt":"2026-11-21T10:44:21.394812239Z","phase":"SUCCEEDED","message":"","collection":{"id":"90b97abec89dad49d1fa6c8777bf87180f76494f","items":{"Warehouse/app":{"name":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"example.com/shop/app","tag":"1.0","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}}},"verificationHistory":[]},"currentStep":1,"outputs":{"note":{"tag":1}},"healthChecks":[]}');
INSERT INTO "promotions" VALUES('shop','dev.01m7yva3046wtwvnjgwq9p66f8.45c68fe','dev','45c68fe9a9e280134ff1f39d4dea3fe72ef07e88','Succeeded','2026-11-21T10:44:23.172374989Z','{"project":"shop","name":"dev.01m7yva3046wtwvnjgwq9p66f8.45c68fe","stage":"dev","freight":"45c68fe9a9e280134ff1f39d4dea3fe72ef07e88","intent":"NONE","rollback":false,"actor":{"kind":"user","name":"ann"},"phase":"SUCCEEDED","message":"","createdAt":"2026-11-21T10:44:23.172374989Z","startedAt":"2026-11-21T10:44:23.172374989Z","finishedAt":"2026-11-21T10:44:23.421312527Z"}','{"freight":{"name":"45c68fe9a9e280134ff1f39d4dea3fe72ef07e88","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"example.com/shop/app","tag":"1.1","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000001","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}},"variables":[],"steps":[{"uses":"compose-output","as":"note","continueOnError":false,"retry":{"errorThreshold":0},"variables":[],"config":{"tag":"${{ imageFrom(''example.com/shop/app'').Tag }}"},"position":{"file":"pipeline.yaml","line":14,"column":9},"configPositions":{"file":"pipeline.yaml","places":{"/tag":"14:56","":"14:50"}}}],"intent":"NONE"}','{"stage":"dev","rollback":false,"actor":{"kind":"user","name":"ann"},"createdAt":"2026-11-21T10:44:23.172374989Z","startedAt":"2026-11-21T10:44:23.172374989Z","finishedAt":"2026-11-21T10:44:23.421312527Z","phase":"SUCCEEDED","message":"","collection":{"id":"10c3cb97a4648cc5abe841dbb324755c45c69360","items":{"Warehouse/app":{"name":"45c68fe9a9e280134ff1f39d4dea3fe72ef07e88","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"example.com/shop/app","tag":"1.1","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000001","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}}},"verificationHistory":[]},"currentStep":1,"outputs":{"note":{"tag":1.1}},"healthChecks":[]}');
INSERT INTO "promotions" VALUES('shop','prod.01m7yva3v26kbyszqs1vjqgdn2.03bb847','prod','03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf','Running','2026-11-21T10:44:24.034473555Z','{"project":"shop","name":"prod.01m7yva3v26kbyszqs1vjqgdn2.03bb847","stage":"prod","freight":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","intent":"NONE","rollback":false,"actor":{"kind":"user","name":"ann"},"phase":"RUNNING","message":"","createdAt":"2026-11-21T10:44:24.034473555Z","startedAt":"2026-11-21T10:44:24.034473555Z"}','{"freight":{"name":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"example.com/shop/app","tag":"1.0","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}},"variables":[{"name":"window","value":"tonight","position":{"file":"pipeline.yaml","line":23,"column":36}}],"steps":[{"uses":"compose-output","as":"note","continueOnError":false,"retry":{"errorThreshold":0},"variables":[],"config":{"when":"${{ vars.window }}"},"position":{"file":"pipeline.yaml","line":25,"column":9},"configPositions":{"file":"pipeline.yaml","places":{"/when":"25:57","":"25:50"}}},{"uses":"wait-for-approval","as":"ask","continueOnError":false,"retry":{"errorThreshold":0},"variables":[],"config":{"minApprovals":2},"position":{"file":"pipeline.yaml","line":26,"column":9},"configPositions":{"file":"pipeline.yaml","places":{"/minApprovals":"26:67","":"26:52"}}},{"uses":"compose-output","as":"done","continueOnError":false,"retry":{"errorThreshold":0},"variables":[],"config":{"answered":"${{ outputs.ask.responses[0].user }}"},"position":{"file":"pipeline.yaml","line":27,"column":9},"configPositions":{"file":"pipeline.yaml","places":{"/answered":"27:61","":"27:50"}}}],"intent":"NONE"}','{"stage":"prod","rollback":false,"actor":{"kind":"user","name":"ann"},"createdAt":"2026-11-21T10:44:24.034473555Z","startedAt":"2026-11-21T10:44:24.034473555Z","phase":"RUNNING","message":"","collection":{"id":"90b97abec89dad49d1fa6c8777bf87180f76494f","items":{"Warehouse/app":{"name":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"example.com/shop/app","tag":"1.0","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}}},"verificationHistory":[]},"currentStep":1,"outputs":{"note":{"when":"tonight"},"ask":{"responses":[{"user":"user:ben","action":"approve","time":"2026-11-21T10:44:25.009555199Z","message":"ship it"}]}},"healthChecks":[]}');
CREATE TABLE schema_migrations (script TEXT PRIMARY KEY, checksum TEXT NOT NULL, applied_at TEXT NOT NULL);
INSERT INTO "schema_migrations" VALUES('001-initial.sql','0c843afd0828e06cd5daa1b38651073143ac2033fccb79c898b9ac12d4bfb1c5','2026-11-21T10:44:05.316874732Z');
INSERT INTO "schema_migrations" VALUES('002-analysis-runs.sql','f7c259f48e2d0e7a40e1f8b0ced630deb848050ff6d9cfdc9871905dcb3b6ccb','2026-11-21T10:44:05.316874732Z');
CREATE TABLE stage_state (
  project TEXT NOT NULL,
  stage TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (project, stage)
) WITHOUT ROWID;
INSERT INTO "stage_state" VALUES('shop','dev','{"project":"shop","stage":"dev","freightHistory":[{"id":"10c3cb97a4648cc5abe841dbb324755c45c69360","items":{"Warehouse/app":{"name":"45c68fe9a9e280134ff1f39d4dea3fe72ef07e88","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"example.com/shop/app","tag":"1.1","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000001","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}}},"verificationHistory":[{"id":"7f65b97a-8e3c-432e-8500-fa198831436d","phase":"SUCCESSFUL","message":"","startedAt":"2026-11-21T10:44:23.421312527Z","finishedAt":"2026-11-21T10:44:23.421312527Z"}]},{"id":"90b97abec89dad49d1fa6c8777bf87180f76494f","items":{"Warehouse/app":{"name":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"example.com/shop/app","tag":"1.0","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}}},"verificationHistory":[{"id":"eadc825f-3213-42aa-b6d4-27092c03933e","phase":"SUCCESSFUL","message":"","startedAt":"2026-11-21T10:44:21.394812239Z","finishedAt":"2026-11-21T10:44:21.394812239Z"}]}],"health":{"status":"HEALTHY","issues":[]},"lastPromotion":{"name":"dev.01m7yva3046wtwvnjgwq9p66f8.45c68fe","phase":"SUCCEEDED","message":"","freight":{"name":"45c68fe9a9e280134ff1f39d4dea3fe72ef07e88","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"example.com/shop/app","tag":"1.1","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000001","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}},"collection":{"id":"10c3cb97a4648cc5abe841dbb324755c45c69360","items":{"Warehouse/app":{"name":"45c68fe9a9e280134ff1f39d4dea3fe72ef07e88","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"example.com/shop/app","tag":"1.1","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000001","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}}},"verificationHistory":[]},"healthChecks":[],"finishedAt":"2026-11-21T10:44:23.421312527Z"},"holds":{},"metadata":{}}');
INSERT INTO "stage_state" VALUES('shop','prod','{"project":"shop","stage":"prod","freightHistory":[],"currentPromotion":"prod.01m7yva3v26kbyszqs1vjqgdn2.03bb847","holds":{},"metadata":{}}');
CREATE TABLE step_logs (
  id INTEGER PRIMARY KEY,
  project TEXT NOT NULL,
  promotion TEXT NOT NULL,
  step TEXT NOT NULL,
  at TEXT NOT NULL,
  text TEXT NOT NULL
);
CREATE TABLE step_records (
  project TEXT NOT NULL,
  promotion TEXT NOT NULL,
  position INTEGER NOT NULL,
  alias TEXT NOT NULL,
  status TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (project, promotion, position)
) WITHOUT ROWID;
INSERT INTO "step_records" VALUES('shop','dev.01m7yv9xcwfhdc53y1936725gq.03bb847',0,'note','Succeeded','{"alias":"note","uses":"compose-output","status":"SUCCEEDED","message":"","errorCount":0,"continueOnError":false,"startedAt":"2026-11-21T10:44:19.054123668Z","finishedAt":"2026-11-21T10:44:21.294066822Z","snapshot":"{\"scratch\":\"4b825dc642cb6eb9a060e54bf8d69288fbee4904\",\"checkouts\":[]}"}');
INSERT INTO "step_records" VALUES('shop','dev.01m7yva3046wtwvnjgwq9p66f8.45c68fe',0,'note','Succeeded','{"alias":"note","uses":"compose-output","status":"SUCCEEDED","message":"","errorCount":0,"continueOnError":false,"startedAt":"2026-11-21T10:44:23.387935520Z","finishedAt":"2026-11-21T10:44:23.388504133Z","snapshot":"{\"scratch\":\"4b825dc642cb6eb9a060e54bf8d69288fbee4904\",\"checkouts\":[]}"}');
INSERT INTO "step_records" VALUES('shop','prod.01m7yva3v26kbyszqs1vjqgdn2.03bb847',0,'note','Succeeded','{"alias":"note","uses":"compose-output","status":"SUCCEEDED","message":"","errorCount":0,"continueOnError":false,"startedAt":"2026-11-21T10:44:24.257141226Z","finishedAt":"2026-11-21T10:44:24.331642986Z","snapshot":"{\"scratch\":\"4b825dc642cb6eb9a060e54bf8d69288fbee4904\",\"checkouts\":[]}"}');
INSERT INTO "step_records" VALUES('shop','prod.01m7yva3v26kbyszqs1vjqgdn2.03bb847',1,'ask','Running','{"alias":"ask","uses":"wait-for-approval","status":"RUNNING","message":"waits for approval: 1 of 2 given (ben), 1 more needed from anyone who may see the promotion.","errorCount":0,"continueOnError":false,"startedAt":"2026-11-21T10:44:24.331873548Z","snapshot":"{\"scratch\":\"4b825dc642cb6eb9a060e54bf8d69288fbee4904\",\"checkouts\":[]}"}');
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
INSERT INTO "verifications" VALUES('shop','dev','7f65b97a-8e3c-432e-8500-fa198831436d','10c3cb97a4648cc5abe841dbb324755c45c69360','SUCCESSFUL','2026-11-21T10:44:23.421312527Z','{"id":"7f65b97a-8e3c-432e-8500-fa198831436d","phase":"SUCCESSFUL","message":"","startedAt":"2026-11-21T10:44:23.421312527Z","finishedAt":"2026-11-21T10:44:23.421312527Z"}');
INSERT INTO "verifications" VALUES('shop','dev','eadc825f-3213-42aa-b6d4-27092c03933e','90b97abec89dad49d1fa6c8777bf87180f76494f','SUCCESSFUL','2026-11-21T10:44:21.394812239Z','{"id":"eadc825f-3213-42aa-b6d4-27092c03933e","phase":"SUCCESSFUL","message":"","startedAt":"2026-11-21T10:44:21.394812239Z","finishedAt":"2026-11-21T10:44:21.394812239Z"}');
CREATE TABLE warehouse_state (
  project TEXT NOT NULL,
  warehouse TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (project, warehouse)
) WITHOUT ROWID;
INSERT INTO "warehouse_state" VALUES('shop','app','{"project":"shop","warehouse":"app","discovered":{"commits":[],"images":[],"charts":[],"artifacts":[]},"attemptedAt":"2026-11-21T10:44:16.921765324Z","failingSince":"2026-11-21T10:44:16.921765324Z","message":"Discovery failed: pipeline.yaml:4:63: Warehouse ''app'' subscribes to image repository example.com/shop/app, which this Waybill cannot watch yet. Register such Freight with createFreight, or watch a Git repository.","observed":{}}');
CREATE INDEX step_logs_by_promotion ON step_logs (project, promotion, id);
CREATE INDEX audit_events_by_project ON audit_events (project, sequence);
CREATE INDEX analysis_runs_by_verification ON analysis_runs (project, stage, verification);
CREATE INDEX analysis_runs_unfinished ON analysis_runs (project) WHERE finished = 0;
