"""What a command prints: a table for people; JSON lines, CSV or YAML for programs. All of it goes
to stdout as it comes.
"""

from .formats import Format, format_of
from .printing import (
    Entry,
    show_batches,
    show_entries,
    show_list,
    show_one,
    show_several,
)
from .safe import for_terminal

__all__ = [
    "Entry",
    "Format",
    "for_terminal",
    "format_of",
    "show_batches",
    "show_entries",
    "show_list",
    "show_one",
    "show_several",
]
