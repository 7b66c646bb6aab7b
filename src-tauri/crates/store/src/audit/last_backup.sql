SELECT seq, at FROM audit WHERE act = 'backup_made' AND outcome = 'done' ORDER BY seq DESC LIMIT 1
