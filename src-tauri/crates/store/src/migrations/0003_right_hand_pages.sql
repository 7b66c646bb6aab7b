-- For printing on both sides, a record may be wanted on a page of its own leaf.
ALTER TABLE record ADD COLUMN starts_right {int} NOT NULL DEFAULT 0 CHECK (starts_right IN (0, 1));
