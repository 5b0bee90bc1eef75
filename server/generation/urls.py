from django.urls import URLPattern, URLResolver, path

from generation.summary import TermSummaryView

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/terms/<uuid:id>/summary/", TermSummaryView.as_view()),
]
