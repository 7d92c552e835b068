-- What was sealed for a run and when it was wiped: times only, for as long as the run itself is kept.
CREATE TABLE sealings (
  run_id uuid NOT NULL REFERENCES runs (id),
  purpose text NOT NULL,
  sealed_at timestamptz NOT NULL,
  wiped_at timestamptz
);
--> statement-breakpoint
CREATE INDEX sealings_of_run ON sealings (run_id);
--> statement-breakpoint
INSERT INTO sealings (run_id, purpose, sealed_at) SELECT run_id, purpose, sealed_at FROM vault;
--> statement-breakpoint
ALTER TABLE history ADD COLUMN run_id uuid;
--> statement-breakpoint
CREATE INDEX history_of_run ON history (run_id, id);
--> statement-breakpoint
CREATE TABLE records (
  run_id uuid PRIMARY KEY REFERENCES runs (id),
  finished_at timestamptz NOT NULL,
  hash text NOT NULL,
  facts jsonb NOT NULL
);
