"""Backups that are written, or read back, at the same time."""

import fcntl
from contextlib import closing

import pytest
from django.db import connection

from newscenter.postgres.account import Account
from newscenter.postgres.binaries import Binaries
from newscenter.postgres.cluster import Address
from newscenter.postgres.dump import DumpError, restore_dump, write_dump


def test_two_do_not_write_into_one_file(tmp_path, db):
    binaries = Binaries.find("", Account.for_server())
    target, draft = tmp_path / "backup.dump", tmp_path / "backup.dump.part"
    draft.write_bytes(b"the other's")
    with draft.open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(DumpError, match="Another dump"):
            write_dump(connection, binaries, target)
    assert draft.read_bytes() == b"the other's"
    assert not target.exists()

    # What somebody who was killed left is in nobody's way.
    write_dump(connection, binaries, target)

    assert target.read_bytes().startswith(b"PGDMP")
    assert not draft.exists()


def test_two_do_not_restore_into_one_database(tmp_path, db):
    binaries = Binaries.find("", Account.for_server())
    known = connection.get_connection_params()
    address = Address(**{name: known[name] for name in ("host", "port", "user", "password")})
    with closing(address.connect()) as other:
        key = "restore nothing_of_ours"
        other.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [key])
        with pytest.raises(DumpError, match="Another restore"):
            restore_dump(address, binaries, tmp_path / "backup.dump", "nothing_of_ours")

    # Its lock is gone with it; this one fails for want of the file, and leaves nothing.
    with pytest.raises(DumpError, match="could not open input file"):
        restore_dump(address, binaries, tmp_path / "backup.dump", "nothing_of_ours")

    with closing(address.connect()) as after:
        found = after.execute("SELECT datname FROM pg_database WHERE datname LIKE 'nothing_%'")
        assert found.fetchall() == []
