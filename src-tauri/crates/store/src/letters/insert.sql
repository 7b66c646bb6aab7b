INSERT INTO letter (id, request_id, version, file_name, sha256, pages, signed_by, signed_at, content)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
