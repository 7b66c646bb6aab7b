SELECT file_name FROM record WHERE file_name IS NOT NULL
UNION SELECT file_name FROM letter
UNION SELECT file_name FROM bundle
