"""Breaks the code on purpose, place by place, and counts what the tests notice."""
