SELECT file_name FROM record UNION SELECT file_name FROM letter UNION SELECT file_name FROM bundle
