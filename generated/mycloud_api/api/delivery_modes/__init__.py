# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
"""Contains endpoint functions for accessing the API"""
