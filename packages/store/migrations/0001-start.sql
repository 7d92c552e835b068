CREATE TABLE installation (
  the_only boolean PRIMARY KEY DEFAULT true CHECK (the_only),
  id uuid NOT NULL,
  key_id text NOT NULL,
  canary text NOT NULL
);
--> statement-breakpoint
CREATE TABLE tenants (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  primary_domain text NOT NULL
);
--> statement-breakpoint
CREATE TABLE connections (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES tenants (id),
  vplus_server_id text NOT NULL,
  vplus_server_name text NOT NULL,
  application_name text NOT NULL,
  made_at timestamptz NOT NULL,
  connected_at timestamptz,
  disconnected_at timestamptz,
  memory jsonb NOT NULL,
  facts jsonb,
  UNIQUE (tenant_id, vplus_server_id)
);
--> statement-breakpoint
CREATE TABLE runs (
  id uuid PRIMARY KEY,
  connection_id uuid NOT NULL REFERENCES connections (id),
  tenant_id uuid NOT NULL REFERENCES tenants (id),
  verb text NOT NULL,
  state text NOT NULL,
  version integer NOT NULL DEFAULT 0,
  plan_hash text,
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  started_by jsonb NOT NULL,
  connected boolean NOT NULL DEFAULT false,
  unchanged boolean NOT NULL DEFAULT false,
  cancel_requested boolean NOT NULL DEFAULT false,
  lease text,
  job_id uuid NOT NULL,
  job_attempt integer NOT NULL DEFAULT 0,
  times_taken integer NOT NULL DEFAULT 0
);
--> statement-breakpoint
CREATE UNIQUE INDEX runs_one_live_per_connection ON runs (connection_id)
  WHERE state IN ('queued', 'working', 'waiting', 'needs-you');
--> statement-breakpoint
CREATE INDEX runs_of_tenant ON runs (tenant_id, started_at DESC);
--> statement-breakpoint
CREATE TABLE steps (
  run_id uuid NOT NULL REFERENCES runs (id),
  id text NOT NULL,
  position integer NOT NULL,
  title text NOT NULL,
  record jsonb NOT NULL,
  PRIMARY KEY (run_id, id)
);
--> statement-breakpoint
CREATE TABLE events (
  run_id uuid NOT NULL REFERENCES runs (id),
  number integer NOT NULL,
  at timestamptz NOT NULL,
  data jsonb NOT NULL,
  PRIMARY KEY (run_id, number)
);
--> statement-breakpoint
CREATE TABLE vault (
  run_id uuid NOT NULL REFERENCES runs (id),
  purpose text NOT NULL,
  key_id text NOT NULL,
  sealed text NOT NULL,
  sealed_at timestamptz NOT NULL,
  PRIMARY KEY (run_id, purpose)
);
--> statement-breakpoint
CREATE TABLE history (
  id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  tenant_id uuid NOT NULL,
  at timestamptz NOT NULL,
  who text NOT NULL,
  what text NOT NULL
);
--> statement-breakpoint
CREATE INDEX history_of_tenant ON history (tenant_id, id DESC);
