SELECT colour, envelope, logo_file, logo_words FROM letterhead WHERE id = 1
