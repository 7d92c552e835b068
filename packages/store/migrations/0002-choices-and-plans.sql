-- What the person decided; what was approved before there was anything to decide is what was usual then.
ALTER TABLE connections ADD COLUMN choices jsonb;
--> statement-breakpoint
UPDATE connections SET choices = jsonb_build_object(
  'applicationName', application_name,
  'workloads', '["exchange","onedrive","sharepoint","teams"]'::jsonb,
  'permissionList', 'vendor',
  'credential', '{"kind":"secret","days":180}'::jsonb,
  'legacyAuth', 'keep',
  'deletedApplication', 'restore',
  'adoptApplication', NULL,
  'registration', 'api',
  'writes', 'assistant'
);
--> statement-breakpoint
ALTER TABLE connections DROP COLUMN application_name;
--> statement-breakpoint
CREATE TABLE plans (
  connection_id uuid NOT NULL REFERENCES connections (id),
  hash text NOT NULL,
  plan jsonb NOT NULL,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (connection_id, hash)
);
