from django.apps import AppConfig


class SpreadsheetsConfig(AppConfig):
    name = "spreadsheets"

    def ready(self) -> None:
        from spreadsheets import forgetting  # noqa: F401  connects its signal
