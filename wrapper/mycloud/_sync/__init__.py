# Made by `make generate` from _async/__init__.py; edit that file.
# Its SHA-256 was 58293db8236f1d377e260960731b9d2d7468852e2ebf995b58b17fdd7d55a744.
"""The clients for blocking callers."""
