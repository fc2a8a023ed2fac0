-- runs: bf63ecf86d1b45ad9192c306b57a5a42 21b1f90d264a4b5f9b19c184937cfa01
CREATE TABLE "runs" (
	run_uuid VARCHAR(32) NOT NULL, 
	name VARCHAR(250), 
	source_type VARCHAR(20), 
	source_name VARCHAR(500), 
	entry_point_name VARCHAR(50), 
	user_id VARCHAR(256), 
	status VARCHAR(9), 
	start_time BIGINT, 
	end_time BIGINT, 
	source_version VARCHAR(50), 
	lifecycle_stage VARCHAR(20), 
	artifact_uri VARCHAR(200), 
	experiment_id INTEGER, deleted_time BIGINT, 
	CONSTRAINT run_pk PRIMARY KEY (run_uuid), 
	CONSTRAINT runs_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted')), 
	CONSTRAINT source_type CHECK (source_type IN ('NOTEBOOK', 'JOB', 'LOCAL', 'UNKNOWN', 'PROJECT')), 
	FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CHECK (status IN ('SCHEDULED', 'FAILED', 'FINISHED', 'RUNNING', 'KILLED'))
);
INSERT INTO runs VALUES('bf63ecf86d1b45ad9192c306b57a5a42', 'auc 0.91', 'UNKNOWN', '', '', 'root', 'FINISHED', 1795477313225, 1795477314100, '', 'active', '/tmp/w/i/packages/evaluate/test/imports/mlruns/1/bf63ecf86d1b45ad9192c306b57a5a42/artifacts', 1, NULL);
INSERT INTO runs VALUES('21b1f90d264a4b5f9b19c184937cfa01', 'auc 0.93', 'UNKNOWN', '', '', 'root', 'FINISHED', 1795477314261, 1795477315248, '', 'active', '/tmp/w/i/packages/evaluate/test/imports/mlruns/1/21b1f90d264a4b5f9b19c184937cfa01/artifacts', 1, NULL);
CREATE TABLE "latest_metrics" (
	"key" VARCHAR(250) NOT NULL, 
	value FLOAT NOT NULL, 
	timestamp BIGINT, 
	step BIGINT NOT NULL, 
	is_nan BOOLEAN NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT latest_metric_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid), 
	CHECK (is_nan IN (0, 1))
);
INSERT INTO latest_metrics VALUES('auc', 0.91, 1795477313484, 1, 0, 'bf63ecf86d1b45ad9192c306b57a5a42');
INSERT INTO latest_metrics VALUES('eval/loss', 0.3, 1795477313484, 1, 0, 'bf63ecf86d1b45ad9192c306b57a5a42');
INSERT INTO latest_metrics VALUES('broken', 0.0, 1795477314018, 0, 1, 'bf63ecf86d1b45ad9192c306b57a5a42');
INSERT INTO latest_metrics VALUES('auc', 0.93, 1795477315053, 1, 0, '21b1f90d264a4b5f9b19c184937cfa01');
INSERT INTO latest_metrics VALUES('eval/loss', 0.3, 1795477315053, 1, 0, '21b1f90d264a4b5f9b19c184937cfa01');
INSERT INTO latest_metrics VALUES('broken', 0.0, 1795477315130, 0, 1, '21b1f90d264a4b5f9b19c184937cfa01');
