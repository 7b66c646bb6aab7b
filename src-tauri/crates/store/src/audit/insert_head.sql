INSERT INTO audit_head (id, seq, mac, at) VALUES (1, 0, $1, $2)
