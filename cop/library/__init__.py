"""Resources, their files, and the words inside them."""
