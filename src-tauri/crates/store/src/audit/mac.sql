SELECT mac FROM audit WHERE seq = $1
