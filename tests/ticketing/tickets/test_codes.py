import stat
import sys

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from hypothesis import given
from hypothesis import strategies as st

from ticketing.tickets import codes

# What a Chinese keyboard gives for letters, figures and the space.
FULL_WIDTH = {ord(" "): 0x3000} | {c: c + 0xFEE0 for c in range(0x21, 0x7F)}

serials = st.text(codes.ALPHABET, min_size=16, max_size=16)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "keys"


@pytest.fixture
def key(folder):
    return codes.ensure_key(folder)


@pytest.fixture
def known(key):
    return codes.public_keys([key])


@pytest.fixture(scope="module")
def lasting_key(tmp_path_factory):
    return codes.ensure_key(tmp_path_factory.mktemp("keys"))


def test_a_serial_has_sixteen_characters_that_nobody_confuses():
    serial = codes.new_serial()

    assert len(serial) == 16
    assert not set(serial) & set("01OILQUZSGB")


def test_a_thousand_serials_are_all_different():
    assert len({codes.new_serial() for _ in range(1000)}) == 1000


def test_a_serial_is_printed_in_fours():
    assert codes.in_fours("7KTM4TXR9HWDC3PN") == "7KTM 4TXR 9HWD C3PN"


@pytest.mark.parametrize(
    "typed",
    [
        "7ktm 4txr 9hwd c3pn",
        " 7KTM-4TXR-9HWD-C3PN\n",
        "7KTM 4TXR 9HWD C3PN".translate(FULL_WIDTH),
        "7KTM·4TXR·9HWD·C3PN",
    ],
)
def test_a_typed_serial_may_have_any_case_width_and_spacing(typed):
    assert codes.read_serial(typed) == "7KTM4TXR9HWDC3PN"


def test_letters_typed_for_the_figures_they_look_like_are_put_right():
    assert codes.read_serial("ZSGB TTTT TTTT TTTU") == "2568TTTTTTTTTTTV"


@pytest.mark.parametrize("typed", ["", "7KTM", "7KTM4TXR9HWDC3PN7", "票" * 16])
def test_what_is_no_serial_is_refused(typed):
    with pytest.raises(codes.MalformedCode):
        codes.read_serial(typed)


@given(serial=serials)
def test_every_serial_survives_printing_and_typing(serial):
    assert codes.read_serial(codes.in_fours(serial).lower()) == serial


@given(serial=serials)
def test_what_is_signed_verifies_to_its_serial(lasting_key, serial):
    payload = codes.sign(serial, lasting_key)

    assert codes.verify(payload, codes.public_keys([lasting_key])) == serial


@given(serial=serials, place=st.integers(0, 129), letter=st.sampled_from("ABC234."))
def test_a_code_with_one_character_changed_is_refused(
    lasting_key, serial, place, letter
):
    payload = codes.sign(serial, lasting_key)
    changed = payload[:place] + letter + payload[place + 1 :]
    if changed == payload:
        return

    refusals = (codes.MalformedCode, codes.UnknownKey, codes.ForgedCode)
    with pytest.raises(refusals):
        codes.verify(changed, codes.public_keys([lasting_key]))


@given(payload=st.text())
def test_any_text_at_all_is_refused_by_name(lasting_key, payload):
    with pytest.raises(codes.MalformedCode):
        codes.verify(payload, codes.public_keys([lasting_key]))


def test_a_code_fits_a_small_symbol_of_the_alphanumeric_kind(key):
    payload = codes.sign(codes.new_serial(), key)

    assert len(payload) == 130
    assert set(payload) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ.")


def test_a_scanner_may_give_lower_case_and_a_line_end(key, known):
    serial = codes.new_serial()

    assert codes.verify(codes.sign(serial, key).lower() + "\r\n", known) == serial


def test_a_code_of_another_house_names_an_unknown_key(known, tmp_path):
    other = codes.ensure_key(tmp_path / "other")

    with pytest.raises(codes.UnknownKey):
        codes.verify(codes.sign(codes.new_serial(), other), known)


def test_a_true_code_with_another_serial_is_forged(key, known):
    mine, theirs = codes.new_serial(), codes.new_serial()
    payload = codes.sign(mine, key).replace(mine, theirs)

    with pytest.raises(codes.ForgedCode):
        codes.verify(payload, known)


def test_a_code_signed_with_a_stranger_s_key_of_our_name_is_forged(
    key, known, tmp_path
):
    stranger = codes.ensure_key(tmp_path / "stranger")
    claimed = codes.SigningKey(key.kid, stranger.private)

    with pytest.raises(codes.ForgedCode):
        codes.verify(codes.sign(codes.new_serial(), claimed), known)


def test_a_second_spelling_of_a_signature_is_refused(key, known):
    payload = codes.sign(codes.new_serial(), key)
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    twin = payload[:-1] + alphabet[alphabet.index(payload[-1]) + 1]

    with pytest.raises(codes.MalformedCode):
        codes.verify(twin, known)


def test_only_a_serial_can_be_signed(key):
    with pytest.raises(codes.MalformedCode):
        codes.sign("7KTM.4TXR.9HWD.C", key)


def test_the_key_stays_the_same_from_start_to_start(folder):
    assert codes.ensure_key(folder).kid == codes.ensure_key(folder).kid
    assert len(codes.load_keys(folder)) == 1


def test_after_a_rotation_the_new_key_signs_and_the_old_one_verifies(folder):
    old = codes.ensure_key(folder)
    payload = codes.sign("7KTM4TXR9HWDC3PN", old)

    new = codes.rotate_key(folder)

    assert codes.ensure_key(folder).kid == new.kid != old.kid
    keys = codes.public_keys(codes.load_keys(folder))
    assert codes.verify(payload, keys) == "7KTM4TXR9HWDC3PN"


def test_the_tenth_rotation_is_newer_than_the_ninth(folder):
    made = [codes.rotate_key(folder).kid for _ in range(101)]

    assert [key.kid for key in codes.load_keys(folder)] == made


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes")
def test_only_the_owner_can_read_a_key(folder, key):
    path = folder / f"ticket-{key.kid}.pem"

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_files_that_are_no_ticket_keys_are_left_alone(folder, key):
    (folder / "ticket-old.pem").write_text("mine")
    (folder / "tls.pem").write_text("theirs")

    assert codes.ensure_key(folder).kid == key.kid


def test_a_key_of_another_kind_is_refused_by_its_file_name(folder):
    folder.mkdir()
    other = ec.generate_private_key(ec.SECP256R1())
    (folder / "ticket-01ABCD.pem").write_bytes(
        other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )

    with pytest.raises(TypeError, match=r"ticket-01ABCD\.pem"):
        codes.load_keys(folder)
