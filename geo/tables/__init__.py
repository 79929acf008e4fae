"""Rows in, checked: the shipped data package, any package, a user's own table."""
