-- What checks found, each as an object of its own. One that is not resolved is there once by connection, kind and subject.
CREATE TABLE findings (
  id uuid PRIMARY KEY,
  connection_id uuid NOT NULL REFERENCES connections (id),
  tenant_id uuid NOT NULL REFERENCES tenants (id),
  step_id text NOT NULL,
  kind text NOT NULL,
  subject text NOT NULL,
  severity text NOT NULL CHECK (severity IN ('critical', 'warning', 'info')),
  what jsonb NOT NULL,
  due timestamptz,
  state text NOT NULL CHECK (state IN ('open', 'accepted', 'resolved')),
  first_seen_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  accepted jsonb CHECK ((state = 'accepted') = (accepted IS NOT NULL)),
  resolved_at timestamptz CHECK ((state = 'resolved') = (resolved_at IS NOT NULL))
);
--> statement-breakpoint
CREATE UNIQUE INDEX findings_live ON findings (connection_id, kind, subject) WHERE state <> 'resolved';
--> statement-breakpoint
CREATE INDEX findings_of_tenant ON findings (tenant_id, last_seen_at DESC);
--> statement-breakpoint
-- The looks themselves, for the time line.
CREATE TABLE checks (
  id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  connection_id uuid NOT NULL REFERENCES connections (id),
  tenant_id uuid NOT NULL REFERENCES tenants (id),
  at timestamptz NOT NULL,
  by text,
  run_id uuid,
  findings integer NOT NULL,
  unseen jsonb NOT NULL
);
--> statement-breakpoint
CREATE INDEX checks_of_tenant ON checks (tenant_id, id DESC);
--> statement-breakpoint
-- When the connection is to be looked at next; null: it is not connected. A worker that looks has it until the lease ends.
-- check_asked_by: who wants it sooner.
-- looked_at: when vPlus was last seen. worst, next_due: of its open findings.
ALTER TABLE connections
  ADD COLUMN next_check_at timestamptz,
  ADD COLUMN check_lease timestamptz,
  ADD COLUMN check_asked_by text,
  ADD COLUMN looked_at timestamptz,
  ADD COLUMN live_findings integer NOT NULL DEFAULT 0,
  ADD COLUMN worst text CHECK (worst IN ('critical', 'warning', 'info'));
--> statement-breakpoint
CREATE INDEX connections_to_check ON connections (next_check_at) WHERE next_check_at IS NOT NULL;
--> statement-breakpoint
-- Tenants that were connected before are looked at within a day, not all at once.
UPDATE connections SET next_check_at = now() + random() * interval '1 day'
WHERE connected_at IS NOT NULL AND disconnected_at IS NULL;
