"""`mycloud doctor`: what stands between this machine and the API, and what to do about it."""
