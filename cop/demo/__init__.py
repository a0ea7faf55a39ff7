"""A living example community."""
