INSERT INTO letterhead (id, colour, envelope, logo_file, logo_words) VALUES (1, $1, $2, $3, $4)
ON CONFLICT (id) DO UPDATE SET colour = $1, envelope = $2, logo_file = $3, logo_words = $4
