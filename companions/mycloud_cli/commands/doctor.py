"""`mycloud doctor`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from .. import options
from ..exits import ExitCode
from ..session import settings_of

if TYPE_CHECKING:
    from ..doctor.findings import Finding


def doctor(ctx: typer.Context, *, as_json: options.AsJson = False) -> int:
    """Find out why it does not work.

    Looks at keys, server, proxy, name, certificate, clock, token, and reads one entry of each kind.
    It changes nothing, and shows no key. Ends with the exit code of the first fault.
    """
    from ..doctor.checks import Checkup
    from ..doctor.faults import FAULTS
    from ..doctor.reporting import as_object, print_end, print_finding
    from ..output.safe import print_json

    findings: list[Finding] = []
    for finding in Checkup(settings_of(ctx)).findings():
        findings.append(finding)
        if not as_json:
            print_finding(finding)
    faults = [finding.fault for finding in findings if finding.fault]
    if as_json:
        print_json(as_object(findings))
    else:
        print_end(findings)
    return FAULTS[faults[0]].code if faults else ExitCode.DONE
