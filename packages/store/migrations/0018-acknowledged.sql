-- Who works on a finding, why, and until when it is quiet. It is open all the same: it counts for the health.
ALTER TABLE findings ADD COLUMN acknowledged jsonb CHECK (acknowledged IS NULL OR state = 'open');
