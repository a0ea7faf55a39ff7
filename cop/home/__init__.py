"""What is next for me, and finding anything."""
