"""Every sentence of the product is there in both languages."""

from django.conf import settings
from django.utils import translation

from ground import messages


def test_every_sentence_is_translated():
    assert list(messages.check(settings.ROOT)) == []


def test_django_reads_the_compiled_catalogue():
    catalog = messages.read(messages.po_file(settings.ROOT))
    translated = {m.id: m.string for m in catalog if isinstance(m.id, str) and m.id}

    with translation.override("zh-hans"):
        assert translation.gettext("price tier") == translated["price tier"]
