"""Serves what clients uploaded as downloads: a browser never shows one as a page of this origin."""

from urllib.parse import quote

from starlette.responses import Response

from .php_forms import Upload

_HARMLESS = ("image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf")
_OTHERWISE = "application/octet-stream"
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def download(upload: Upload) -> Response:
    """An uploaded file; of its type, only what no browser runs is believed."""
    sent = upload.content_type.strip().lower()
    headers = {**_HEADERS, "Content-Disposition": _disposition(upload.filename)}
    return Response(
        upload.content,
        media_type=sent if sent in _HARMLESS else _OTHERWISE,
        headers=headers,
    )


def _disposition(filename: str) -> str:
    """`attachment`, with the name as RFC 6266 spells it."""
    name = "".join(character for character in filename if character.isprintable())[
        -150:
    ]
    return f"attachment; filename*=UTF-8''{quote(name or 'file', safe='')}"
