SELECT COALESCE(SUM(requests), 0) AS requests FROM tally WHERE list >= $1 AND list <= $2
