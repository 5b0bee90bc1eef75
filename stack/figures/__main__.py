"""`python -m stack.figures`: starts a product on free ports, and measures how it serves jobs.

Writes docs/benchmarks/jobs.md and jobs.json; fails where a bar that must be held is not.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psycopg

from stack import embedded
from stack.figures import asking, following, handing_over, report, starting
from stack.figures.report import Figure
from stack.process import ROOT
from stack.supervisor import say
from stack.testing.jobs import generate, import_small, listed
from stack.testing.product import Product, running_product

REPORT = ROOT / "docs" / "benchmarks"


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m stack.figures", description=__doc__)
    parser.add_argument("--preset", default="yardstick")
    parser.add_argument("--output", type=Path, default=REPORT, help="folder of the report")
    parser.add_argument("--only", default="", help="those whose name begins so")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="horarium-figures-") as folder:
        university = Path(folder) / "university.json.gz"
        generate(university, "--preset", asked.preset)
        with running_product("--no-demo-week", "--university", str(university)) as product:
            figures = list(_measure(product, asked.only))
    held = report.write(asked.output, figures)
    say("figures", f"see {asked.output / 'jobs.md'}")
    return int(not held)


def _measure(product: Product, only: str) -> list[Figure]:
    browser = product.browser("registrar")
    direct = _past_the_front_end(product, browser)
    (large,) = (row["id"] for row in listed(direct, "/api/v1/terms/"))
    small = import_small(direct)
    followers = {"browser through the front end": browser, "reader at the API": direct}
    steps: dict[str, Callable[[], list[Figure]]] = {
        "starting": lambda: starting.measure(product, direct, small),
        "handing over": lambda: handing_over.measure(product, _problem(product)),
        "following alone": lambda: following.alone(product, followers, small),
        "following together": lambda: following.together(product, direct, small),
        "asking": lambda: asking.measure(product, direct, large),
    }
    found: list[Figure] = []
    for name, step in steps.items():
        if name.startswith(only):
            say("figures", f"{name} ...")
            for figure in step():
                found.append(figure)
                held = "held" if figure.held else "NOT HELD"
                say(
                    "figures",
                    f"{figure.what}: {figure.value:g} {figure.unit} ({held}; {figure.about})",
                )
    return found


def _past_the_front_end(product: Product, browser: httpx.Client) -> httpx.Client:
    """The same session, asking the API itself."""
    url = product.environment["HORARIUM_API_URL"]
    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    headers = {**browser.headers, "Cookie": cookies, "Host": urlsplit(url).netloc}
    return httpx.Client(base_url=url, headers=headers, timeout=60)


def _problem(product: Product) -> str:
    """The digest of the small term's problem, which jobs of it have stored."""
    port = int(product.environment["DATABASE_URL"].rsplit(":", 1)[1].split("/")[0])
    query = "SELECT digest FROM generation_document WHERE kind = 'problem' ORDER BY id LIMIT 1"
    with psycopg.connect(embedded.superuser_url(product.data / "postgresql", port)) as database:
        row = database.execute(query).fetchone()
    if row is None:
        raise AssertionError("no problem is stored: measure `starting` first")
    return str(row[0])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
