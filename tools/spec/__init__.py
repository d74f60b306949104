"""The spec as a product: what `make spec`, `make lint` and `make spec-diff` run. See `python -m
tools.spec --help`.
"""
