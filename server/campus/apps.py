from django.apps import AppConfig


class CampusConfig(AppConfig):
    name = "campus"

    def ready(self) -> None:
        from campus import joining  # noqa: F401  connects its signal
