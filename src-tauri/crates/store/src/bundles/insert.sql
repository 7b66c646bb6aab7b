INSERT INTO bundle (id, request_id, letter_version, file_name, sha256, pages, bytes, is_draft, assembled_by, assembled_at, manifest,
                    supplement)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
