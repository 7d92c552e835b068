-- Private addresses of calendars. Of what makes one private only the SHA-256 is kept; what was taken back is gone.
CREATE TABLE calendar_feeds (
  id uuid PRIMARY KEY,
  -- null: of all tenants.
  tenant_id uuid REFERENCES tenants (id),
  token_hash text NOT NULL UNIQUE CHECK (token_hash ~ '^[0-9a-f]{64}$'),
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  -- To the hour.
  last_read_at timestamptz
);
--> statement-breakpoint
CREATE INDEX calendar_feeds_of_tenant ON calendar_feeds (tenant_id, made_at DESC);
--> statement-breakpoint
-- What has a date, over all tenants.
CREATE INDEX findings_with_date ON findings (due) WHERE state <> 'resolved' AND due IS NOT NULL;
