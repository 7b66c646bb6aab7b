UPDATE audit_head SET mac = $1, at = $2 WHERE id = 1
