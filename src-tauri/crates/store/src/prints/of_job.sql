SELECT job FROM print WHERE request_id = $1 AND job = $2 AND outcome <> 'not_taken'
