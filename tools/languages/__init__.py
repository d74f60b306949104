"""The spec in other languages: the examples held to the wire vectors, and stock generated clients
measured.
"""
