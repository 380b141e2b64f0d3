"""Wagtail's page editor, as the journey's editor uses it."""

from io import BytesIO

from PIL import Image, ImageOps

from tests.browser.test_staff_journey import open_screen
from tests.browser.test_visitor_journey import going_to

LISTING = "**/admin/pages/*/"
EDITOR = "**/admin/pages/*/edit/"
# Longer than the journey takes: what is sent is what the editor sends.
NO_AUTOSAVE = (
    """form => form.setAttribute("data-w-autosave-interval-value", "3600000")"""
)
HAS_ADDRESS = """document.querySelector("[name=slug]").value !== "" """


def begin(editor, show, kind, title):
    """Begin a page about the show from the show's own screen."""
    open_screen(editor, "staff-show", show.pk)
    link = editor.page.locator("main").get_by_role("link", name=kind, exact=True)
    with going_to(editor.page, f"**?show={show.pk}"):
        link.click()
    stand_still(editor.page)
    write(editor.page, title=title)
    # Whoever leaves the title is given an address made of it.
    editor.page.keyboard.press("Tab")
    editor.page.wait_for_function(HAS_ADDRESS)


def stand_still(page):
    page.wait_for_load_state()
    page.locator("#page-edit-form").evaluate(NO_AUTOSAVE)


def write(page, **words):
    for name, value in words.items():
        page.locator(f"#page-edit-form [name={name}]").fill(value)


def save_draft(page):
    with going_to(page, EDITOR):
        page.get_by_role("button", name="Save draft", exact=True).click()
    stand_still(page)


def publish(page, word="Publish"):
    page.locator("footer .w-dropdown__toggle").click()
    with going_to(page, LISTING):
        page.get_by_role("button", name=word, exact=True).click()


def choose_picture(page, button, name, size=(1200, 1500)):
    """Upload a picture in the window that the button opens."""
    button.click()
    page.locator(".modal").get_by_role("tab", name="Upload").click()
    form = page.locator(".modal form[enctype]")
    form.locator("[type=file]").set_input_files(file_of(name, size))
    form.locator("[name$=-title]").fill(name)
    form.locator("[type=submit]").click()
    page.locator(".modal").wait_for(state="detached")


def file_of(name, size=(1200, 1500)):
    """A photograph to upload: a glow of a hue of its own."""
    shade = Image.radial_gradient("L").resize(size)
    hue = f"hsl({sum(map(ord, name)) * 37 % 360}, 55%, 45%)"
    picture, sink = ImageOps.colorize(shade, hue, "#14110f"), BytesIO()
    picture.save(sink, "JPEG", quality=70)
    return {
        "name": f"{name}.jpg",
        "mimeType": "image/jpeg",
        "buffer": sink.getvalue(),
    }
