-- Links with which somebody who has the missing role lets a waiting run go on, once. The id is all that a link holds.
CREATE TABLE approvals (
  id uuid PRIMARY KEY,
  run_id uuid NOT NULL REFERENCES runs (id),
  tenant_id uuid NOT NULL REFERENCES tenants (id),
  plan_hash text NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  ended text CHECK (ended IN ('approved', 'revoked')),
  ended_by text,
  ended_at timestamptz
);
--> statement-breakpoint
CREATE INDEX approvals_of_run ON approvals (run_id, made_at DESC);
