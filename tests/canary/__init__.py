"""The canary, on a real installation: someone writes without a name, and whatever leaves it is searched for them."""
