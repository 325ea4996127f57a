"""Backups that are written at the same time."""

import fcntl

import pytest
from django.db import connection

from newscenter.postgres.account import Account
from newscenter.postgres.binaries import Binaries
from newscenter.postgres.dump import DumpError, write_dump


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
