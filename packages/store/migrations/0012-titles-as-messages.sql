-- The title of a step is a message; one that an earlier build worded stays a text, as a string of JSON.
ALTER TABLE steps ALTER COLUMN title TYPE jsonb USING to_jsonb(title);
