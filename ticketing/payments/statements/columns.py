"""Which column of a bank's table is what, as staff have said it."""

from dataclasses import asdict, dataclass, fields
from typing import Any, Final, Self

from django.utils.translation import gettext_lazy as _

ENCODINGS: Final = (
    ("utf-8-sig", "UTF-8"),
    ("gb18030", "GB18030 (GBK, GB2312)"),
    ("cp1252", _("Western European (Windows-1252)")),
    ("utf-16", "UTF-16"),
)
DELIMITERS: Final = (
    (",", _("comma")),
    (";", _("semicolon")),
    ("\t", _("tab")),
    ("|", "|"),
)
MARKS: Final = ((".", "1234.56"), (",", "1234,56"))
DATES: Final = (
    ("%Y-%m-%d", "2026-11-23"),
    ("%Y/%m/%d", "2026/11/23"),
    ("%Y%m%d", "20261123"),
    ("%Y年%m月%d日", "2026年11月23日"),
    ("%d.%m.%Y", "23.11.2026"),
    ("%d.%m.%y", "23.11.26"),
    ("%d/%m/%Y", "23/11/2026"),
    ("%m/%d/%Y", "11/23/2026"),
    ("%d-%m-%Y", "23-11-2026"),
)
SIGNED, TWO_COLUMNS, DIRECTION = "signed", "two", "direction"
AMOUNTS: Final = (
    (SIGNED, _("one column; what goes out has a minus")),
    (TWO_COLUMNS, _("a column for what comes, another for what goes")),
    (DIRECTION, _("one column, and another that says in or out")),
)
# How banks write that money came.
IN_WORDS: Final = frozenset(
    {
        *("贷", "贷方", "收", "收入", "收款", "转入", "来账"),
        *("C", "CR", "CR.", "CRDT", "CREDIT", "H", "HABEN", "GUTSCHRIFT", "IN", "+"),
    }
)
# And that it went.
OUT_WORDS: Final = frozenset(
    {
        *("借", "借方", "付", "付款", "支", "支出", "转出", "往账"),
        *("D", "DR", "DR.", "DBIT", "DEBIT", "S", "SOLL", "LASTSCHRIFT", "OUT", "-"),
    }
)


@dataclass(frozen=True, slots=True)
class Columns:
    """A layout. Columns count from 1; 0 means that there is none."""

    encoding: str = "utf-8-sig"
    delimiter: str = ","
    mark: str = "."
    dates: str = "%Y-%m-%d"
    heading: int = 1
    footer: int = 0
    amounts: str = SIGNED
    date: int = 0
    amount: int = 0
    outgoing: int = 0
    direction: int = 0
    name: int = 0
    counter_account: int = 0
    purpose: int = 0
    purpose_2: int = 0
    bank_reference: int = 0
    currency: int = 0
    currency_code: str = "CNY"

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        """What was kept; what it does not know is as it was before."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: kept[name] for name in known & set(kept)})
