"""What jobs ask of the generation service.

Each call may raise GeneratorBusyError and GeneratorRefusedError.
"""

import json
from http import HTTPStatus
from typing import Any

from config.generator import GeneratorBusyError, GeneratorRefusedError, call


def start_solve(url: str, request: dict[str, Any]) -> None:
    """Hand over one solve (a `generate` document).

    When the answer is lost it counts as busy: should the solve have started all the
    same, the next attempt's number makes its end count for nothing. So does one that
    the service knows a later attempt of.
    """
    try:
        call("POST", "/api/generate_variants", json.dumps(request).encode(), url=url)
    except GeneratorRefusedError as refused:
        if refused.status == HTTPStatus.CONFLICT:
            raise GeneratorBusyError(refused.code) from refused
        raise


def cancel_solve(url: str, solve: str, *, keep_best: bool) -> None:
    """Stop one solve now."""
    body = json.dumps({"keep_best": keep_best}).encode()
    call("POST", f"/api/cancel/{solve}", body, url=url)


def solving_slots(url: str) -> int:
    """How many solves the service runs side by side; 1 when it does not say."""
    try:
        slots = call("GET", "/hardware", url=url).json().get("slots", 1)
    except (GeneratorBusyError, GeneratorRefusedError):
        return 1
    return max(1, int(slots))
