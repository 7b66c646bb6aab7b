INSERT INTO request_number (year, last) VALUES ($1, 1)
ON CONFLICT (year) DO UPDATE SET last = request_number.last + 1
RETURNING last
