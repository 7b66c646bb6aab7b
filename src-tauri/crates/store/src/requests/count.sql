SELECT COUNT(*) AS requests
FROM (
    SELECT 1
    FROM on_list l
    WHERE l.list >= $1 AND l.list <= $2
      AND ($3 = '' OR EXISTS (SELECT 1 FROM on_list n WHERE n.list = $3 AND n.place = l.place))
      AND ($4 = '' OR EXISTS (SELECT 1 FROM on_list n WHERE n.list = $4 AND n.place = l.place))
      AND ($5 = '' OR EXISTS (SELECT 1 FROM on_list n WHERE n.list = $5 AND n.place = l.place))
      AND ($6 = '' OR EXISTS (SELECT 1 FROM on_list n WHERE n.list = $6 AND n.place = l.place))
      AND ($7 = '' OR EXISTS (SELECT 1 FROM on_list n WHERE n.list = $7 AND n.place = l.place))
      AND ($8 = '' OR EXISTS (SELECT 1 FROM on_list n WHERE n.list = $8 AND n.place = l.place))
    LIMIT $9
) l
