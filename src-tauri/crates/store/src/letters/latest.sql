SELECT id, request_id, version, file_name, sha256, pages, signed_by, signed_at, content
FROM letter
WHERE request_id = $1
ORDER BY version DESC
LIMIT 1
