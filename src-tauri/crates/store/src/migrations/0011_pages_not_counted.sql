-- What was printed and not counted yet stands on a list of its own.
CREATE INDEX print_by_outcome ON print (outcome, request_id);
