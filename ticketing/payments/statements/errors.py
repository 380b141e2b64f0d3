"""How the import of statements says no, by the line where it can be named."""

from django.utils.translation import gettext_lazy as _

from ground.errors import Refusal


class NotImported(Refusal):
    """Something of the file can't be read; nothing of it was kept."""

    code = "not_imported"


class UnknownForm(NotImported):
    code = "unknown_form"
    sentence = _(
        "This is neither a table (CSV), nor camt.053, nor MT940. Save a spreadsheet"
        " as CSV first; unpack what is packed."
    )


class TooLarge(NotImported):
    code = "statement_too_large"
    sentence = _(
        "A statement may have %(megabytes)s MB and %(lines)s lines. Take a shorter"
        " time at the bank."
    )


class NoLines(NotImported):
    code = "statement_without_lines"
    sentence = _("There is no line in this statement.")


class WrongEncoding(NotImported):
    code = "wrong_encoding"
    sentence = _("Line %(line)s can’t be read as %(encoding)s. Choose another.")


class BrokenTable(NotImported):
    code = "broken_table"
    sentence = _("Line %(line)s: quotation marks are not closed.")


class NoColumn(NotImported):
    code = "no_column"
    sentence = _("Line %(line)s has no column %(column)s.")


class NoDate(NotImported):
    code = "no_date"
    sentence = _("Line %(line)s: “%(text)s” is not a date of the form chosen.")


class NotAnAmount(NotImported):
    code = "not_an_amount"
    sentence = _("Line %(line)s: “%(text)s” is not an amount of money.")


class NoDirection(NotImported):
    code = "no_direction"
    sentence = _("Line %(line)s: “%(text)s” does not say whether money came or went.")


class NoCurrency(NotImported):
    code = "no_currency"
    sentence = _("Line %(line)s: “%(text)s” is not a currency of three letters.")


class BrokenXml(NotImported):
    code = "broken_xml"
    sentence = _("Line %(line)s: this is not well-formed XML.")


class RefusedXml(NotImported):
    """A document type could name entities, and those other files."""

    code = "refused_xml"
    sentence = _("Line %(line)s: a bank’s file does not declare or nest so much.")


class NotAStatement(NotImported):
    code = "not_a_statement"
    sentence = _("This XML is not a statement of the form camt.053.")


class MissingPart(NotImported):
    code = "missing_part"
    sentence = _("Line %(line)s: “%(part)s” is missing or can’t be read.")


class LineUsed(Refusal):
    """Somebody was faster; nothing was written."""

    code = "line_used"
    status = 409
    sentence = _("This line is booked already, for order %(order)s.")


class LineNotOpen(Refusal):
    code = "line_not_open"
    status = 409
    sentence = _("This line waits for nobody’s decision any more.")


class WrongCurrency(Refusal):
    code = "wrong_currency"
    sentence = _("The line is in %(came)s, the order in %(wanted)s.")


class NoSuchOrder(Refusal):
    code = "no_such_order"
    sentence = _("No order has the number %(number)s.")


class LineDivided(Refusal):
    """Somebody was faster, and divided it otherwise; nothing was written."""

    code = "line_divided"
    status = 409
    sentence = _("This line is divided already, otherwise than you did.")


class OneShare(Refusal):
    code = "one_share"
    sentence = _("Name at least two orders; for one alone, book the whole line.")


class NotAShare(Refusal):
    code = "not_a_share"
    sentence = _("Write for order %(order)s how much of the line is for it.")


class SharesDoNotAddUp(Refusal):
    code = "shares_do_not_add_up"
    sentence = _("Together these are %(sum)s, and the line is %(amount)s.")
