-- How old the last backup is, is asked at each sign-in; of millions of entries it is to be found at once.
CREATE INDEX audit_of_backups ON audit (seq) WHERE act = 'backup_made';
