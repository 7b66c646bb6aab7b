SELECT version, body FROM settings WHERE id = 1
