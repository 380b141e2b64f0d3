"""How AVIF is made: quickly, and by one core while the others serve visitors."""

from typing import IO, Any, Final

from PIL import AvifImagePlugin, Image

# From 0 to 10. Against 6, which is usual, it takes a fifth of the time and a fifth
# more bytes, with as many faults as the WebP that it stands for.
SPEED: Final = 8


def encode_quickly() -> None:
    """Have each AVIF of this process made so, whoever asks for it.

    Wagtail and Willow have no word for either; Pillow takes them where it saves.
    """
    if not AvifImagePlugin.SUPPORTED:
        return
    usual: Any = Image.SAVE["AVIF"]

    def save(image: Image.Image, file: IO[bytes], name: str | bytes) -> None:
        image.encoderinfo.setdefault("speed", SPEED)
        image.encoderinfo.setdefault("max_threads", 1)
        usual(image, file, name)

    Image.register_save("AVIF", save)
