-- How long steps usually take is read from the newest connects alone.
CREATE INDEX runs_newest_connects ON runs (started_at DESC) WHERE verb = 'connect' AND connected;
--> statement-breakpoint
CREATE INDEX runs_ended ON runs (finished_at) WHERE finished_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX history_by_time ON history (at);
--> statement-breakpoint
-- A record outlives its run.
ALTER TABLE records DROP CONSTRAINT records_run_id_fkey;
