"""The rotation, quarterly meetings, and who is coming."""
