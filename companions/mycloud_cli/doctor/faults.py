"""The faults that can be found: one table, of which the documentation is made."""

from __future__ import annotations

from typing import Final, NamedTuple

from ..exits import ExitCode


class Fault(NamedTuple):
    """Something that is wrong.

    Attributes:
        meaning: What it is.
        advice: What to do about it.
        code: What the command ends with when this is the first fault.
    """

    meaning: str
    advice: str
    code: ExitCode


FAULTS: Final = {
    "keys-missing": Fault(
        "there are no keys, or one of two",
        "Run `mycloud login`, or set MYCLOUD_API_KEY and MYCLOUD_SECRET_KEY",
        ExitCode.KEYS,
    ),
    "credentials-shared": Fault(
        "others can read the file of credentials",
        "Run `chmod 600` on it, and have new keys made if others use this machine",
        ExitCode.KEYS,
    ),
    "credentials-unreadable": Fault(
        "the file of credentials cannot be read",
        "Look at it, or write it anew with `mycloud login`",
        ExitCode.KEYS,
    ),
    "bad-base-url": Fault(
        "the base URL is not a URL",
        "Correct --base-url, MYCLOUD_BASE_URL or base_url in the profile; leave it out for "
        "the live server",
        ExitCode.USAGE,
    ),
    "bad-setting": Fault(
        "a setting cannot be used",
        "Correct the setting that is named, or leave it out",
        ExitCode.USAGE,
    ),
    "bad-token-file": Fault(
        "the file of the token cannot be used",
        "Let MYCLOUD_TOKEN_FILE name a file in a folder of your own, or leave it out",
        ExitCode.MACHINE,
    ),
    "plain-http": Fault(
        "keys would be sent to another machine in clear text",
        "Write https:// in the base URL; --allow-insecure-http if you must",
        ExitCode.USAGE,
    ),
    "proxy-down": Fault(
        "the proxy cannot be reached",
        "Start it, or correct --proxy, HTTPS_PROXY or HTTP_PROXY; NO_PROXY names hosts that "
        "need none",
        ExitCode.NO_ANSWER,
    ),
    "proxy-refuses": Fault(
        "the proxy does not let the request through",
        "Ask anyone who runs the proxy; a password stands in its URL, http://user:password@host:port",
        ExitCode.NO_ANSWER,
    ),
    "unknown-host": Fault(
        "nobody knows the host's name",
        "Check the spelling of the base URL; if no other name is found either, check this "
        "machine's network and DNS",
        ExitCode.NO_ANSWER,
    ),
    "no-connection": Fault(
        "nobody answers at that address and port",
        "Check host and port of the base URL, and whether a firewall is in the way; a sandbox "
        "must be running",
        ExitCode.NO_ANSWER,
    ),
    "no-answer-in-time": Fault(
        "the server takes too long",
        "Try again later, or wait for longer with --timeout SECONDS",
        ExitCode.NO_ANSWER,
    ),
    "connection-lost": Fault(
        "the connection broke before there was an answer",
        "Try again; if it goes on, a firewall or a proxy on the way may cut it",
        ExitCode.NO_ANSWER,
    ),
    "certificate-untrusted": Fault(
        "the certificate is signed by nobody this machine trusts",
        "If the server is yours, or your company's proxy opens the traffic, name its "
        "certificate with --ca-bundle FILE",
        ExitCode.NO_ANSWER,
    ),
    "certificate-expired": Fault(
        "the certificate is out of date",
        "Check this machine's date; if that is right, tell anyone who runs the server",
        ExitCode.NO_ANSWER,
    ),
    "certificate-of-another-host": Fault(
        "the certificate is for another name",
        "Check the host in the base URL",
        ExitCode.NO_ANSWER,
    ),
    "no-tls": Fault(
        "the server does not speak TLS there",
        "Check scheme and port of the base URL",
        ExitCode.NO_ANSWER,
    ),
    "wrong-path": Fault(
        "there is no API at that URL",
        "Check the path of the base URL; it ends in /api/v1",
        ExitCode.NOT_FOUND,
    ),
    "redirect": Fault(
        "the server points elsewhere",
        "Use the URL it points to; a redirect is not followed, since an order would not survive it",
        ExitCode.REFUSED,
    ),
    "server-failing": Fault(
        "the server fails, or is being maintained",
        "Try again later; if it goes on, ask MyCloud",
        ExitCode.SERVER_FAILED,
    ),
    "too-many-requests": Fault(
        "the server asks to come back later",
        "Wait, and send fewer requests at a time",
        ExitCode.SERVER_FAILED,
    ),
    "clock-skewed": Fault(
        "this machine's clock and the server's differ",
        "Set the clock of this machine (timedatectl set-ntp true); if it is right, the "
        "server's is wrong",
        ExitCode.MACHINE,
    ),
    "keys-refused": Fault(
        "the server does not accept the keys",
        "Copy both again; they must belong to this server, since staging has its own keys",
        ExitCode.KEYS,
    ),
    "token-expired": Fault(
        "the token is past its end",
        "Set the keys, with which a new one is fetched; or put a new token into MYCLOUD_TOKEN",
        ExitCode.KEYS,
    ),
    "token-refused": Fault(
        "the server does not accept the token",
        "Set the keys, with which a new one is fetched; a token is good for the server that "
        "issued it",
        ExitCode.KEYS,
    ),
    "unreadable": Fault(
        "the answer is not what the API gives",
        "Run the command with --debug and report it; a proxy may have changed the answer",
        ExitCode.UNREADABLE,
    ),
    "refused": Fault(
        "the server refused",
        "See what it said; ask MyCloud whether the keys are good for this",
        ExitCode.REFUSED,
    ),
}
