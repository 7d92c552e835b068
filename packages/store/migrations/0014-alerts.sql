-- Where alerts go. What is secret of a channel is one sealed value, bound to the channel's id.
CREATE TABLE alert_channels (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  settings jsonb NOT NULL,
  kinds jsonb,
  severities jsonb NOT NULL,
  tenants jsonb,
  key_id text NOT NULL,
  sealed text NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  off_since timestamptz,
  off_by text,
  off_why text CHECK (off_why IN ('gone', 'person')),
  CHECK ((off_since IS NULL) = (off_why IS NULL))
);
--> statement-breakpoint
-- One alert for one channel. Its id is that of every attempt.
CREATE TABLE alerts (
  id uuid PRIMARY KEY,
  channel_id uuid NOT NULL REFERENCES alert_channels ON DELETE CASCADE,
  -- Of a test of the channel both are null.
  tenant_id uuid,
  finding_id text,
  event text NOT NULL,
  kind text NOT NULL,
  severity text NOT NULL,
  what jsonb NOT NULL,
  raised_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'failed')),
  -- Attempts since it was raised or sent again by a person.
  tries integer NOT NULL DEFAULT 0,
  next_at timestamptz,
  -- The job of the queue that makes the next attempt.
  job_id uuid,
  ended_at timestamptz,
  CHECK ((state = 'waiting') = (next_at IS NOT NULL)),
  CHECK (job_id IS NULL OR state = 'waiting')
);
--> statement-breakpoint
CREATE INDEX alerts_due ON alerts (next_at) WHERE state = 'waiting';
--> statement-breakpoint
CREATE INDEX alerts_of_channel ON alerts (channel_id, raised_at DESC, id DESC);
--> statement-breakpoint
CREATE INDEX alerts_ended ON alerts (ended_at) WHERE ended_at IS NOT NULL;
--> statement-breakpoint
-- How each attempt ended: no bodies, no secrets.
CREATE TABLE alert_attempts (
  alert_id uuid NOT NULL REFERENCES alerts ON DELETE CASCADE,
  number integer NOT NULL,
  at timestamptz NOT NULL,
  duration_ms integer NOT NULL,
  result text NOT NULL CHECK (result IN ('delivered', 'failed', 'gone')),
  status integer,
  code text,
  PRIMARY KEY (alert_id, number)
);
