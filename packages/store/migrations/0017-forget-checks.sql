-- What is deleted when it is old is found by its time.
CREATE INDEX checks_by_time ON checks (at);
--> statement-breakpoint
CREATE INDEX findings_resolved ON findings (resolved_at) WHERE resolved_at IS NOT NULL;
