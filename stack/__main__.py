"""`python -m stack run | host | services | configure`, in the environment that set-up makes."""

import argparse
import fcntl
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from stack import checks, parts
from stack.configuration import Configuration, configure
from stack.parts import DEMO, STANDALONE, Stage
from stack.process import Part, PartFailed
from stack.supervisor import Supervisor, say, warn


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m stack", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="start everything, in order, until Ctrl-C")
    run.add_argument("--no-demo-week", action="store_true", help="publish no timetable")
    run.add_argument("--university", type=Path, help="the demo's, a made one (.json.gz)")
    commands.add_parser("host", help="start a worker with its generator beside a product")
    commands.add_parser("services", help="start only PostgreSQL and Valkey")
    commands.add_parser("configure", help="write horarium.env and nothing else")
    asked = parser.parse_args(arguments)
    try:
        configuration = configure(only_solves=asked.command == "host")
        if asked.command == "run":
            return _run(configuration, asked.university, week=not asked.no_demo_week)
        if asked.command == "host":
            return _host(configuration)
        if asked.command == "services":
            return _services(configuration)
    except PartFailed as error:
        warn(str(error))
        return 1
    return 0


def _run(configuration: Configuration, university: Path | None, *, week: bool) -> int:
    checks.check_node()
    if not (STANDALONE / "server.js").exists():
        raise PartFailed("the web is not built: run `make setup`")
    with _alone(configuration):
        plan = parts.everything(configuration, university, week=week)
        _check(plan, configuration)
        return Supervisor(plan, configuration.logs).run(
            lambda results: _welcome(configuration, json.loads(results[DEMO]))
        )


def _host(configuration: Configuration) -> int:
    """Until it is stopped: then it takes no more, and what it solves ends here in time."""
    with _alone(configuration):
        url = configuration.environment["HORARIUM_GENERATOR_URL"]
        return Supervisor(parts.host(configuration), configuration.logs).run(
            lambda _: say("horarium", f"solves at {url}; Ctrl-C drains it")
        )


def _services(configuration: Configuration) -> int:
    with _alone(configuration):
        plan = parts.services(configuration)
        _check(plan, configuration)
        file = configuration.environment["HORARIUM_ENV_FILE"]
        return Supervisor(plan, configuration.logs).run(
            lambda _: say("horarium", f"addresses are in {file}; Ctrl-C stops")
        )


def _check(plan: Sequence[Stage], configuration: Configuration) -> None:
    checks.check_disk(configuration.data)
    checks.check_ports(
        {
            entry.name: entry.port
            for stage in plan
            for entry in stage
            if isinstance(entry, Part) and entry.port
        }
    )


def _welcome(configuration: Configuration, logins: Sequence[Mapping[str, str]]) -> None:
    environment = configuration.environment
    print(f"\n  Horarium is ready: {environment['HORARIUM_WEB_URL']}   (Ctrl-C stops it)\n")
    width = max(len(login["email"]) for login in logins)
    for login in logins:
        email, password = login["email"], environment["HORARIUM_DEMO_PASSWORD"]
        print(f"  {login['role']:<16} {email:<{width}}  {password}")
    print(flush=True)


@contextmanager
def _alone(configuration: Configuration) -> Iterator[None]:
    """Raises PartFailed when another supervisor runs on the same data folder."""
    with (configuration.data / "stack.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise PartFailed(
                f"already running on {configuration.data}: stop it, or set HORARIUM_DATA and "
                "the HORARIUM_*_PORT variables for a second one"
            ) from None
        yield


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
