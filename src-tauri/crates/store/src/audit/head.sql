SELECT seq, mac, at FROM audit_head WHERE id = 1
