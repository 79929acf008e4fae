"""A user's own table: read, judged column by column, reported row by row."""
