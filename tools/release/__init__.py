"""Whether a version can go out, and its making: `make release-check`, `make release`.
docs/releasing.md tells how.
"""
