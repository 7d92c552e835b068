-- Both credentials of a connection with their ends, not only the one that ends first. What was kept had one.
UPDATE connections SET facts = facts - 'credential' || jsonb_build_object(
  'credentials',
  CASE
    WHEN facts -> 'credential' IS NULL OR facts -> 'credential' = 'null' THEN '[]'::jsonb
    ELSE jsonb_build_array(
      (facts -> 'credential')
        || jsonb_build_object('addedAt', null)
        || CASE
          WHEN facts #>> '{credential,kind}' <> 'both' THEN '{}'::jsonb
          -- Which of the two it was, the run that made it knows.
          WHEN EXISTS (
            SELECT FROM steps JOIN runs ON runs.id = steps.run_id
            WHERE runs.connection_id = connections.id AND steps.id = 'add-certificate'
              AND steps.record #>> '{output,keyId}' = facts #>> '{credential,keyId}'
          ) THEN '{"kind": "certificate"}'::jsonb
          ELSE '{"kind": "secret"}'::jsonb
        END
    )
  END
)
WHERE facts IS NOT NULL;
