"""What people can rely on: a trail of what was done that nobody can quietly change."""
