# Made by `make generate` from a template of openapi-python-client; do not edit.
"""Contains methods for accessing the API"""
