-- What is remembered of a connection: a row for each thing, so that one is written without the others. A value of null
-- is remembered too: it says that what was there is no more.
CREATE TABLE remembered (
  connection_id uuid NOT NULL REFERENCES connections,
  key text NOT NULL CHECK (key <> ''),
  value jsonb CHECK (jsonb_typeof(value) <> 'null'),
  PRIMARY KEY (connection_id, key)
);
--> statement-breakpoint
-- What a person last told about the task of a step.
CREATE TABLE task_answers (
  connection_id uuid NOT NULL REFERENCES connections,
  step_id text NOT NULL,
  answer text NOT NULL,
  answered_by text NOT NULL,
  answered_at timestamptz NOT NULL,
  PRIMARY KEY (connection_id, step_id)
);
--> statement-breakpoint
-- A credential is shown once: of two who ask at the same moment, one gets the row.
CREATE TABLE reveals (
  connection_id uuid NOT NULL REFERENCES connections,
  key_id text NOT NULL,
  revealed_to text NOT NULL,
  revealed_at timestamptz NOT NULL,
  PRIMARY KEY (connection_id, key_id)
);
--> statement-breakpoint
-- Which plan was shown to whom, and when: only that one can be approved by them, and only for a while.
CREATE TABLE offered_plans (
  connection_id uuid NOT NULL,
  hash text NOT NULL,
  tenant_id uuid NOT NULL,
  object_id uuid NOT NULL,
  offered_at timestamptz NOT NULL,
  PRIMARY KEY (connection_id, tenant_id, object_id, hash),
  FOREIGN KEY (connection_id, hash) REFERENCES plans ON DELETE CASCADE
);
--> statement-breakpoint
INSERT INTO task_answers (connection_id, step_id, answer, answered_by, answered_at)
SELECT connections.id, told.key, told.value ->> 'answer', told.value ->> 'by', (told.value ->> 'at')::timestamptz
FROM connections, jsonb_each(CASE jsonb_typeof(memory -> 'answers') WHEN 'object' THEN memory -> 'answers' ELSE '{}' END) AS told
WHERE told.value ?& array['answer', 'by', 'at'];
--> statement-breakpoint
INSERT INTO reveals (connection_id, key_id, revealed_to, revealed_at)
SELECT connections.id, substr(shown.key, length('revealed:') + 1), shown.value ->> 'by', (shown.value ->> 'at')::timestamptz
FROM connections, jsonb_each(memory) AS shown
WHERE shown.key LIKE 'revealed:%' AND shown.value ?& array['by', 'at'];
--> statement-breakpoint
INSERT INTO remembered (connection_id, key, value)
SELECT connections.id, kept.key, nullif(kept.value, 'null')
FROM connections, jsonb_each(memory) AS kept
WHERE kept.key <> 'answers' AND kept.key NOT LIKE 'revealed:%' AND kept.key NOT LIKE 'offered:%';
--> statement-breakpoint
INSERT INTO offered_plans (connection_id, hash, tenant_id, object_id, offered_at)
SELECT connections.id, shown ->> 'hash', split_part(substr(offers.key, length('offered:') + 1), '/', 1)::uuid,
  split_part(offers.key, '/', 2)::uuid, to_timestamp((shown ->> 'at')::float8 / 1000)
FROM connections, jsonb_each(memory) AS offers,
  jsonb_array_elements(CASE jsonb_typeof(offers.value) WHEN 'array' THEN offers.value ELSE '[]' END) AS shown
WHERE offers.key LIKE 'offered:%'
  AND EXISTS (SELECT FROM plans WHERE plans.connection_id = connections.id AND plans.hash = shown ->> 'hash')
ON CONFLICT DO NOTHING;
--> statement-breakpoint
ALTER TABLE connections DROP COLUMN memory;
