"""What PHP makes of a form: `$_POST` and `$_FILES`, nested by the brackets in the names.

The live server is PHP, and what counts is what its parser yields. `variables` knows how a name
becomes a place in an array, `multipart` how the bytes of a multipart body become fields and files.
Both are held against PHP itself by `tests/php_corpus`.
"""

from .multipart import MAX_FILES, BadBoundary, PartTooLarge, read_multipart
from .variables import (
    MAX_DEPTH,
    MAX_FIELDS,
    Form,
    FormValue,
    Key,
    PhpForm,
    Upload,
    read_query,
    read_urlencoded,
)

__all__ = [
    "MAX_DEPTH",
    "MAX_FIELDS",
    "MAX_FILES",
    "BadBoundary",
    "Form",
    "FormValue",
    "Key",
    "PartTooLarge",
    "PhpForm",
    "Upload",
    "read_multipart",
    "read_query",
    "read_urlencoded",
]
