"""`make bench`: what the production server does on this machine, beside the least that Flask can do on it."""
