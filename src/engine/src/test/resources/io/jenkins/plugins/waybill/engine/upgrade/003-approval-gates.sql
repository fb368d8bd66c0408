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
INSERT INTO "approval_gates" VALUES('shop','gate','prod','583664a10fdd72a006b423206c38e434e81b8490','WAITING','2026-11-21T10:47:13.597020856Z','{"project":"shop","id":"gate","stage":"prod","freight":"583664a10fdd72a006b423206c38e434e81b8490","policy":{"approvers":[],"minApprovals":1,"separated":[]},"message":"","link":"","promisedChange":"","involvement":{"freightCreator":{"kind":"user","name":"ann"},"authors":[],"promoter":{"kind":"user","name":"ann"}},"openedBy":{"kind":"user","name":"ann"},"openedAt":"2026-11-21T10:47:13.597020856Z","answers":[],"status":"WAITING","outcome":""}');
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
INSERT INTO "approvals" VALUES('shop','prod.01m7yvf9gq3e6nrdmanb5p3cgp.03bb847',0,'ask','user:ben',1,'{"step":"ask","actor":{"kind":"user","name":"ben"},"approved":true,"comment":"ship it","at":"2026-11-21T10:47:13.884952838Z","identity":{"actor":{"kind":"user","name":"ben"},"groups":[],"claims":{}},"change":"227bba9c91c4c51e8f731c0eede9c85884b0af94bc2e00b50ff19c71903097be","bypass":false}');
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
INSERT INTO "audit_events" VALUES(1,'2026-11-21T10:47:11.178240819Z','shop','user:ann','FreightCreated','freight/03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf','{"freight":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","alias":"first","warehouse":"app"}','0000000000000000000000000000000000000000000000000000000000000000','08f8189a330f50eaeb3074b511f30c462bbc79d87b7890f7b653bdf330eeaf7e');
INSERT INTO "audit_events" VALUES(2,'2026-11-21T10:47:11.548655782Z','shop','user:ann','FreightCreated','freight/583664a10fdd72a006b423206c38e434e81b8490','{"freight":"583664a10fdd72a006b423206c38e434e81b8490","alias":"cheery-sheep","warehouse":"app"}','08f8189a330f50eaeb3074b511f30c462bbc79d87b7890f7b653bdf330eeaf7e','6e5008db10178df2128547fec5f383cd964fb15503ee5c9802de1cdb136a1ef9');
INSERT INTO "audit_events" VALUES(3,'2026-11-21T10:47:11.816870596Z','shop','user:ann','PromotionCreated','promotion/dev.01m7yvf7gq0msqz9gya01ym77r.03bb847','{"stage":"dev","freight":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","warehouse":"app","alias":"first"}','6e5008db10178df2128547fec5f383cd964fb15503ee5c9802de1cdb136a1ef9','5e045af3d6a60d547eaa1e7c00d29a864e135c18ff18e730a64eb549a132afe4');
INSERT INTO "audit_events" VALUES(4,'2026-11-21T10:47:11.878387026Z','shop','user:ann','PromotionStarted','promotion/dev.01m7yvf7gq0msqz9gya01ym77r.03bb847','{"stage":"dev","freight":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","warehouse":"app","alias":"first"}','5e045af3d6a60d547eaa1e7c00d29a864e135c18ff18e730a64eb549a132afe4','bd34405e4ce62d5becec2c10c97f0fd8d4a31f4e333645c8d00c096ac5f8ed88');
INSERT INTO "audit_events" VALUES(5,'2026-11-21T10:47:12.765478941Z','shop','controller:waybill','PromotionSucceeded','promotion/dev.01m7yvf7gq0msqz9gya01ym77r.03bb847','{"stage":"dev","freight":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","warehouse":"app","alias":"first","verificationPending":false}','bd34405e4ce62d5becec2c10c97f0fd8d4a31f4e333645c8d00c096ac5f8ed88','3428800febe86e14b5b13b59c96c79083e3bb924cc5d3f2ff03d2275fc89a762');
INSERT INTO "audit_events" VALUES(6,'2026-11-21T10:47:12.819985951Z','shop','controller:waybill','FreightVerificationSucceeded','freight/03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf','{"stage":"dev","freight":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","alias":"first"}','3428800febe86e14b5b13b59c96c79083e3bb924cc5d3f2ff03d2275fc89a762','000f61b1ba29d0a700c4c71b1e80658201a8cc7208e2d593ba3c0c1666adebc0');
INSERT INTO "audit_events" VALUES(7,'2026-11-21T10:47:13.362847824Z','shop','user:ann','PromotionCreated','promotion/dev.01m7yvf96hfyeb3nsrdq2t5qmk.583664a','{"stage":"dev","freight":"583664a10fdd72a006b423206c38e434e81b8490","warehouse":"app","alias":"cheery-sheep"}','000f61b1ba29d0a700c4c71b1e80658201a8cc7208e2d593ba3c0c1666adebc0','f6e310419c7bd95523efcb2c7cee873647ecbb6089cb696adaee360c45c473ac');
INSERT INTO "audit_events" VALUES(8,'2026-11-21T10:47:13.379317078Z','shop','user:ann','PromotionStarted','promotion/dev.01m7yvf96hfyeb3nsrdq2t5qmk.583664a','{"stage":"dev","freight":"583664a10fdd72a006b423206c38e434e81b8490","warehouse":"app","alias":"cheery-sheep"}','f6e310419c7bd95523efcb2c7cee873647ecbb6089cb696adaee360c45c473ac','ee1f7fd9af323511811dd980af482ec41d11c0369c7b4392642260610eb20e1a');
INSERT INTO "audit_events" VALUES(9,'2026-11-21T10:47:13.450095919Z','shop','controller:waybill','PromotionSucceeded','promotion/dev.01m7yvf96hfyeb3nsrdq2t5qmk.583664a','{"stage":"dev","freight":"583664a10fdd72a006b423206c38e434e81b8490","warehouse":"app","alias":"cheery-sheep","verificationPending":false}','ee1f7fd9af323511811dd980af482ec41d11c0369c7b4392642260610eb20e1a','82a23fcd460e8a7d214bf42987bc3497322bea4b2b2025ebca4a58068757a9f9');
INSERT INTO "audit_events" VALUES(10,'2026-11-21T10:47:13.481724564Z','shop','controller:waybill','FreightVerificationSucceeded','freight/583664a10fdd72a006b423206c38e434e81b8490','{"stage":"dev","freight":"583664a10fdd72a006b423206c38e434e81b8490","alias":"cheery-sheep"}','82a23fcd460e8a7d214bf42987bc3497322bea4b2b2025ebca4a58068757a9f9','38ed2f1e653f0cff46c1850a6cead6616b05e8780e26bf5dac7f8c90baf19e23');
INSERT INTO "audit_events" VALUES(11,'2026-11-21T10:47:13.584499855Z','shop','user:ben','FreightApproved','freight/583664a10fdd72a006b423206c38e434e81b8490','{"freight":"583664a10fdd72a006b423206c38e434e81b8490","alias":"cheery-sheep","stage":"prod","comment":"looks good"}','38ed2f1e653f0cff46c1850a6cead6616b05e8780e26bf5dac7f8c90baf19e23','d39e040793d3fd5e0d0228ad1fab39254f197bcb71e27fd2f45f0a2df3e17616');
INSERT INTO "audit_events" VALUES(12,'2026-11-21T10:47:13.632755889Z','shop','user:ann','ApprovalRequested','approval/gate','{"stage":"prod","freight":"583664a10fdd72a006b423206c38e434e81b8490","alias":"cheery-sheep"}','d39e040793d3fd5e0d0228ad1fab39254f197bcb71e27fd2f45f0a2df3e17616','eb7b6932142239c5c7d1a0b8380a3db5125fbfab8a6a918e214b80f13dcf3fc5');
INSERT INTO "audit_events" VALUES(13,'2026-11-21T10:47:13.689394929Z','shop','user:ann','PromotionCreated','promotion/prod.01m7yvf9gq3e6nrdmanb5p3cgp.03bb847','{"stage":"prod","freight":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","warehouse":"app","alias":"first"}','eb7b6932142239c5c7d1a0b8380a3db5125fbfab8a6a918e214b80f13dcf3fc5','5327748b8a3c3c893024e1b63a98f3dcb12992298dbc6a656573d722ce7d4cb9');
INSERT INTO "audit_events" VALUES(14,'2026-11-21T10:47:13.693086010Z','shop','user:ann','PromotionStarted','promotion/prod.01m7yvf9gq3e6nrdmanb5p3cgp.03bb847','{"stage":"prod","freight":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","warehouse":"app","alias":"first"}','5327748b8a3c3c893024e1b63a98f3dcb12992298dbc6a656573d722ce7d4cb9','6bfe5b93d98d8babdec5b69226f31859b089c9d05aded871c93ead4eca449e2a');
INSERT INTO "audit_events" VALUES(15,'2026-11-21T10:47:13.910741767Z','shop','user:ben','PromotionApproved','promotion/prod.01m7yvf9gq3e6nrdmanb5p3cgp.03bb847','{"stage":"prod","freight":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","warehouse":"app","alias":"first","step":"ask","comment":"ship it","change":"227bba9c91c4c51e8f731c0eede9c85884b0af94bc2e00b50ff19c71903097be"}','6bfe5b93d98d8babdec5b69226f31859b089c9d05aded871c93ead4eca449e2a','f1352d5715dec5c2d7946b5af9a0b90fc2da1cdb158fd78db13df7ff73db66ff');
CREATE TABLE freight (
  project TEXT NOT NULL,
  name TEXT NOT NULL,
  alias TEXT NOT NULL,
  origin TEXT NOT NULL,
  discovered_at TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (project, name)
) WITHOUT ROWID;
INSERT INTO "freight" VALUES('shop','03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf','first','Warehouse/app','2026-11-21T10:47:10.837311104Z','{"project":"shop","name":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","alias":"first","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"example.com/shop/app","tag":"1.0","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]},"discoveredAt":"2026-11-21T10:47:10.837311104Z","createdBy":{"kind":"user","name":"ann"},"status":{"currentlyIn":{},"verifiedIn":{"dev":{"verifiedAt":"2026-11-21T10:47:12.716824998Z","longestSoak":"PT0.730142142S"}},"approvedFor":{},"metadata":{}}}');
INSERT INTO "freight" VALUES('shop','583664a10fdd72a006b423206c38e434e81b8490','cheery-sheep','Warehouse/app','2026-11-21T10:47:11.546885808Z','{"project":"shop","name":"583664a10fdd72a006b423206c38e434e81b8490","alias":"cheery-sheep","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"example.com/shop/app","tag":"1.1","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]},"discoveredAt":"2026-11-21T10:47:11.546885808Z","createdBy":{"kind":"user","name":"ann"},"status":{"currentlyIn":{"dev":{"since":"2026-11-21T10:47:13.446967140Z"}},"verifiedIn":{"dev":{"verifiedAt":"2026-11-21T10:47:13.446967140Z"}},"approvedFor":{"prod":{"approvedAt":"2026-11-21T10:47:13.583754310Z","actor":{"kind":"user","name":"ben"},"comment":"looks good"}},"metadata":{}}}');
CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO "meta" VALUES('audit.head','15 f1352d5715dec5c2d7946b5af9a0b90fc2da1cdb158fd78db13df7ff73db66ff');
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
INSERT INTO "promotions" VALUES('shop','dev.01m7yvf7gq0msqz9gya01ym77r.03bb847','dev','03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf','Succeeded','2026-11-21T10:47:11.639765861Z','{"project":"shop","name":"dev.01m7yvf7gq0msqz9gya01ym77r.03bb847","stage":"dev","freight":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","intent":"NONE","rollback":false,"actor":{"kind":"user","name":"ann"},"phase":"SUCCEEDED","message":"","createdAt":"2026-11-21T10:47:11.639765861Z","startedAt":"2026-11-21T10:47:11.639765861Z","finishedAt":"2026-11-21T10:47:12.716824998Z"}','{"freight":{"name":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"example.com/shop/app","tag":"1.0","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}},"variables":[],"steps":[{"uses":"compose-output","as":"note","continueOnError":false,"retry":{"errorThreshold":0},"variables":[],"config":{"tag":"${{ imageFrom(''example.com/shop/app'').Tag }}"},"position":{"file":"pipeline.yaml","line":14,"column":9},"configPositions":{"file":"pipeline.yaml","places":{"":"14:50","/tag":"14:56"}}}],"intent":"NONE"}','{"stage":"dev","rollback":false,"actor":{"kind":"user","name":"ann"},"createdAt":"2026-11-21T10:47:11.639765861Z","startedAt":"2026-11-21T10:47:11.639765861Z","finishedAt":"2026-11-21T10:47:12.716824998Z","phase":"SUCCEEDED","message":"","collection":{"id":"90b97abec89dad49d1fa6c8777bf87180f76494f","items":{"Warehouse/app":{"name":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"example.com/shop/app","tag":"1.0","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}}},"verificationHistory":[]},"currentStep":1,"outputs":{"note":{"tag":1}},"healthChecks":[]}');
INSERT INTO "promotions" VALUES('shop','dev.01m7yvf96hfyeb3nsrdq2t5qmk.583664a','dev','583664a10fdd72a006b423206c38e434e81b8490','Succeeded','2026-11-21T10:47:13.361932337Z','{"project":"shop","name":"dev.01m7yvf96hfyeb3nsrdq2t5qmk.583664a","stage":"dev","freight":"583664a10fdd72a006b423206c38e434e81b8490","intent":"NONE","rollback":false,"actor":{"kind":"user","name":"ann"},"phase":"SUCCEEDED","message":"","createdAt":"2026-11-21T10:47:13.361932337Z","startedAt":"2026-11-21T10:47:13.361932337Z","finishedAt":"2026-11-21T10:47:13.446967140Z"}','{"freight":{"name":"583664a10fdd72a006b423206c38e434e81b8490","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"example.com/shop/app","tag":"1.1","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}},"variables":[],"steps":[{"uses":"compose-output","as":"note","continueOnError":false,"retry":{"errorThreshold":0},"variables":[],"config":{"tag":"${{ imageFrom(''example.com/shop/app'').Tag }}"},"position":{"file":"pipeline.yaml","line":14,"column":9},"configPositions":{"file":"pipeline.yaml","places":{"":"14:50","/tag":"14:56"}}}],"intent":"NONE"}','{"stage":"dev","rollback":false,"actor":{"kind":"user","name":"ann"},"createdAt":"2026-11-21T10:47:13.361932337Z","startedAt":"2026-11-21T10:47:13.361932337Z","finishedAt":"2026-11-21T10:47:13.446967140Z","phase":"SUCCEEDED","message":"","collection":{"id":"9306702036edf3d0b69579d84c4c6c1e51a5bce3","items":{"Warehouse/app":{"name":"583664a10fdd72a006b423206c38e434e81b8490","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"example.com/shop/app","tag":"1.1","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}}},"verificationHistory":[]},"currentStep":1,"outputs":{"note":{"tag":1.1}},"healthChecks":[]}');
INSERT INTO "promotions" VALUES('shop','prod.01m7yvf9gq3e6nrdmanb5p3cgp.03bb847','prod','03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf','Running','2026-11-21T10:47:13.687890238Z','{"project":"shop","name":"prod.01m7yvf9gq3e6nrdmanb5p3cgp.03bb847","stage":"prod","freight":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","intent":"NONE","rollback":false,"actor":{"kind":"user","name":"ann"},"phase":"RUNNING","message":"","createdAt":"2026-11-21T10:47:13.687890238Z","startedAt":"2026-11-21T10:47:13.687890238Z"}','{"freight":{"name":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"example.com/shop/app","tag":"1.0","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}},"variables":[{"name":"window","value":"tonight","position":{"file":"pipeline.yaml","line":23,"column":36}}],"steps":[{"uses":"compose-output","as":"note","continueOnError":false,"retry":{"errorThreshold":0},"variables":[],"config":{"when":"${{ vars.window }}"},"position":{"file":"pipeline.yaml","line":25,"column":9},"configPositions":{"file":"pipeline.yaml","places":{"/when":"25:57","":"25:50"}}},{"uses":"wait-for-approval","as":"ask","continueOnError":false,"retry":{"errorThreshold":0},"variables":[],"config":{"minApprovals":2},"position":{"file":"pipeline.yaml","line":26,"column":9},"configPositions":{"file":"pipeline.yaml","places":{"/minApprovals":"26:67","":"26:52"}}},{"uses":"compose-output","as":"done","continueOnError":false,"retry":{"errorThreshold":0},"variables":[],"config":{"answered":"${{ outputs.ask.responses[0].user }}"},"position":{"file":"pipeline.yaml","line":27,"column":9},"configPositions":{"file":"pipeline.yaml","places":{"/answered":"27:61","":"27:50"}}}],"intent":"NONE"}','{"stage":"prod","rollback":false,"actor":{"kind":"user","name":"ann"},"createdAt":"2026-11-21T10:47:13.687890238Z","startedAt":"2026-11-21T10:47:13.687890238Z","phase":"RUNNING","message":"","collection":{"id":"90b97abec89dad49d1fa6c8777bf87180f76494f","items":{"Warehouse/app":{"name":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"example.com/shop/app","tag":"1.0","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}}},"verificationHistory":[]},"currentStep":1,"outputs":{"note":{"when":"tonight"},"ask":{"responses":[]}},"healthChecks":[]}');
CREATE TABLE schema_migrations (script TEXT PRIMARY KEY, checksum TEXT NOT NULL, applied_at TEXT NOT NULL);
INSERT INTO "schema_migrations" VALUES('001-initial.sql','0c843afd0828e06cd5daa1b38651073143ac2033fccb79c898b9ac12d4bfb1c5','2026-11-21T10:47:05.631799924Z');
INSERT INTO "schema_migrations" VALUES('002-analysis-runs.sql','f7c259f48e2d0e7a40e1f8b0ced630deb848050ff6d9cfdc9871905dcb3b6ccb','2026-11-21T10:47:05.631799924Z');
INSERT INTO "schema_migrations" VALUES('003-approval-gates.sql','d53d89d1c5c382fc7ba279d49c9f258dc3451b0a1af34479e73b9969adf6f994','2026-11-21T10:47:05.631799924Z');
CREATE TABLE stage_state (
  project TEXT NOT NULL,
  stage TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (project, stage)
) WITHOUT ROWID;
INSERT INTO "stage_state" VALUES('shop','dev','{"project":"shop","stage":"dev","freightHistory":[{"id":"9306702036edf3d0b69579d84c4c6c1e51a5bce3","items":{"Warehouse/app":{"name":"583664a10fdd72a006b423206c38e434e81b8490","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"example.com/shop/app","tag":"1.1","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}}},"verificationHistory":[{"id":"f89a8700-91ff-4c9e-ac7d-680aed9cfd2f","phase":"SUCCESSFUL","message":"","startedAt":"2026-11-21T10:47:13.446967140Z","finishedAt":"2026-11-21T10:47:13.446967140Z"}]},{"id":"90b97abec89dad49d1fa6c8777bf87180f76494f","items":{"Warehouse/app":{"name":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"example.com/shop/app","tag":"1.0","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}}},"verificationHistory":[{"id":"7d68dc95-e1d2-4fcd-a453-0ae5fa565f54","phase":"SUCCESSFUL","message":"","startedAt":"2026-11-21T10:47:12.716824998Z","finishedAt":"2026-11-21T10:47:12.716824998Z"}]}],"health":{"status":"HEALTHY","issues":[]},"lastPromotion":{"name":"dev.01m7yvf96hfyeb3nsrdq2t5qmk.583664a","phase":"SUCCEEDED","message":"","freight":{"name":"583664a10fdd72a006b423206c38e434e81b8490","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"example.com/shop/app","tag":"1.1","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}},"collection":{"id":"9306702036edf3d0b69579d84c4c6c1e51a5bce3","items":{"Warehouse/app":{"name":"583664a10fdd72a006b423206c38e434e81b8490","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"example.com/shop/app","tag":"1.1","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}}},"verificationHistory":[]},"healthChecks":[],"finishedAt":"2026-11-21T10:47:13.446967140Z"},"holds":{},"metadata":{}}');
INSERT INTO "stage_state" VALUES('shop','prod','{"project":"shop","stage":"prod","freightHistory":[],"currentPromotion":"prod.01m7yvf9gq3e6nrdmanb5p3cgp.03bb847","holds":{},"metadata":{}}');
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
INSERT INTO "step_records" VALUES('shop','dev.01m7yvf7gq0msqz9gya01ym77r.03bb847',0,'note','Succeeded','{"alias":"note","uses":"compose-output","status":"SUCCEEDED","message":"","errorCount":0,"continueOnError":false,"startedAt":"2026-11-21T10:47:12.108112329Z","finishedAt":"2026-11-21T10:47:12.669553134Z","snapshot":"{\"scratch\":\"4b825dc642cb6eb9a060e54bf8d69288fbee4904\",\"checkouts\":[]}"}');
INSERT INTO "step_records" VALUES('shop','dev.01m7yvf96hfyeb3nsrdq2t5qmk.583664a',0,'note','Succeeded','{"alias":"note","uses":"compose-output","status":"SUCCEEDED","message":"","errorCount":0,"continueOnError":false,"startedAt":"2026-11-21T10:47:13.418658316Z","finishedAt":"2026-11-21T10:47:13.427024849Z","snapshot":"{\"scratch\":\"4b825dc642cb6eb9a060e54bf8d69288fbee4904\",\"checkouts\":[]}"}');
INSERT INTO "step_records" VALUES('shop','prod.01m7yvf9gq3e6nrdmanb5p3cgp.03bb847',0,'note','Succeeded','{"alias":"note","uses":"compose-output","status":"SUCCEEDED","message":"","errorCount":0,"continueOnError":false,"startedAt":"2026-11-21T10:47:13.737274264Z","finishedAt":"2026-11-21T10:47:13.749498845Z","snapshot":"{\"scratch\":\"4b825dc642cb6eb9a060e54bf8d69288fbee4904\",\"checkouts\":[]}"}');
INSERT INTO "step_records" VALUES('shop','prod.01m7yvf9gq3e6nrdmanb5p3cgp.03bb847',1,'ask','Running','{"alias":"ask","uses":"wait-for-approval","status":"RUNNING","message":"Not approved yet: 0 of 2 given, 2 more needed from anyone who may approve in this Stage.","errorCount":0,"continueOnError":false,"startedAt":"2026-11-21T10:47:13.749710699Z","snapshot":"{\"scratch\":\"4b825dc642cb6eb9a060e54bf8d69288fbee4904\",\"checkouts\":[]}","question":{"kind":"APPROVAL","policy":{"approvers":[],"minApprovals":2,"separated":[]},"involvement":{"freightCreator":{"kind":"user","name":"ann"},"authors":[],"promoter":{"kind":"user","name":"ann"}},"text":"","change":"227bba9c91c4c51e8f731c0eede9c85884b0af94bc2e00b50ff19c71903097be"}}');
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
INSERT INTO "verifications" VALUES('shop','dev','7d68dc95-e1d2-4fcd-a453-0ae5fa565f54','90b97abec89dad49d1fa6c8777bf87180f76494f','SUCCESSFUL','2026-11-21T10:47:12.716824998Z','{"id":"7d68dc95-e1d2-4fcd-a453-0ae5fa565f54","phase":"SUCCESSFUL","message":"","startedAt":"2026-11-21T10:47:12.716824998Z","finishedAt":"2026-11-21T10:47:12.716824998Z"}');
INSERT INTO "verifications" VALUES('shop','dev','f89a8700-91ff-4c9e-ac7d-680aed9cfd2f','9306702036edf3d0b69579d84c4c6c1e51a5bce3','SUCCESSFUL','2026-11-21T10:47:13.446967140Z','{"id":"f89a8700-91ff-4c9e-ac7d-680aed9cfd2f","phase":"SUCCESSFUL","message":"","startedAt":"2026-11-21T10:47:13.446967140Z","finishedAt":"2026-11-21T10:47:13.446967140Z"}');
CREATE TABLE warehouse_state (
  project TEXT NOT NULL,
  warehouse TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (project, warehouse)
) WITHOUT ROWID;
INSERT INTO "warehouse_state" VALUES('shop','app','{"project":"shop","warehouse":"app","discovered":{"commits":[],"images":[],"charts":[],"artifacts":[]},"attemptedAt":"2026-11-21T10:47:11.481240727Z","failingSince":"2026-11-21T10:47:11.481240727Z","message":"Discovery failed: The host example.com is not known. Check the name, and that it resolves on this machine.","observed":{}}');
CREATE INDEX step_logs_by_promotion ON step_logs (project, promotion, id);
CREATE INDEX audit_events_by_project ON audit_events (project, sequence);
CREATE INDEX analysis_runs_by_verification ON analysis_runs (project, stage, verification);
CREATE INDEX analysis_runs_unfinished ON analysis_runs (project) WHERE finished = 0;
