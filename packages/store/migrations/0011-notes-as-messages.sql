-- A note of the history may be a message, a key with its facts; what was noted before stays a text, as a string of JSON.
ALTER TABLE history ALTER COLUMN what TYPE jsonb USING to_jsonb(what);
