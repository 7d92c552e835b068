-- A fact is a convenience: one whose label no build is known to have written is dropped rather than left without a key.
-- Facts have a key, and notes of the history a kind: before, both were told by their English words.
CREATE FUNCTION with_key(fact jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN fact ? 'key' THEN fact ELSE fact || jsonb_build_object('key', CASE fact ->> 'label'
    WHEN 'Application (client) ID' THEN 'client-id'
    WHEN 'Client ID' THEN 'client-id'
    WHEN 'App Id' THEN 'client-id'
    WHEN 'Directory (tenant) ID' THEN 'tenant-id'
    WHEN 'Tenant ID' THEN 'tenant-id'
    WHEN 'Object ID' THEN 'application-object-id'
    WHEN 'Service principal ID' THEN 'service-principal-id'
    WHEN 'Secret ID' THEN 'secret-id'
    WHEN 'Secret expires' THEN 'secret-expires'
    WHEN 'Certificate ID' THEN 'certificate-id'
    WHEN 'Certificate expires' THEN 'certificate-expires'
    WHEN 'Certificate thumbprint (SHA-256)' THEN 'certificate-thumbprint'
    WHEN 'Proved' THEN 'proved-at'
    WHEN 'Organization on vPlus' THEN 'organization-guid'
    WHEN 'Name' THEN 'organization-name'
    WHEN 'Page' THEN 'app-inv-page'
    WHEN 'App Domain' THEN 'app-domain'
  END) END
$$;
--> statement-breakpoint
CREATE FUNCTION with_keys(facts jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(jsonb_agg(with_key(fact) ORDER BY nth) FILTER (WHERE with_key(fact) ->> 'key' IS NOT NULL), '[]')
  FROM jsonb_array_elements(facts) WITH ORDINALITY AS facts (fact, nth)
$$;
--> statement-breakpoint
CREATE FUNCTION step_with_keys(step jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT step
    || CASE WHEN jsonb_typeof(step -> 'facts') IS DISTINCT FROM 'array' THEN '{}' ELSE jsonb_build_object('facts', with_keys(step -> 'facts')) END
    || CASE WHEN jsonb_typeof(step #> '{ask,facts}') IS DISTINCT FROM 'array' THEN '{}'
       ELSE jsonb_build_object('ask', step -> 'ask' || jsonb_build_object('facts', with_keys(step #> '{ask,facts}'))) END
$$;
--> statement-breakpoint
UPDATE steps SET record = step_with_keys(record)
WHERE record -> 'facts' <> '[]' OR record #> '{ask,facts}' IS NOT NULL;
--> statement-breakpoint
UPDATE events SET data = data || jsonb_build_object('step', step_with_keys(data -> 'step'))
WHERE data #> '{step,facts}' <> '[]' OR data #> '{step,ask,facts}' IS NOT NULL;
--> statement-breakpoint
UPDATE plans SET plan = jsonb_set(plan, '{vendorSteps}', (
  SELECT jsonb_agg(
    CASE WHEN jsonb_typeof(row #> '{oldWay,facts}') IS DISTINCT FROM 'array' THEN row
    ELSE jsonb_set(row, '{oldWay,facts}', with_keys(row #> '{oldWay,facts}')) END
    ORDER BY place
  )
  FROM jsonb_array_elements(plan -> 'vendorSteps') WITH ORDINALITY AS rows (row, place)
))
WHERE jsonb_path_exists(plan, '$.vendorSteps[*].oldWay.facts[*]');
--> statement-breakpoint
DROP FUNCTION step_with_keys;
--> statement-breakpoint
DROP FUNCTION with_keys;
--> statement-breakpoint
DROP FUNCTION with_key;
--> statement-breakpoint
-- What a remote said stands once, as the remote's own words.
UPDATE steps SET record = record #- '{problem,detail}'
WHERE record #>> '{problem,detail}' = record #>> '{problem,remote,message}';
--> statement-breakpoint
UPDATE events SET data = data #- '{step,problem,detail}'
WHERE data #>> '{step,problem,detail}' = data #>> '{step,problem,remote,message}';
--> statement-breakpoint
-- A note of a record is written with the hash alone, and outlives the other notes.
ALTER TABLE history ADD COLUMN kind text NOT NULL DEFAULT 'deed' CHECK (kind IN ('deed', 'record'));
--> statement-breakpoint
UPDATE history SET kind = 'record' WHERE run_id IS NOT NULL AND what LIKE 'Record of the %: SHA-256 %';
--> statement-breakpoint
ALTER TABLE history ALTER COLUMN kind DROP DEFAULT;
--> statement-breakpoint
UPDATE history SET what = replace(what, ': verify', ': check')
WHERE what IN ('Started: verify', 'Resumed: verify', 'Cancelled: verify');
--> statement-breakpoint
UPDATE history SET what = regexp_replace(what, '^Record of the verify', 'Record of the check') WHERE kind = 'record';
