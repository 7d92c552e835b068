-- What a person chose for a disconnect beyond the usual: nothing, for all before.
ALTER TABLE runs ADD COLUMN undo_choice jsonb;
