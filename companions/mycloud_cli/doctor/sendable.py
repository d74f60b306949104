"""A report of a checkup that can be sent to a colleague: nothing in it is secret or personal."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from ..credentials import Credentials, credentials
from ..errors import CredentialsError
from ..output.safe import for_terminal
from ..session import Settings
from .findings import Finding

_LEAST: Final = 6
"""A shorter secret is replaced only as a whole word."""
_PATTERNS: Final = (
    (re.compile(r"(answered \d+): .*", re.DOTALL), r"\1"),  # the server's own words
    (re.compile(r"(?i)(/home/|/users/|\\users\\)[^/\\\s]+"), r"\1..."),
    (re.compile(r"//[^/\s@]+@"), "//...@"),
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"), "(e-mail address)"),
    (re.compile(r"\beyJ[\w-]+\.[\w-]+\.[\w-]*"), "(token)"),
    (re.compile(r"\b[0-9a-f]{24,}\b", re.IGNORECASE), "(key)"),
    (re.compile(r"(?<![\w.])(?!\d{4}-\d\d-\d\d)\+?\d[\d -]{7,}\d\b"), "(number)"),
    (re.compile(r"[\u0e00-\u0e7f]+"), "(Thai text)"),
)


def sendable(findings: Sequence[Finding], settings: Settings) -> str:
    """The findings as Markdown."""
    secrets = secrets_of(settings)
    rows = [
        f"| {finding.state.value} | {finding.check} | {_cell(_said(finding), secrets)} |"
        for finding in findings
    ]
    faults = [finding.fault for finding in findings if finding.fault]
    end = f"Found: {', '.join(dict.fromkeys(faults))}." if faults else "All is well."
    head = [
        "# mycloud doctor",
        "",
        end,
        "",
        "| | check | seen |",
        "| --- | --- | --- |",
    ]
    return "\n".join([*head, *rows, ""])


def secrets_of(
    settings: Settings, environment: Mapping[str, str] = os.environ
) -> list[str]:
    """Texts that must not be shown: keys, the token, a proxy's password, the user's name."""
    try:
        found = credentials(settings.profile, environment)
    except CredentialsError:
        found = Credentials("nowhere")
    proxies = [
        value for name, value in environment.items() if name.lower().endswith("_proxy")
    ]
    passwords = re.findall(
        r"//([^/\s@:]*):?([^/\s@]*)@", " ".join([settings.proxy or "", *proxies])
    )
    given = [
        environment.get(name)
        for name in ("MYCLOUD_API_KEY", "MYCLOUD_SECRET_KEY", "MYCLOUD_TOKEN")
    ]
    every = [
        found.api_key,
        found.secret_key,
        found.token,
        *given,
        *(part for pair in passwords for part in pair),
    ]
    return sorted({text for text in every if text}, key=len, reverse=True)


def scrubbed(text: str, secrets: Iterable[str], home: str = str(Path.home())) -> str:
    """A text without these secrets, and without what looks like a key, a person or a home."""
    for secret in secrets:
        pattern = (
            re.escape(secret) if len(secret) >= _LEAST else rf"\b{re.escape(secret)}\b"
        )
        text = re.sub(pattern, "(secret)", text)
    if home not in ("", "/"):
        text = text.replace(home, "~")
    for pattern_, put in _PATTERNS:
        text = pattern_.sub(put, text)
    return text


def _said(finding: Finding) -> str:
    advice = f" {finding.fault}: {finding.advice}." if finding.fault else ""
    return f"{finding.said}.{advice}" if advice else finding.said


def _cell(text: str, secrets: Sequence[str]) -> str:
    return for_terminal(scrubbed(text, secrets)).replace("|", "\\|")
