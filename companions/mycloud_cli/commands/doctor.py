"""`mycloud doctor`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from .. import options
from ..errors import Misuse
from ..exits import ExitCode
from ..output.streams import say
from ..progress import shown
from ..session import Settings, settings_of

if TYPE_CHECKING:
    from ..doctor.findings import Finding
    from ..doctor.learn.observations import Observations


def doctor(
    ctx: typer.Context,
    *,
    report: Annotated[
        bool,
        typer.Option(
            "--report",
            help="Print a report in Markdown that can be sent to a colleague: without keys, "
            "tokens, names, numbers of people, and words of the server.",
        ),
    ] = False,
    learn: Annotated[
        bool,
        typer.Option(
            "--learn",
            help="Find out in which ways the server differs from its documentation, and print "
            "a report in Markdown. Sends some 30 requests, 54 at most.",
        ),
    ] = False,
    write: Annotated[
        bool,
        typer.Option(
            "--write",
            help="With --learn: place up to four orders, and delete them. Only on staging or "
            "on this machine.",
        ),
    ] = False,
    live_write: Annotated[
        bool,
        typer.Option(
            "--live-write", help="With --learn: do so on any server, if you must."
        ),
    ] = False,
    as_json: options.AsJson = False,
) -> int:
    """Find out why it does not work, or how the server works.

    Looks at keys, server, proxy, name, certificate, clock, token, and reads one entry of each kind.
    It changes nothing, and shows no key. Ends with the exit code of the first fault.
    """
    if learn:
        return _learn(settings_of(ctx), write or live_write, live_write, as_json)
    if write or live_write:
        raise Misuse("--write and --live-write go with --learn")
    if report and as_json:
        raise Misuse("--report and --json exclude each other")
    return _check(settings_of(ctx), as_json, report)


def _check(settings: Settings, as_json: bool, report: bool) -> int:
    from ..doctor.checks import Checkup
    from ..doctor.faults import FAULTS
    from ..doctor.reporting import as_object, print_end, print_finding
    from ..doctor.sendable import sendable
    from ..output.safe import print_json

    findings: list[Finding] = []
    for finding in Checkup(settings).findings():
        findings.append(finding)
        if not (as_json or report):
            print_finding(finding)
    faults = [finding.fault for finding in findings if finding.fault]
    if as_json:
        print_json(as_object(findings))
    elif report:
        sys.stdout.write(sendable(findings, settings))
    else:
        print_end(findings)
    return FAULTS[faults[0]].code if faults else ExitCode.DONE


def _learn(settings: Settings, write: bool, live_write: bool, as_json: bool) -> int:
    from mycloud import __version__

    from ..doctor.learn.examining import examine, server_of
    from ..doctor.learn.report import as_markdown, as_object
    from ..output.safe import print_json

    with shown("requests") as told:
        seen = examine(
            settings,
            write=write,
            live_write=live_write,
            on_progress=lambda count: told("Examining", count, None),
        )
    made = as_object(
        seen, server=server_of(settings), version=f"mycloud-client {__version__}"
    )
    if as_json:
        print_json(made)
    else:
        sys.stdout.write(as_markdown(made))
    say(f"Sent {seen.requests} requests; {len(made['habits'])} habits seen.")
    return _learnt(seen)


def _learnt(seen: Observations) -> int:
    """The exit code; without a list of orders nothing was learnt."""
    long = seen.listings.get("long")
    if long is not None and long.ids is not None:
        return ExitCode.DONE
    status = f" but answered {long.status}" if long else ""
    say(
        f"The server gave no list of orders{status}. `mycloud doctor` looks for the cause."
    )
    return ExitCode.KEYS if long and long.status in (401, 403) else ExitCode.UNREADABLE
