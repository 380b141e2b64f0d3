"""What an account's own mails say."""

import pytest
from django.utils.translation import override

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "subject", "sentence"),
    [
        ("en", "A new password", "please open this link to choose a new password:"),
        ("zh-hans", "重设密码", "请打开以下链接，重设您的密码："),
    ],
)
def test_a_new_password_is_offered_in_the_readers_language(
    client, house, mailoutbox, language, subject, sentence
):
    user = UserFactory()

    client.post(f"/{language}/accounts/password/reset/", {"email": user.email})

    (mail,) = mailoutbox
    assert mail.subject == subject
    assert sentence in mail.body
    assert f"/{language}/accounts/password/reset/key/" in mail.body
    assert mail.body.endswith(house.name_in(language))


def test_an_unknown_address_is_told_so(client, house, mailoutbox):
    client.post("/en/accounts/password/reset/", {"email": "nobody@example.org"})

    (mail,) = mailoutbox
    assert "no account with the address nobody@example.org" in mail.body
    assert "/en/accounts/signup/" in mail.body


def test_a_short_password_is_refused_in_chinese(client, house):
    with override("zh-hans"):
        answer = client.post(
            "/zh-hans/accounts/signup/",
            {"email": "new@example.org", "password1": "k7"},
        )

    assert "密码太短，至少需要" in answer.content.decode()
