UPDATE "user" SET version = version + 1, active = $1 WHERE id = $2 RETURNING version
