"""What every feature stands on, and which knows none of them."""
