"""Spaces, topics and replies."""
