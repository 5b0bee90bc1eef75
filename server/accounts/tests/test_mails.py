"""Mails about accounts are in Horarium's own words, and say what to do if it was not you."""

import uuid
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.template.loader import get_template

from accounts.models import User
from accounts.tests.browser import PASSWORD, Browser
from accounts.tests.test_accounts import switch_on

OWN = Path(__file__).parents[1] / "templates"
SENT = [
    *("account/email/password_reset_key", "account/email/unknown_account"),
    *(f"account/email/password_{done}" for done in ("changed", "set", "reset")),
    *(f"mfa/email/{done}" for done in ("totp_activated", "totp_deactivated")),
    "mfa/email/recovery_codes_generated",
    *(f"socialaccount/email/account_{done}" for done in ("connected", "disconnected")),
]


@pytest.mark.parametrize("name", SENT)
@pytest.mark.parametrize("part", ["subject", "message"])
def test_every_mail_that_can_be_sent_has_words_of_its_own(name: str, part: str) -> None:
    template: Any = get_template(f"{name}_{part}.txt")
    assert Path(template.origin.name) == OWN / f"{name}_{part}.txt"


@pytest.mark.django_db(transaction=True)
def test_who_changes_how_to_sign_in_is_told_so_and_what_to_do_if_it_was_somebody_else() -> None:
    user = User.objects.create_user(f"{uuid.uuid4()}@example.org", PASSWORD)
    browser = Browser()
    browser.log_in(user.email)
    switch_on(browser)
    body = {"current_password": PASSWORD, "new_password": "another-passphrase"}
    assert browser.call("POST", "/account/password/change", body).status_code == 200
    subjects = {sent.subject for sent in mail.outbox}
    assert "Horarium: Signing in takes a second step" in subjects
    assert "Horarium: Your password was changed" in subjects
    for sent in mail.outbox:
        assert sent.to == [user.email]
        assert "If it was not you" in sent.body
        assert "Horarium, the timetabling of your institution" in sent.body
        assert "testserver" not in sent.subject + str(sent.body)
