"""What people of an institution ask the API for while they work, list pages above all.

Each user asks once a second on average, so that the number of users is the rate, at random
moments: people don't ask in step (all in the same instant of each second, they would measure
how long fifty requests take, and a queue that nobody makes). The sessions come from
HORARIUM_LOAD_SESSIONS: cookies by role, since logging in is throttled.
"""

import itertools
import json
import os
import random
import time
from typing import Any

from locust import FastHttpUser, task

SESSIONS: dict[str, dict[str, str]] = json.loads(os.environ["HORARIUM_LOAD_SESSIONS"])
PAGE, MOST_PAGES = 50, 20
NUMBERS = itertools.count()
WORDS = ["PHY", "MAT", "Lecturer", "Student 2026", "lab", "A1"]


class Member(FastHttpUser):
    """Someone logged in; `abstract` classes are not started by locust."""

    abstract = True
    role = ""
    asked = 0
    due = 0.0

    def wait_time(self) -> float:
        """A random time, of one second on average for each request that was made.

        It counts from when the last was due, so that a late answer slows nobody down.
        """
        self.due += sum(self.chance.expovariate(1.0) for _ in range(self.asked))
        self.asked = 0
        return max(0.0, self.due - time.monotonic())

    def on_start(self) -> None:
        cookies = SESSIONS[self.role]
        self.headers = {"Cookie": "; ".join(f"{name}={text}" for name, text in cookies.items())}
        self.headers |= {"X-CSRFToken": cookies["csrftoken"]}
        self.chance = random.Random(next(NUMBERS))
        self.due = time.monotonic()
        self.pages: dict[str, int] = {}
        terms = self.page("terms")
        self.term = terms[0]["id"] if terms else ""

    def get(self, path: str, name: str, **options: Any) -> Any:
        self.asked += 1
        return self.client.get(path, headers=self.headers, name=name, **options)

    def page(self, name: str, **query: Any) -> list[dict[str, Any]]:
        path = f"/api/v1/{name}/"
        found = self.get(path, f"GET {path}", params=query)
        answer = found.json()
        self.pages[name] = -(-answer["count"] // query.get("page_size", PAGE))
        rows: list[dict[str, Any]] = answer["results"]
        return rows

    def one(self, name: str, row: dict[str, Any]) -> dict[str, Any]:
        path = f"/api/v1/{name}/"
        found: dict[str, Any] = self.get(f"{path}{row['id']}/", f"GET {path}{{id}}/").json()
        return found

    def some_page(self, name: str, **query: Any) -> list[dict[str, Any]]:
        last = max(1, min(MOST_PAGES, self.pages.get(name, 1)))
        return self.page(name, page=self.chance.randint(1, last), **query)


class Registrar(Member):
    """Looks through everything, searches, and edits a little."""

    role, weight = "registrar", 6

    @task(6)
    def classes(self) -> None:
        self.some_page("classes", term=self.term, page_size=50)

    @task(5)
    def students(self) -> None:
        self.some_page("students", page_size=50, ordering="name")

    @task(4)
    def enrolments(self) -> None:
        self.some_page("enrolments", term=self.term, page_size=50)

    @task(4)
    def courses(self) -> None:
        self.some_page("courses", term=self.term, page_size=50)

    @task(3)
    def rooms(self) -> None:
        self.some_page("rooms", page_size=50, ordering="-capacity")

    @task(3)
    def instructors(self) -> None:
        self.some_page("instructors", page_size=50)

    @task(3)
    def search(self) -> None:
        kind = self.chance.choice(["students", "courses", "rooms", "instructors", "classes"])
        self.page(kind, search=self.chance.choice(WORDS))

    @task(2)
    def constraints(self) -> None:
        self.page("constraints", term=self.term, page_size=50)

    @task(2)
    def of_a_student(self) -> None:
        self.page("enrolments", student=self.chance.choice(self.some_page("students"))["id"])

    @task(3)
    def a_class(self) -> None:
        self.one("classes", self.chance.choice(self.some_page("classes", term=self.term)))

    @task(2)
    def edit_a_room(self) -> None:
        room = self.one("rooms", self.chance.choice(self.some_page("rooms")))
        route = "PATCH /api/v1/rooms/{id}/"
        self.asked += 1
        with self.client.patch(
            f"/api/v1/rooms/{room['id']}/",
            json={"capacity": room["capacity"]},
            headers={**self.headers, "If-Match": f'"{room["version"]}"'},
            name=route,
            catch_response=True,
        ) as answer:
            if answer.status_code == 412:
                # Two edited one room: the later is told so, which is no failure.
                answer.request_meta["name"] = f"{route}, refused as stale"
                answer.success()

    @task(2)
    def dashboard(self) -> None:
        for name in ("jobs", "timetables"):
            self.page(name, page_size=20)


class Head(Member):
    """Looks at the own department."""

    role, weight = "department_head", 3

    @task(3)
    def classes(self) -> None:
        self.page("classes", term=self.term, page_size=50)

    @task(2)
    def students(self) -> None:
        self.page("students", page_size=50)

    @task(2)
    def courses(self) -> None:
        self.page("courses", term=self.term)

    @task(1)
    def me(self) -> None:
        self.get("/api/v1/me/", "GET /api/v1/me/")


class Student(Member):
    """Looks at the own courses and week."""

    role, weight = "student", 3

    @task(2)
    def week(self) -> None:
        self.get("/api/v1/my/week/", "GET /api/v1/my/week/")

    @task(2)
    def courses(self) -> None:
        self.page("courses", term=self.term)

    @task(1)
    def enrolments(self) -> None:
        self.page("enrolments", term=self.term)
