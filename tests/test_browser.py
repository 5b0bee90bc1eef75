"""The same product in a real browser: web/e2e walks the way of a registrar."""

import json
import os
import subprocess

import pytest

from stack.process import ROOT
from stack.testing.product import Product


def test_a_registrar_walks_the_whole_way_in_a_browser(product: Product) -> None:
    result = subprocess.run(
        ["npx", "playwright", "test"],
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
        pytest.fail(result.stdout[-6000:] + result.stderr[-2000:], pytrace=False)
