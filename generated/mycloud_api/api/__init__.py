# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
"""Contains methods for accessing the API"""
