SELECT theme, contrast FROM appearance WHERE user_id = $1
