-- What commit 7a87b4e and the builds before it kept as JSON, in the shapes of today.
UPDATE connections SET memory = memory || jsonb_build_object(
  'handedOver',
  (memory -> 'handedOver') - 'keyId' || jsonb_build_object('keyIds', jsonb_build_array(memory #> '{handedOver,keyId}'))
)
WHERE jsonb_typeof(memory #> '{handedOver,keyId}') = 'string';
--> statement-breakpoint
UPDATE connections SET memory = memory || jsonb_build_object(
  'proof',
  '{"tokens": [], "reads": []}'::jsonb || ((memory -> 'proof') - 'keyId')
    || jsonb_build_object('keyIds', jsonb_build_array(memory #> '{proof,keyId}'))
)
WHERE jsonb_typeof(memory #> '{proof,keyId}') = 'string';
--> statement-breakpoint
UPDATE plans SET plan = (plan - 'retired') || '{"vendorSteps": []}'
WHERE plan -> 'vendorSteps' IS NULL;
--> statement-breakpoint
UPDATE plans SET plan = jsonb_set(plan, '{steps}', (
  SELECT jsonb_agg(
    step || jsonb_build_object('calls', (
      SELECT coalesce(jsonb_agg(jsonb_build_object('writes', call ->> 'method' <> 'GET') || call ORDER BY nth), '[]')
      FROM jsonb_array_elements(step -> 'calls') WITH ORDINALITY AS calls (call, nth)
    )) ORDER BY place
  )
  FROM jsonb_array_elements(plan -> 'steps') WITH ORDINALITY AS steps (step, place)
))
WHERE jsonb_path_exists(plan, '$.steps[*].calls[*] ? (!exists(@.writes))');
