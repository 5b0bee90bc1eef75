"""The login's own API, as a browser uses it."""

import json
from typing import Any

from django.test import Client

ROOT = "/_allauth/browser/v1"
PASSWORD = "a-long-passphrase"


class Browser(Client):
    """Keeps cookies, and sends the CSRF token back as a page does."""

    def __init__(self) -> None:
        super().__init__(enforce_csrf_checks=True)
        self.get(f"{ROOT}/config")

    def call(self, method: str, path: str, body: Any = None) -> Any:
        url = path if path.startswith("/api") else ROOT + path
        token = self.cookies["csrftoken"].value if "csrftoken" in self.cookies else ""
        return self.generic(
            method,
            url,
            "" if body is None else json.dumps(body),
            "application/json",
            headers={"X-CSRFToken": token},
        )

    def log_in(self, email: str, password: str = PASSWORD) -> Any:
        return self.call("POST", "/auth/login", {"email": email, "password": password})

    @property
    def email(self) -> str | None:
        answer = self.get("/api/v1/me/").json()
        return answer["user"]["email"] if "user" in answer else None
