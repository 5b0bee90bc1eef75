"""Pages of lists: ?page=2&page_size=100."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from rest_framework.pagination import PageNumberPagination


class Counted(Paginator):  # type: ignore[type-arg]
    """Counts no rows where the first page shows that it holds them all."""

    def page(self, number: Any) -> Any:
        if str(number) == "1":
            rows: Sequence[Any] = list(self.object_list[: self.per_page + 1])
            if len(rows) <= self.per_page:
                self.__dict__["count"] = len(rows)
            return Page(rows[: self.per_page], 1, self)
        return super().page(number)


class Pages(PageNumberPagination):
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 500
    django_paginator_class = Counted
