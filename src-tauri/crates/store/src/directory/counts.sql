SELECT source, kind, is_closed, COUNT(*) AS entries FROM directory_entry GROUP BY source, kind, is_closed ORDER BY source, kind, is_closed
