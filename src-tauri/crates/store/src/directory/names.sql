SELECT code, name FROM directory_entry WHERE code IS NOT NULL AND kind IN ('organisation', 'site', 'practice')
