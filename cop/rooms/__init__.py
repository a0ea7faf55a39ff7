"""Live co-reflection rooms."""
