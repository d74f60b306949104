"""What a browser finds at the sandbox: the API reference, in which calls can be tried, and what the
sandbox holds.
"""

from .routes import page_routes

__all__ = ["page_routes"]
