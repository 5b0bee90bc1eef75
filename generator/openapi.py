"""`python -m generator.openapi` prints the OpenAPI document that is committed beside it."""

import json
import sys

from generator.app import bare_app


def document() -> str:
    return json.dumps(bare_app().openapi(), indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.stdout.write(document())
