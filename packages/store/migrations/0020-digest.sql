-- What a channel is told at once, and the hour (UTC) at which it gets the rest in one message; null: all of it at once.
ALTER TABLE alert_channels
  ADD COLUMN at_once jsonb,
  ADD COLUMN digest_hour smallint CHECK (digest_hour BETWEEN 0 AND 23),
  ADD CONSTRAINT alert_channels_digest CHECK ((at_once IS NULL) = (digest_hour IS NULL));
--> statement-breakpoint
-- gathered: it waits for the next digest, or is told in the one that is named.
ALTER TABLE alerts DROP CONSTRAINT alerts_state_check;
--> statement-breakpoint
ALTER TABLE alerts
  ADD COLUMN digest_id uuid,
  ADD CONSTRAINT alerts_state_check CHECK (state IN ('waiting', 'delivered', 'failed', 'gathered'));
--> statement-breakpoint
-- One digest a day for each channel, whoever makes it: `raised_at` of a digest is the hour that it is for.
CREATE UNIQUE INDEX alerts_digest_of_day ON alerts (channel_id, ((raised_at AT TIME ZONE 'UTC')::date)) WHERE event = 'digest';
--> statement-breakpoint
CREATE INDEX alerts_gathered ON alerts (channel_id, raised_at) WHERE state = 'gathered' AND digest_id IS NULL;
--> statement-breakpoint
CREATE INDEX alerts_of_digest ON alerts (digest_id) WHERE digest_id IS NOT NULL;
