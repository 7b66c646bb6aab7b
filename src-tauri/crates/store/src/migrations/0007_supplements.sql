-- Records that arrive after the bundle was sent go in a supplement to it: to which version of the letter, and in which.
ALTER TABLE record ADD COLUMN supplement_to {int} CHECK (supplement_to > 0);
ALTER TABLE record ADD COLUMN supplement {int} CHECK (supplement > 0);
ALTER TABLE bundle ADD COLUMN supplement {int} NOT NULL DEFAULT 0;
