-- What opens a record's file, where the file asks for a password: it was given once, and the bundle is made of the file as
-- it came.
ALTER TABLE record ADD COLUMN file_password TEXT;
