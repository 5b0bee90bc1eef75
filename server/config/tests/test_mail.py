"""Where mail goes, by its address."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from pytest_django.fixtures import Settings

from accounts.mail import OutboxBackend, stored_mails
from config.environment import is_own_machine
from config.mail import mail_settings

DATA = Path("data")


def test_without_an_address_mail_stays_in_the_outbox_of_the_data_folder() -> None:
    assert mail_settings("", DATA)["OUTBOX"] == "data/outbox"
    assert mail_settings("outbox:///var/mails", DATA)["OUTBOX"] == "/var/mails"


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://mail.example", 587, True, False),
        ("smtps://a:b@mail.example:2465", 2465, False, True),
        ("smtp+plain://localhost:25", 25, False, False),
    ],
)
def test_a_mail_server_is_spoken_to_as_its_address_says(
    url: str, port: int, tls: bool, ssl: bool
) -> None:
    found = mail_settings(url, DATA)
    assert (found["EMAIL_PORT"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (
        port,
        tls,
        ssl,
    )


def test_user_and_password_of_the_address_are_unquoted() -> None:
    found = mail_settings("smtp://us%40er:pa%2Fss@mail.example", DATA)
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("us@er", "pa/ss")


@pytest.mark.parametrize("url", ["http://mail.example", "smtp://", "mail.example:25"])
def test_another_kind_of_address_is_refused(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL"):
        mail_settings(url, DATA)


def test_kept_mails_are_read_back_newest_first_and_only_by_their_owner(
    tmp_path: Path, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "accounts.mail.OutboxBackend"
    settings.OUTBOX = str(tmp_path / "outbox")
    assert stored_mails(10) == []
    mails = [
        EmailMessage(f"Mail {n}", f"Text {n} — é", None, ["a@example.org"]) for n in (1, 2)
    ]
    assert OutboxBackend().send_messages(mails) == 2
    newest, oldest = stored_mails(10)
    assert (newest.subject, newest.body.strip()) == ("Mail 2", "Text 2 — é")
    assert (oldest.to, len(stored_mails(1))) == ("a@example.org", 1)
    modes = {file.stat().st_mode & 0o777 for file in (tmp_path / "outbox").iterdir()}
    assert modes == {0o600}


@pytest.mark.parametrize("shown", [True, False])
def test_links_that_let_somebody_in_are_shown_on_ones_own_machine_only(
    tmp_path: Path, settings: Settings, shown: bool
) -> None:
    settings.EMAIL_BACKEND = "accounts.mail.OutboxBackend"
    settings.OUTBOX, settings.OUTBOX_SHOWS_LINKS = str(tmp_path), shown
    address = "https://timetable.example"
    links = [f"{address}/invitation/s3cret_-", f"{address}/password/reset/1-s3cret"]
    text = "Open\n" + "\n".join(links) + f"\nor {address}/my-week\n"
    OutboxBackend().send_messages([EmailMessage("Mail", text, None, ["a@example.org"])])
    (mail,) = stored_mails(1)
    assert [link in mail.body for link in links] == [shown, shown]
    assert ("s3cret" in mail.body) is shown
    assert f"{address}/my-week" in mail.body
    assert f"{address}/invitation/" in mail.body


@pytest.mark.parametrize(
    ("url", "own"),
    [("http://localhost:3000", True), ("https://timetable.example", False)],
)
def test_a_machine_opened_by_its_own_name_alone_is_ones_own(url: str, own: bool) -> None:
    assert is_own_machine(url) is own
