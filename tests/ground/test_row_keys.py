"""Only what a database can look up is taken for the number of a row."""

import pytest
from django.urls import reverse

from ground.row_keys import is_key

NO_KEYS = ("", "-1", "1.5", "\uff11", "9" * 19)


def test_only_whole_numbers_of_a_rows_length_name_rows():
    assert is_key("12")
    assert not any(is_key(text) for text in NO_KEYS)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("page", "field"),
    [
        ("staff-season", "show"),
        ("staff-season-copied", "show"),
        ("staff-translations", "kind"),
    ],
)
def test_a_number_of_thirty_digits_in_an_address_names_nothing(editor, page, field):
    asked = reverse(page, query={field: "9" * 30})

    assert editor.get(asked).status_code == 200
