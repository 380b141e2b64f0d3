"""A house goes into a file and comes back; a bad file changes nothing."""

import gzip
import io
import json
import shutil
import stat
import tarfile
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from ground.backups import BackupRefused, schema
from ground.backups.archive import MANIFEST
from ground.backups.making import make_backup
from ground.backups.restoring import restore_backup
from members.models import User
from reports.checking import check_invariants
from tests.factories import NOON, UserFactory, offered_performance
from ticketing.stock.models import Place

pytestmark = pytest.mark.slow


@pytest.fixture
def house(own_database, settings, tmp_path):
    """A house with rows, uploads and keys in a folder of its own."""
    settings.VAR = tmp_path / "var"
    settings.MEDIA_ROOT = settings.VAR / "media"
    settings.MARQUEE_KEYS = settings.VAR / "keys"
    _write(settings.MEDIA_ROOT / "posters" / "天鹅湖.webp", "a picture")
    _write(settings.MARQUEE_KEYS / "tickets.pem", "a key")
    _write(settings.VAR / "house.json", '{"code": "abc", "filled": "demo"}')
    offered_performance(seats=7)
    UserFactory(email="ada@example.org")
    return settings.VAR


@pytest.fixture
def backup(house, tmp_path):
    path = tmp_path / "backup.tar.gz"
    make_backup(path, now=NOON)
    return path


def _write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _empty(house):
    """Leave nothing of the house, as on a new machine."""
    shutil.rmtree(house)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    connection.close()
    if connection.vendor == "sqlite":
        Path(connection.settings_dict["NAME"]).unlink()


def _members(path):
    with tarfile.open(path) as tar:
        return [(m, tar.extractfile(m).read()) for m in tar if m.isfile()]


def _rewrite(path, members):
    with tarfile.open(path, "w:gz") as tar:
        for member, data in members:
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data) if member.isfile() else None)


def _assert_refused(path, words):
    users = User.objects.count()
    with pytest.raises(BackupRefused, match=words):
        restore_backup(path, replace=True)
    assert User.objects.count() == users


def test_a_house_comes_back_whole(house, backup, settings):
    rows = schema.row_counts()
    _empty(house)

    restore_backup(backup)

    assert schema.row_counts() == rows
    assert Place.objects.count() == 7
    assert check_invariants(now=NOON).is_clean
    picture = settings.MEDIA_ROOT / "posters" / "天鹅湖.webp"
    assert picture.read_text("utf-8") == "a picture"
    key = settings.MARQUEE_KEYS / "tickets.pem"
    assert key.read_text("utf-8") == "a key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    record = json.loads((house / "house.json").read_text("utf-8"))
    assert record == {"code": "", "filled": "demo"}


def test_only_its_owner_reads_a_backup(backup):
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


def test_the_manifest_says_what_is_inside(backup):
    members = {m.name: data for m, data in _members(backup)}

    manifest = json.loads(members[MANIFEST])

    assert (manifest["product"], manifest["format"]) == ("Marquee", 1)
    assert manifest["rows"]["stock_place"] == 7
    assert "stock.0001_initial" in manifest["schema"]
    assert set(manifest["members"]) == set(members) - {MANIFEST}


def test_a_house_that_is_there_is_not_replaced_unasked(backup):
    with pytest.raises(BackupRefused, match="the database, uploads, keys"):
        restore_backup(backup)


def test_replacing_leaves_nothing_of_the_former_house(house, backup, settings):
    UserFactory(email="bo@example.org")
    _write(settings.MEDIA_ROOT / "late.webp", "late")

    restore_backup(backup, replace=True)

    assert list(User.objects.values_list("email", flat=True)) == ["ada@example.org"]
    assert not (settings.MEDIA_ROOT / "late.webp").exists()
    assert not list(house.glob(".restore-*"))


def test_a_changed_member_is_refused(backup):
    members = _members(backup)
    at = next(i for i, (m, _d) in enumerate(members) if m.name.startswith("keys/"))
    members[at] = (members[at][0], b"x key")
    _rewrite(backup, members)

    _assert_refused(backup, "damaged: “keys/tickets.pem”")


@pytest.mark.parametrize("share", [0.02, 0.5, 0.999])
def test_a_backup_cut_short_is_refused(backup, share):
    data = backup.read_bytes()
    backup.write_bytes(data[: int(len(data) * share)])

    _assert_refused(backup, "cut short")


def test_a_backup_without_its_end_is_refused(backup):
    _rewrite(backup, _members(backup)[:-1])

    _assert_refused(backup, "its last part is missing")


def test_another_archive_is_refused(backup):
    _rewrite(backup, [(tarfile.TarInfo("photos/cat.jpg"), b"cat")])

    _assert_refused(backup, "not a backup of Marquee")


@pytest.mark.parametrize(
    "data", [b"", b"plain text", gzip.compress(b"no archive", mtime=0)]
)
def test_any_other_file_is_refused(backup, data):
    backup.write_bytes(data)

    _assert_refused(backup, "no backup at all|not a backup|cut short")


@pytest.mark.parametrize(
    "name", ["media/../../outside", "/etc/outside", "keys/..\\outside", "elsewhere/x"]
)
def test_a_member_that_would_land_outside_is_refused(backup, name, tmp_path):
    members = _members(backup)
    _rewrite(backup, [*members[:1], (tarfile.TarInfo(name), b"x"), *members[1:]])

    _assert_refused(backup, "A backup has no member")
    assert not (tmp_path / "outside").exists()


def test_a_link_is_refused(backup):
    members = _members(backup)
    link = tarfile.TarInfo("media/link")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    _rewrite(backup, [*members[:1], (link, b""), *members[1:]])

    _assert_refused(backup, "A backup has no member")


def _with_manifest(backup, **changes):
    members = _members(backup)
    member, data = members[-1]
    members[-1] = (member, json.dumps({**json.loads(data), **changes}).encode())
    _rewrite(backup, members)


def test_a_backup_of_newer_code_is_refused(backup):
    _with_manifest(backup, schema=["stock.0999_teleport"])

    _assert_refused(backup, "made by a newer Marquee")


def test_a_backup_of_a_newer_format_is_refused(backup):
    _with_manifest(backup, format=2)

    _assert_refused(backup, "made by a newer Marquee")


def test_a_backup_of_another_kind_of_database_is_refused(backup):
    _with_manifest(backup, vendor="oracle")

    _assert_refused(backup, "is of oracle")


def test_rows_that_are_missing_bring_the_former_house_back(backup, settings):
    members = json.loads(_members(backup)[-1][1])["rows"]
    _with_manifest(backup, rows={**members, "stock_place": 8})
    late = settings.MEDIA_ROOT / "late.webp"
    _write(late, "late")

    _assert_refused(backup, "not the one|not the rows")

    assert late.read_text() == "late"
    assert Place.objects.count() == 7


def test_the_commands_make_and_restore(house):
    said = StringIO()
    call_command("backup", stdout=said)
    (path,) = (house / "backups").glob("marquee-*Z.tar.gz")

    with pytest.raises(CommandError, match="Nobody is there to confirm"):
        call_command("restore", str(path), "--replace")
    call_command("restore", str(path), "--replace", "--yes", stdout=said)

    assert "Restored the house" in said.getvalue()
    assert path.exists()
