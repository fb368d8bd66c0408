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
INSERT INTO "approvals" VALUES('shop','prod.01m7yv11azaxsm0wqt363bpafj.03bb847',0,'ask','user:ben',1,'{"step":"ask","actor":{"kind":"user","name":"ben"},"approved":true,"comment":"ship it","at":"2026-11-21T10:39:27.147482007Z"}');
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
INSERT INTO "audit_events" VALUES(1,'2026-11-21T10:39:24.514534339Z','shop','user:ann','FreightCreated','freight/03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf','{"freight":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","alias":"first","warehouse":"app"}','0000000000000000000000000000000000000000000000000000000000000000','aab8f482887b983e291747a1811365f66629d7da8357384e256be8d034bd173f');
INSERT INTO "audit_events" VALUES(2,'2026-11-21T10:39:24.760901186Z','shop','user:ann','FreightCreated','freight/45c68fe9a9e280134ff1f39d4dea3fe72ef07e88','{"freight":"45c68fe9a9e280134ff1f39d4dea3fe72ef07e88","alias":"patient-ray","warehouse":"app"}','aab8f482887b983e291747a1811365f66629d7da8357384e256be8d034bd173f','be808cca0b75f94ddf39ad0c030cb174002857b913f62ff4740643a2d94dd130');
INSERT INTO "audit_events" VALUES(3,'2026-11-21T10:39:24.882852093Z','shop','user:ann','PromotionCreated','promotion/dev.01m7yv0zkyexq6qj2fp8cxywdn.03bb847','{"stage":"dev","freight":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","warehouse":"app","alias":"first"}','be808cca0b75f94ddf39ad0c030cb174002857b913f62ff4740643a2d94dd130','89f02678646bb4ac684c704040ad7229db70cbff30f977600f60c351403a56a3');
INSERT INTO "audit_events" VALUES(4,'2026-11-21T10:39:24.956855414Z','shop','user:ann','PromotionStarted','promotion/dev.01m7yv0zkyexq6qj2fp8cxywdn.03bb847','{"stage":"dev","freight":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","warehouse":"app","alias":"first"}','89f02678646bb4ac684c704040ad7229db70cbff30f977600f60c351403a56a3','d7f98233ebebc3a3367042281042f7b3ba023354d1de74405b94649184bbdb54');
INSERT INTO "audit_events" VALUES(5,'2026-11-21T10:39:25.870463451Z','shop','controller:waybill','PromotionSucceeded','promotion/dev.01m7yv0zkyexq6qj2fp8cxywdn.03bb847','{"stage":"dev","freight":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","warehouse":"app","alias":"first","verificationPending":false}','d7f98233ebebc3a3367042281042f7b3ba023354d1de74405b94649184bbdb54','a49480cc6bb7eccbc1eb237d9a103422791e586617a885bad62f9dce1e62f529');
INSERT INTO "audit_events" VALUES(6,'2026-11-21T10:39:25.904641916Z','shop','controller:waybill','FreightVerificationSucceeded','freight/03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf','{"stage":"dev","freight":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","alias":"first"}','a49480cc6bb7eccbc1eb237d9a103422791e586617a885bad62f9dce1e62f529','5c08fa9546e7a5fe2785ed99d38a97743b425a2dc1c4d652d90d0a50acc3e9dc');
INSERT INTO "audit_events" VALUES(7,'2026-11-21T10:39:26.346261831Z','shop','user:ann','PromotionCreated','promotion/dev.01m7yv11491b8gjrfp1yq8hvew.45c68fe','{"stage":"dev","freight":"45c68fe9a9e280134ff1f39d4dea3fe72ef07e88","warehouse":"app","alias":"patient-ray"}','5c08fa9546e7a5fe2785ed99d38a97743b425a2dc1c4d652d90d0a50acc3e9dc','15a6cd229e62fd5da84f8adb9be56eb9bd4ca8a776510d97c235d9a818124cc3');
INSERT INTO "audit_events" VALUES(8,'2026-11-21T10:39:26.380376642Z','shop','user:ann','PromotionStarted','promotion/dev.01m7yv11491b8gjrfp1yq8hvew.45c68fe','{"stage":"dev","freight":"45c68fe9a9e280134ff1f39d4dea3fe72ef07e88","warehouse":"app","alias":"patient-ray"}','15a6cd229e62fd5da84f8adb9be56eb9bd4ca8a776510d97c235d9a818124cc3','009bc3320ed8db943c543bc98b8d5713ebfe9c7bbdab520b52a4f45090ff7dcd');
INSERT INTO "audit_events" VALUES(9,'2026-11-21T10:39:26.425882919Z','shop','controller:waybill','PromotionSucceeded','promotion/dev.01m7yv11491b8gjrfp1yq8hvew.45c68fe','{"stage":"dev","freight":"45c68fe9a9e280134ff1f39d4dea3fe72ef07e88","warehouse":"app","alias":"patient-ray","verificationPending":false}','009bc3320ed8db943c543bc98b8d5713ebfe9c7bbdab520b52a4f45090ff7dcd','5e0f024a10f82452a49f69c7cf3e9638e56a2f493abace76902a61dd3f0213ee');
INSERT INTO "audit_events" VALUES(10,'2026-11-21T10:39:26.450404319Z','shop','controller:waybill','FreightVerificationSucceeded','freight/45c68fe9a9e280134ff1f39d4dea3fe72ef07e88','{"stage":"dev","freight":"45c68fe9a9e280134ff1f39d4dea3fe72ef07e88","alias":"patient-ray"}','5e0f024a10f82452a49f69c7cf3e9638e56a2f493abace76902a61dd3f0213ee','30ac0386213ea1b093259748e24ca47cbbe73730c70064ca1b1747e3ce118cca');
INSERT INTO "audit_events" VALUES(11,'2026-11-21T10:39:26.524087725Z','shop','user:ben','FreightApproved','freight/45c68fe9a9e280134ff1f39d4dea3fe72ef07e88','{"freight":"45c68fe9a9e280134ff1f39d4dea3fe72ef07e88","alias":"patient-ray","stage":"prod","comment":"looks good"}','30ac0386213ea1b093259748e24ca47cbbe73730c70064ca1b1747e3ce118cca','3f8b8a136938ed4b8d84020a29a00b2863b00105439f5e786be68bb2e0a16463');
INSERT INTO "audit_events" VALUES(12,'2026-11-21T10:39:26.563945449Z','shop','user:ann','PromotionCreated','promotion/prod.01m7yv11azaxsm0wqt363bpafj.03bb847','{"stage":"prod","freight":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","warehouse":"app","alias":"first"}','3f8b8a136938ed4b8d84020a29a00b2863b00105439f5e786be68bb2e0a16463','6363ac33aa61d31773f463fc852590b76a52fd29b10fe6a690f999d440d1d692');
INSERT INTO "audit_events" VALUES(13,'2026-11-21T10:39:26.565408638Z','shop','user:ann','PromotionStarted','promotion/prod.01m7yv11azaxsm0wqt363bpafj.03bb847','{"stage":"prod","freight":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","warehouse":"app","alias":"first"}','6363ac33aa61d31773f463fc852590b76a52fd29b10fe6a690f999d440d1d692','9ec54293eafcecf5665938def4922ce59a387d854d7b0a510a826e5463b23630');
INSERT INTO "audit_events" VALUES(14,'2026-11-21T10:39:27.156130307Z','shop','user:ben','PromotionApproved','promotion/prod.01m7yv11azaxsm0wqt363bpafj.03bb847','{"stage":"prod","freight":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","warehouse":"app","alias":"first","step":"ask","comment":"ship it"}','9ec54293eafcecf5665938def4922ce59a387d854d7b0a510a826e5463b23630','d4768ef584a93de1f903deb965821cdababd45735e553cd6c91d08da0b71b713');
CREATE TABLE freight (
  project TEXT NOT NULL,
  name TEXT NOT NULL,
  alias TEXT NOT NULL,
  origin TEXT NOT NULL,
  discovered_at TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (project, name)
) WITHOUT ROWID;
INSERT INTO "freight" VALUES('shop','03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf','first','Warehouse/app','2026-11-21T10:39:24.149484820Z','{"project":"shop","name":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","alias":"first","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"example.com/shop/app","tag":"1.0","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]},"discoveredAt":"2026-11-21T10:39:24.149484820Z","createdBy":{"kind":"user","name":"ann"},"status":{"currentlyIn":{},"verifiedIn":{"dev":{"verifiedAt":"2026-11-21T10:39:25.802955008Z","longestSoak":"PT0.605123448S"}},"approvedFor":{},"metadata":{}}}');
INSERT INTO "freight" VALUES('shop','45c68fe9a9e280134ff1f39d4dea3fe72ef07e88','patient-ray','Warehouse/app','2026-11-21T10:39:24.744008135Z','{"project":"shop","name":"45c68fe9a9e280134ff1f39d4dea3fe72ef07e88","alias":"patient-ray","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"example.com/shop/app","tag":"1.1","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000001","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]},"discoveredAt":"2026-11-21T10:39:24.744008135Z","createdBy":{"kind":"user","name":"ann"},"status":{"currentlyIn":{"dev":{"since":"2026-11-21T10:39:26.408078456Z"}},"verifiedIn":{"dev":{"verifiedAt":"2026-11-21T10:39:26.408078456Z"}},"approvedFor":{"prod":{"approvedAt":"2026-11-21T10:39:26.523081173Z","actor":{"kind":"user","name":"ben"},"comment":"looks good"}},"metadata":{}}}');
CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO "meta" VALUES('audit.head','14 d4768ef584a93de1f903deb965821cdababd45735e553cd6c91d08da0b71b713');
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
INSERT INTO "promotions" VALUES('shop','dev.01m7yv0zkyexq6qj2fp8cxywdn.03bb847','dev','03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf','Succeeded','2026-11-21T10:39:24.798126498Z','{"project":"shop","name":"dev.01m7yv0zkyexq6qj2fp8cxywdn.03bb847","stage":"dev","freight":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","intent":"NONE","rollback":false,"actor":{"kind":"user","name":"ann"},"phase":"SUCCEEDED","message":"","createdAt":"2026-11-21T10:39:24.798126498Z","startedAt":"2026-11-21T10:39:24.798126498Z","finishedAt":"2026-11-21T10:39:25.802955008Z"}','{"freight":{"name":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"example.com/shop/app","tag":"1.0","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}},"variables":[],"steps":[{"uses":"compose-output","as":"note","continueOnError":false,"retry":{"errorThreshold":0},"variables":[],"config":{"tag":"${{ imageFrom(''example.com/shop/app'').Tag }}"},"position":{"file":"pipeline.yaml","line":14,"column":9},"configPositions":{"file":"pipeline.yaml","places":{"":"14:50","/tag":"14:56"}}}],"intent":"NONE"}','{"stage":"dev","rollback":false,"actor":{"kind":"user","name":"ann"},"createdAt":"2026-11-21T10:39:24.798126498Z","startedAt":"2026-11-21T10:39:24.798126498Z","finishedAt":"2026-11-21T10:39:25.802955008Z","phase":"SUCCEEDED","message":"","collection":{"id":"90b97abec89dad49d1fa6c8777bf87180f76494f","items":{"Warehouse/app":{"name":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"example.com/shop/app","tag":"1.0","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}}},"verificationHistory":[]},"currentStep":1,"outputs":{"note":{"tag":1}},"healthChecks":[]}');
INSERT INTO "promotions" VALUES('shop','dev.01m7yv11491b8gjrfp1yq8hvew.45c68fe','dev','45c68fe9a9e280134ff1f39d4dea3fe72ef07e88','Succeeded','2026-11-21T10:39:26.345172376Z','{"project":"shop","name":"dev.01m7yv11491b8gjrfp1yq8hvew.45c68fe","stage":"dev","freight":"45c68fe9a9e280134ff1f39d4dea3fe72ef07e88","intent":"NONE","rollback":false,"actor":{"kind":"user","name":"ann"},"phase":"SUCCEEDED","message":"","createdAt":"2026-11-21T10:39:26.345172376Z","startedAt":"2026-11-21T10:39:26.345172376Z","finishedAt":"2026-11-21T10:39:26.408078456Z"}','{"freight":{"name":"45c68fe9a9e280134ff1f39d4dea3fe72ef07e88","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"example.com/shop/app","tag":"1.1","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000001","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}},"variables":[],"steps":[{"uses":"compose-output","as":"note","continueOnError":false,"retry":{"errorThreshold":0},"variables":[],"config":{"tag":"${{ imageFrom(''example.com/shop/app'').Tag }}"},"position":{"file":"pipeline.yaml","line":14,"column":9},"configPositions":{"file":"pipeline.yaml","places":{"":"14:50","/tag":"14:56"}}}],"intent":"NONE"}','{"stage":"dev","rollback":false,"actor":{"kind":"user","name":"ann"},"createdAt":"2026-11-21T10:39:26.345172376Z","startedAt":"2026-11-21T10:39:26.345172376Z","finishedAt":"2026-11-21T10:39:26.408078456Z","phase":"SUCCEEDED","message":"","collection":{"id":"10c3cb97a4648cc5abe841dbb324755c45c69360","items":{"Warehouse/app":{"name":"45c68fe9a9e280134ff1f39d4dea3fe72ef07e88","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"example.com/shop/app","tag":"1.1","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000001","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}}},"verificationHistory":[]},"currentStep":1,"outputs":{"note":{"tag":1.1}},"healthChecks":[]}');
INSERT INTO "promotions" VALUES('shop','prod.01m7yv11azaxsm0wqt363bpafj.03bb847','prod','03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf','Running','2026-11-21T10:39:26.559803149Z','{"project":"shop","name":"prod.01m7yv11azaxsm0wqt363bpafj.03bb847","stage":"prod","freight":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","intent":"NONE","rollback":false,"actor":{"kind":"user","name":"ann"},"phase":"RUNNING","message":"","createdAt":"2026-11-21T10:39:26.559803149Z","startedAt":"2026-11-21T10:39:26.559803149Z"}','{"freight":{"name":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"example.com/shop/app","tag":"1.0","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}},"variables":[{"name":"window","value":"tonight","position":{"file":"pipeline.yaml","line":23,"column":36}}],"steps":[{"uses":"compose-output","as":"note","continueOnError":false,"retry":{"errorThreshold":0},"variables":[],"config":{"when":"${{ vars.window }}"},"position":{"file":"pipeline.yaml","line":25,"column":9},"configPositions":{"file":"pipeline.yaml","places":{"":"25:50","/when":"25:57"}}},{"uses":"wait-for-approval","as":"ask","continueOnError":false,"retry":{"errorThreshold":0},"variables":[],"config":{"minApprovals":2},"position":{"file":"pipeline.yaml","line":26,"column":9},"configPositions":{"file":"pipeline.yaml","places":{"":"26:52","/minApprovals":"26:67"}}},{"uses":"compose-output","as":"done","continueOnError":false,"retry":{"errorThreshold":0},"variables":[],"config":{"answered":"${{ outputs.ask.responses[0].user }}"},"position":{"file":"pipeline.yaml","line":27,"column":9},"configPositions":{"file":"pipeline.yaml","places":{"":"27:50","/answered":"27:61"}}}],"intent":"NONE"}','{"stage":"prod","rollback":false,"actor":{"kind":"user","name":"ann"},"createdAt":"2026-11-21T10:39:26.559803149Z","startedAt":"2026-11-21T10:39:26.559803149Z","phase":"RUNNING","message":"","collection":{"id":"90b97abec89dad49d1fa6c8777bf87180f76494f","items":{"Warehouse/app":{"name":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"example.com/shop/app","tag":"1.0","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}}},"verificationHistory":[]},"currentStep":1,"outputs":{"note":{"when":"tonight"},"ask":{"responses":[{"user":"user:ben","action":"approve","time":"2026-11-21T10:39:27.147482007Z","message":"ship it"}]}},"healthChecks":[]}');
CREATE TABLE schema_migrations (script TEXT PRIMARY KEY, checksum TEXT NOT NULL, applied_at TEXT NOT NULL);
INSERT INTO "schema_migrations" VALUES('001-initial.sql','0c843afd0828e06cd5daa1b38651073143ac2033fccb79c898b9ac12d4bfb1c5','2026-11-21T10:39:20.552665064Z');
CREATE TABLE stage_state (
  project TEXT NOT NULL,
  stage TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (project, stage)
) WITHOUT ROWID;
INSERT INTO "stage_state" VALUES('shop','dev','{"project":"shop","stage":"dev","freightHistory":[{"id":"10c3cb97a4648cc5abe841dbb324755c45c69360","items":{"Warehouse/app":{"name":"45c68fe9a9e280134ff1f39d4dea3fe72ef07e88","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"example.com/shop/app","tag":"1.1","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000001","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}}},"verificationHistory":[{"id":"1560d81a-ca1c-4be5-9b50-64ff968115f8","phase":"SUCCESSFUL","message":"","startedAt":"2026-11-21T10:39:26.408078456Z","finishedAt":"2026-11-21T10:39:26.408078456Z"}]},{"id":"90b97abec89dad49d1fa6c8777bf87180f76494f","items":{"Warehouse/app":{"name":"03bb84774da50d9c8a10a61ca9cd47b5bd3bcadf","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"example.com/shop/app","tag":"1.0","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}}},"verificationHistory":[{"id":"3bfcb763-e285-48be-9771-15d47d46cd8f","phase":"SUCCESSFUL","message":"","startedAt":"2026-11-21T10:39:25.802955008Z","finishedAt":"2026-11-21T10:39:25.802955008Z"}]}],"health":{"status":"HEALTHY","issues":[]},"lastPromotion":{"name":"dev.01m7yv11491b8gjrfp1yq8hvew.45c68fe","phase":"SUCCEEDED","message":"","freight":{"name":"45c68fe9a9e280134ff1f39d4dea3fe72ef07e88","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"example.com/shop/app","tag":"1.1","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000001","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}},"collection":{"id":"10c3cb97a4648cc5abe841dbb324755c45c69360","items":{"Warehouse/app":{"name":"45c68fe9a9e280134ff1f39d4dea3fe72ef07e88","origin":{"kind":"Warehouse","name":"app"},"artifacts":{"commits":[],"images":[{"repoUrl":"example.com/shop/app","tag":"1.1","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000001","annotations":{},"subscriptionName":""}],"charts":[],"artifacts":[]}}},"verificationHistory":[]},"healthChecks":[],"finishedAt":"2026-11-21T10:39:26.408078456Z"},"holds":{},"metadata":{}}');
INSERT INTO "stage_state" VALUES('shop','prod','{"project":"shop","stage":"prod","freightHistory":[],"currentPromotion":"prod.01m7yv11azaxsm0wqt363bpafj.03bb847","holds":{},"metadata":{}}');
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
INSERT INTO "step_records" VALUES('shop','dev.01m7yv0zkyexq6qj2fp8cxywdn.03bb847',0,'note','Succeeded','{"alias":"note","uses":"compose-output","status":"SUCCEEDED","message":"","errorCount":0,"continueOnError":false,"startedAt":"2026-11-21T10:39:25.057650449Z","finishedAt":"2026-11-21T10:39:25.770987270Z","snapshot":"{\"scratch\":\"4b825dc642cb6eb9a060e54bf8d69288fbee4904\",\"checkouts\":[]}"}');
INSERT INTO "step_records" VALUES('shop','dev.01m7yv11491b8gjrfp1yq8hvew.45c68fe',0,'note','Succeeded','{"alias":"note","uses":"compose-output","status":"SUCCEEDED","message":"","errorCount":0,"continueOnError":false,"startedAt":"2026-11-21T10:39:26.404195370Z","finishedAt":"2026-11-21T10:39:26.404737534Z","snapshot":"{\"scratch\":\"4b825dc642cb6eb9a060e54bf8d69288fbee4904\",\"checkouts\":[]}"}');
INSERT INTO "step_records" VALUES('shop','prod.01m7yv11azaxsm0wqt363bpafj.03bb847',0,'note','Succeeded','{"alias":"note","uses":"compose-output","status":"SUCCEEDED","message":"","errorCount":0,"continueOnError":false,"startedAt":"2026-11-21T10:39:26.588315434Z","finishedAt":"2026-11-21T10:39:26.590504840Z","snapshot":"{\"scratch\":\"4b825dc642cb6eb9a060e54bf8d69288fbee4904\",\"checkouts\":[]}"}');
INSERT INTO "step_records" VALUES('shop','prod.01m7yv11azaxsm0wqt363bpafj.03bb847',1,'ask','Running','{"alias":"ask","uses":"wait-for-approval","status":"RUNNING","message":"waits for approval: 1 of 2 given (ben), 1 more needed from anyone who may see the promotion.","errorCount":0,"continueOnError":false,"startedAt":"2026-11-21T10:39:26.595312627Z","snapshot":"{\"scratch\":\"4b825dc642cb6eb9a060e54bf8d69288fbee4904\",\"checkouts\":[]}"}');
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
INSERT INTO "verifications" VALUES('shop','dev','1560d81a-ca1c-4be5-9b50-64ff968115f8','10c3cb97a4648cc5abe841dbb324755c45c69360','SUCCESSFUL','2026-11-21T10:39:26.408078456Z','{"id":"1560d81a-ca1c-4be5-9b50-64ff968115f8","phase":"SUCCESSFUL","message":"","startedAt":"2026-11-21T10:39:26.408078456Z","finishedAt":"2026-11-21T10:39:26.408078456Z"}');
INSERT INTO "verifications" VALUES('shop','dev','3bfcb763-e285-48be-9771-15d47d46cd8f','90b97abec89dad49d1fa6c8777bf87180f76494f','SUCCESSFUL','2026-11-21T10:39:25.802955008Z','{"id":"3bfcb763-e285-48be-9771-15d47d46cd8f","phase":"SUCCESSFUL","message":"","startedAt":"2026-11-21T10:39:25.802955008Z","finishedAt":"2026-11-21T10:39:25.802955008Z"}');
CREATE TABLE warehouse_state (
  project TEXT NOT NULL,
  warehouse TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (project, warehouse)
) WITHOUT ROWID;
INSERT INTO "warehouse_state" VALUES('shop','app','{"project":"shop","warehouse":"app","discovered":{"commits":[],"images":[],"charts":[],"artifacts":[]},"attemptedAt":"2026-11-21T10:39:24.668829953Z","failingSince":"2026-11-21T10:39:24.668829953Z","message":"Discovery failed: pipeline.yaml:4:63: Warehouse ''app'' subscribes to image repository example.com/shop/app, which this Waybill cannot watch yet. Register such Freight with createFreight, or watch a Git repository.","observed":{}}');
CREATE INDEX step_logs_by_promotion ON step_logs (project, promotion, id);
CREATE INDEX audit_events_by_project ON audit_events (project, sequence);
