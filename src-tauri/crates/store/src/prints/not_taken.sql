UPDATE print SET outcome = 'not_taken' WHERE job = $1 AND position = $2
