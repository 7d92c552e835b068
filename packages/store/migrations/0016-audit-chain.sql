-- The history is the audit log: who did what, as what and from where. Each entry gets a number and the hash of the one
-- before soon after it was written; what an earlier build noted is brought over, in the order in which it was noted.
ALTER TABLE history
  ALTER COLUMN tenant_id DROP NOT NULL,
  ADD COLUMN who_tenant_id text,
  ADD COLUMN who_object_id text,
  ADD COLUMN acted_as text,
  ADD COLUMN came_from text,
  ADD COLUMN brought_over boolean NOT NULL DEFAULT true,
  ADD COLUMN number bigint,
  ADD COLUMN previous text,
  ADD COLUMN hash text,
  ADD CHECK (num_nulls(number, previous, hash) IN (0, 3)),
  DROP CONSTRAINT history_kind_check,
  ADD CHECK (kind IN ('deed', 'answer', 'disclosure', 'look', 'outcome', 'record', 'refusal', 'upkeep'));
--> statement-breakpoint
ALTER TABLE history ALTER COLUMN brought_over SET DEFAULT false;
--> statement-breakpoint
CREATE UNIQUE INDEX history_by_number ON history (number);
--> statement-breakpoint
CREATE INDEX history_not_chained ON history (id) WHERE number IS NULL;
--> statement-breakpoint
-- Where the chain begins and ends. The row is made at the start, so that a back-up can be loaded.
CREATE TABLE audit_chain (
  the_only boolean PRIMARY KEY DEFAULT true CHECK (the_only),
  -- Of the last entry that was deleted because it was old.
  cut_number bigint NOT NULL DEFAULT 0,
  cut_hash text NOT NULL DEFAULT repeat('0', 64),
  cut_at timestamptz,
  -- Of the newest entry.
  head_number bigint NOT NULL DEFAULT 0,
  head_hash text NOT NULL DEFAULT repeat('0', 64)
);
--> statement-breakpoint
CREATE FUNCTION history_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  chained CONSTANT text[] := ARRAY['number', 'previous', 'hash'];
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF OLD.number IS NULL AND NEW.number IS NOT NULL
      AND to_jsonb(NEW) - chained = to_jsonb(OLD) - chained THEN RETURN NEW; END IF;
  ELSIF TG_OP = 'DELETE' THEN
    IF OLD.number <= (SELECT cut_number FROM audit_chain) THEN RETURN OLD; END IF;
  END IF;
  RAISE EXCEPTION 'The history is append-only';
END
$$;
--> statement-breakpoint
CREATE TRIGGER history_is_append_only BEFORE UPDATE OR DELETE ON history
  FOR EACH ROW EXECUTE FUNCTION history_is_append_only();
--> statement-breakpoint
CREATE TRIGGER history_is_never_emptied BEFORE TRUNCATE ON history
  FOR EACH STATEMENT EXECUTE FUNCTION history_is_append_only();
