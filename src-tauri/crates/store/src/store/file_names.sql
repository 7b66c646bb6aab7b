SELECT file_name FROM record WHERE file_name IS NOT NULL
UNION SELECT file_name FROM letter
UNION SELECT file_name FROM bundle
UNION SELECT file_name FROM logo
UNION SELECT file_name FROM signature_picture WHERE file_name IS NOT NULL
