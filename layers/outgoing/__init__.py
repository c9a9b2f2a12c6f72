"""What leaves: the table that every export format writes, and the forms of it that several formats share."""
