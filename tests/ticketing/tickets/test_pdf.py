"""Reads the PDF back with poppler's programs, as a printer and a reader would."""

import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
import zxingcpp
from PIL import Image

from ticketing.tickets import codes
from ticketing.tickets.pdf import TicketSheet, ticket_pdf
from ticketing.tickets.pdf.sheet import printable

poppler = pytest.mark.skipif(
    not (shutil.which("pdftoppm") and shutil.which("pdftotext")),
    reason="poppler-utils is not installed, so that no PDF can be read back",
)
MILLIMETRE = 72 / 25.4


@pytest.fixture(scope="module")
def sheet(tmp_path_factory):
    serial = codes.new_serial()
    key = codes.ensure_key(tmp_path_factory.mktemp("keys"))
    return TicketSheet(
        language="en",
        house="Marquee",
        title="The Peony Pavilion",
        subtitle="Part one: the dream",
        date="Fri 27 Nov 2026",
        time="19:30",
        doors="18:45",
        venue="Marquee Opera House",
        hall="Great Hall",
        section="Stalls",
        row="H",
        seat="14",
        tier="Tier A",
        concession="Full price",
        price="¥880.00",
        holder="Wei Visitor",
        serial=codes.in_fours(serial),
        payload=codes.sign(serial, key),
        order_number="20261122-0417",
        notes=("Doors close when it begins.",),
        kind="song",
    )


def pages_of(document):
    with pikepdf.open(BytesIO(document)) as pdf:
        return len(pdf.pages)


def read(document, *options):
    command = ["pdftotext", *options, "-", "-"]
    done = subprocess.run(command, input=document, capture_output=True, check=True)
    return done.stdout.decode()


def text_of(document):
    return read(document, "-layout")


def words_of(document):
    """Each word with its left, top, right and bottom in points."""
    box = r'<word xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">(.*?)</word>'
    return [
        (word, *map(float, corners))
        for *corners, word in re.findall(box, read(document, "-bbox"))
    ]


def pictures_of(document, folder):
    (folder / "ticket.pdf").write_bytes(document)
    command = ["pdftoppm", "-r", "150", "-gray", "-png", "ticket.pdf", "page"]
    subprocess.run(command, cwd=folder, check=True)
    return [Image.open(path).convert("L") for path in sorted(folder.glob("page-*.png"))]


def codes_of(document, folder):
    pages = pictures_of(document, folder)
    return [zxingcpp.read_barcode(page).text for page in pages]


def margins_of(page):
    """The four strips of paper, 10 mm wide, that nothing may touch."""
    (width, height), strip = page.size, round(150 / 25.4 * 10)
    return [
        page.crop((0, 0, width, strip)),
        page.crop((0, 0, strip, height)),
        page.crop((0, height - strip, width, height)),
        page.crop((width - strip, 0, width, height)),
    ]


def test_each_ticket_has_one_page_of_a4(sheet):
    document = ticket_pdf([sheet, replace(sheet, seat="15"), replace(sheet, seat="16")])

    with pikepdf.open(BytesIO(document)) as pdf:
        sizes = [[round(float(x) / MILLIMETRE) for x in p.mediabox] for p in pdf.pages]
    assert sizes == [[0, 0, 210, 297]] * 3


def test_no_tickets_make_no_document():
    with pytest.raises(ValueError, match="at least one"):
        ticket_pdf([])


@poppler
def test_the_printed_code_reads_as_the_ticket_s_payload(sheet, tmp_path):
    other = replace(sheet, payload=sheet.payload[:-1] + "Q", accent="#000000")

    found = codes_of(ticket_pdf([sheet, other]), tmp_path)

    assert found == [sheet.payload, other.payload]


@poppler
def test_what_the_door_asks_for_is_on_the_page(sheet):
    text = text_of(ticket_pdf([sheet]))

    for fact in (
        sheet.title,
        sheet.date,
        sheet.time,
        sheet.doors,
        sheet.hall,
        sheet.section,
        sheet.seat,
        sheet.price,
        sheet.holder,
        sheet.serial,
        sheet.order_number,
    ):
        assert fact in text


@poppler
def test_row_and_seat_are_the_largest_words(sheet):
    heights = {
        word: bottom - top for word, _, top, _, bottom in words_of(ticket_pdf([sheet]))
    }

    assert sorted(heights, key=heights.get)[-2:] in (["H", "14"], ["14", "H"])


@poppler
def test_without_a_numbered_seat_the_section_is_largest(sheet):
    standing = replace(sheet, row="", seat="", section="Standing")
    words = words_of(ticket_pdf([standing]))

    assert max(words, key=lambda word: word[4] - word[2])[0] == "Standing"


@poppler
def test_chinese_names_can_be_printed_and_copied_rare_ones_too(sheet):
    chinese = replace(
        sheet,
        language="zh-hans",
        title="牡丹亭",
        holder="欧阳喆堃㛃䶮𬭚",
        section="池座",
    )

    text = text_of(ticket_pdf([chinese]))

    for name in ("牡丹亭", "欧阳喆堃㛃䶮𬭚", "池座"):
        assert name in text


@poppler
def test_only_the_fonts_of_the_project_are_used(sheet):
    document = ticket_pdf([replace(sheet, holder="张 محمد สมชาย Ελένη")])
    with pikepdf.open(BytesIO(document)) as pdf:
        fonts = {
            str(thing.FontName).split("+")[-1]
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and "/FontName" in thing
        }

    assert fonts
    assert all(re.match("Archivo|MarqueeHan|NotoSans", name) for name in fonts)


@poppler
@pytest.mark.parametrize("filling", ["A very long name ", "W", "很长的名字", "سلام"])
def test_texts_of_300_characters_stay_in_their_places(sheet, tmp_path, filling):
    long = (filling * 300)[:300]
    crowded = replace(
        sheet,
        title=long,
        subtitle=long,
        hall=long,
        section=long[:60],
        row="ZZ12",
        seat="1234",
        holder=long,
        concession=long[:60],
        notes=(long,) * 8,
    )

    document = ticket_pdf([crowded])

    assert codes_of(document, tmp_path) == [sheet.payload]
    [page] = pictures_of(document, tmp_path)
    assert [strip.getextrema() for strip in margins_of(page)] == [(255, 255)] * 4


@pytest.mark.parametrize(
    "name",
    [
        "محمد علي",
        "สมชาย ก้องเกียรติ",
        "😀👨‍👩‍👧‍👦🏳️‍🌈",
        "אברהם",
        "ልዑል",
        "김민준",
        "たなか",
        "Ελένη Дмитрий",
        "a\x00b\x1b[31m\ud800\u202e\ufffe",
        "#panic() $ \\ ` * _ [ ] { } < > @x",
        "",
    ],
)
def test_a_name_in_any_script_makes_a_ticket(sheet, name):
    assert pages_of(ticket_pdf([replace(sheet, holder=name, title=name)])) == 1


def test_control_characters_are_left_out_and_marks_kept():
    assert printable("a\x00b\tc\u202e") == "ab c\u202e"
    assert (
        printable("Gala \U0001f600\U0001f44d\U0001f3fd 茶馆\u2764\ufe0f")
        == "Gala  茶馆\u2764"
    )
    assert printable("x" * 24) == "x" * 24
    assert printable("x" * 25).count("\u200b") == 24


def test_markup_in_a_name_is_only_text(sheet):
    harmless = replace(sheet, title='#read("/etc/passwd")', notes=("#pagebreak()",))

    assert pages_of(ticket_pdf([harmless])) == 1


def test_threads_may_print_at_the_same_time(sheet):
    with ThreadPoolExecutor(4) as pool:
        sheets = [[replace(sheet, seat=str(seat))] for seat in range(12)]
        documents = list(pool.map(ticket_pdf, sheets))

    assert [pages_of(document) for document in documents] == [1] * 12


@pytest.mark.parametrize("kind", ["concert", "drama", "song", "variety", "sport", "x"])
def test_every_kind_of_show_has_its_drawing(sheet, kind):
    assert pages_of(ticket_pdf([replace(sheet, kind=kind)])) == 1
