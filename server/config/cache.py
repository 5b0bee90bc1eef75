"""What is kept in Redis between requests, as JSON: reading it runs nothing."""

import json
from typing import Any


class JSONSerializer:
    """For Django's RedisCache."""

    def dumps(self, value: Any) -> bytes:
        return json.dumps(value).encode()

    def loads(self, stored: bytes) -> Any:
        return json.loads(stored)
