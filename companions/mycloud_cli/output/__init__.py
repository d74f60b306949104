"""What a command prints: a table for people, JSON lines or CSV for programs. All of it goes to
stdout as it comes.
"""

from .printing import Entry, Format, format_of, show_entries, show_list, show_one
from .safe import for_terminal

__all__ = [
    "Entry",
    "Format",
    "for_terminal",
    "format_of",
    "show_entries",
    "show_list",
    "show_one",
]
