-- What changes often lies apart from what is large: a value that is not written again costs nothing in the log.
-- The list of permissions beside the figures of the dashboard, which hold its states.
ALTER TABLE connections ADD COLUMN permissions jsonb;
--> statement-breakpoint
UPDATE connections SET
  permissions = (SELECT coalesce(jsonb_agg(one - 'state' ORDER BY nth), '[]')
    FROM jsonb_array_elements(facts -> 'permissions') WITH ORDINALITY AS permissions (one, nth)),
  facts = facts - 'permissions' || jsonb_build_object('permissionStates', (
    SELECT coalesce(jsonb_agg(one -> 'state' ORDER BY nth), '[]')
    FROM jsonb_array_elements(facts -> 'permissions') WITH ORDINALITY AS permissions (one, nth)))
WHERE jsonb_typeof(facts -> 'permissions') = 'array';
--> statement-breakpoint
-- The rows of a step beside its record, which holds their states.
ALTER TABLE steps ADD COLUMN rows jsonb;
--> statement-breakpoint
UPDATE steps SET
  rows = (SELECT jsonb_agg(row - 'state' ORDER BY nth) FROM jsonb_array_elements(record -> 'rows') WITH ORDINALITY AS rows (row, nth)),
  record = record - 'rows' || jsonb_build_object('rowStates', (
    SELECT jsonb_agg(row -> 'state' ORDER BY nth) FROM jsonb_array_elements(record -> 'rows') WITH ORDINALITY AS rows (row, nth)))
WHERE jsonb_typeof(record -> 'rows') = 'array' AND record -> 'rows' <> '[]';
--> statement-breakpoint
UPDATE steps SET record = record - 'rows' WHERE record ? 'rows';
--> statement-breakpoint
-- Bytes, and no text of them that is a third longer.
ALTER TABLE vault ALTER COLUMN sealed TYPE bytea USING decode(sealed, 'base64');
--> statement-breakpoint
ALTER TABLE alert_channels ALTER COLUMN sealed TYPE bytea USING decode(sealed, 'base64');
--> statement-breakpoint
-- An event is only ever inserted from the row of its run, and deleted with it: nothing has to look that up again.
ALTER TABLE events DROP CONSTRAINT events_run_id_fkey;
--> statement-breakpoint
-- Room beside each row for its next version: no index learns of that one.
ALTER TABLE steps SET (fillfactor = 25);
--> statement-breakpoint
ALTER TABLE runs SET (fillfactor = 50);
--> statement-breakpoint
ALTER TABLE connections SET (fillfactor = 50);
--> statement-breakpoint
-- What repeats itself far apart is found by LZ4 alone; a server that was built without it keeps its own way.
DO $$
DECLARE
  place record;
BEGIN
  FOR place IN SELECT * FROM (VALUES
    ('steps', 'record'), ('steps', 'rows'), ('connections', 'permissions'), ('remembered', 'value'),
    ('plans', 'plan'), ('records', 'facts')) AS places (of_table, of_column)
  LOOP
    EXECUTE format('ALTER TABLE %I ALTER COLUMN %I SET COMPRESSION lz4', place.of_table, place.of_column);
  END LOOP;
EXCEPTION WHEN feature_not_supported OR syntax_error THEN NULL;
END $$;
