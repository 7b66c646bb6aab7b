-- A record that is held elsewhere: where, with whom it was shared there, when, and until when it can be seen.
ALTER TABLE record ADD COLUMN held_at TEXT;
ALTER TABLE record ADD COLUMN shared_with TEXT;
ALTER TABLE record ADD COLUMN shared_on TEXT;
ALTER TABLE record ADD COLUMN shared_until TEXT;
-- Why a file that looked like another patient's is this one's, in the words of the clinician who added it.
ALTER TABLE record ADD COLUMN belongs_because TEXT;
-- The record in whose place this one came; that one is removed, and stays as it was.
ALTER TABLE record ADD COLUMN replaces TEXT REFERENCES record (id);
