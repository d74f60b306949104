"""Measurements against named peers. `python -m bench` runs them; nothing here is a test."""
