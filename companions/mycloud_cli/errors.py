"""Errors of the command line itself; those of the client it shows as they are."""

from __future__ import annotations


class Misuse(Exception):
    """A command that was used wrongly."""


class NotThere(Exception):
    """Something that was looked for, and is not there."""


class OutputError(Exception):
    """Text that stdout cannot hold; says what to do."""


class CredentialsError(Exception):
    """Keys that cannot be had.

    Attributes:
        fault: Its name, as `mycloud doctor` shows it.
        said: The fault.
        advice: What to do about it.
    """

    def __init__(self, fault: str, said: str, advice: str) -> None:
        super().__init__(f"{said}. {advice}")
        self.fault = fault
        self.said = said
        self.advice = advice
