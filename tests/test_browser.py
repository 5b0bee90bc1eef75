"""The same product in a real browser: web/e2e walks the ways of its people."""

import json
import os
import subprocess

import pytest

from stack.process import ROOT
from stack.testing.product import Product

LONG = {"crawl.spec.ts", "pictures.spec.ts"}
"""Every page as every role, and the committed pictures: minutes."""

WALKS = [
    pytest.param(path.name, marks=[pytest.mark.long] * (path.name in LONG))
    for path in sorted((ROOT / "web" / "e2e").glob("*.spec.ts"))
]


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("walk", WALKS)
def test_people_walk_their_ways_in_a_browser(product: Product, walk: str) -> None:
    """Each of the files there: `crawl` as every role, `whole-way` as a registrar, and so on."""
    result = subprocess.run(
        ["npx", "playwright", "test", walk],
        cwd=ROOT / "web",
        env={
            **os.environ,
            "CI": "1",
            "HORARIUM_WEB_URL": product.url,
            "HORARIUM_LOGINS": json.dumps(product.logins),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        # What the page showed then says more than what was looked for.
        pages = (ROOT / "web" / "test-results").glob("*/error-context.md")
        shown = [page.read_text()[:6000] for page in pages]
        said = [*shown, result.stdout[-4000:], result.stderr[-1000:]]
        pytest.fail("\n".join(said), pytrace=False)
