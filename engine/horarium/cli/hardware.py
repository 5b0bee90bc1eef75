"""`horarium hardware`: what this machine offers, and how solves are run on it."""

import argparse
from collections.abc import Iterator

from horarium.cli.options import Commands
from horarium.cli.sentences import as_json
from horarium.hardware import Gpu, Hardware, Plan, detect, gpus, memory_used, plan


def add(commands: Commands) -> None:
    parser = commands.add_parser(
        "hardware",
        help="what this machine offers, and how solves are run on it",
        description=__doc__,
        allow_abbrev=False,
    )
    parser.add_argument("--json", action="store_true", help="print one line of JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Exit status 0, whatever is found."""
    hardware = detect()
    found = plan(hardware)
    cards = gpus()
    if not options.json:
        print("\n".join(report(hardware, found, cards, memory_used())))
        return 0
    print(
        as_json(
            cores=hardware.cores,
            cores_of=hardware.cores_of,
            memory_mb=hardware.memory_mb,
            memory_of=hardware.memory_of,
            memory_used=round(memory_used(), 3),
            gpus=[{"name": gpu.name, "memory_mb": gpu.memory_mb} for gpu in cards],
            plan={
                "workers": found.slots,
                "threads": found.threads,
                "memory_mb": found.memory_mb,
            },
        )
    )
    return 0


_LIMITED_BY = {
    "machine": "all that the machine has",
    "affinity": "the processor affinity of this process",
    "container": "the limit of the container",
}


def report(hardware: Hardware, plan: Plan, gpus: list[Gpu], used: float) -> Iterator[str]:
    """What was detected, then what it means, a line each."""
    yield f"cores    {hardware.cores:>8}      {_LIMITED_BY[hardware.cores_of]}"
    yield f"memory   {hardware.memory_mb:>8} MB   {_LIMITED_BY[hardware.memory_of]}"
    yield f"in use   {used:>8.0%}"
    yield f"GPU      {', '.join(f'{g.name}, {g.memory_mb} MB' for g in gpus) or 'none found'}"
    yield ""
    yield f"workers  {plan.slots:>8}      solves side by side"
    yield f"threads  {plan.threads:>8}      in each solve"
    yield f"memory   {plan.memory_mb:>8} MB   for each solve"
