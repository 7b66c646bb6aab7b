SELECT version, body FROM organisation WHERE id = 1
