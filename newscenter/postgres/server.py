"""The embedded server as a process sees it: up at the first use, down after the last user."""

import atexit
import functools
import threading
from pathlib import Path

from django.conf import settings

from newscenter.postgres.account import Account
from newscenter.postgres.binaries import Binaries
from newscenter.postgres.cluster import Address, Cluster, create_database
from newscenter.postgres.places import Places
from newscenter.postgres.users import Users, exclusive


class Server:
    """A server shared by every process that names the same folder."""

    def __init__(self, home: Path, programs: str = "") -> None:
        account = Account.for_server()
        self.account = account
        self.places = Places.for_account(home, account)
        self.binaries = Binaries.find(programs, account)
        self.cluster = Cluster(self.places, self.binaries)
        self.users = Users(self.places.users)
        self._address: Address | None = None
        self._threads = threading.Lock()

    def open(self) -> Address:
        """The address of the running server; the first call starts it and counts this process."""
        with self._threads:
            if self._address is None:
                self.places.make(self.account)
                with exclusive(self.places.lock):
                    self._address = self.cluster.ensure_running()
                    self.users.join()
                atexit.register(self.close)
            return self._address

    def repair(self, database: str) -> Address:
        """Bring back what was lost since `open`: the server, or a database never made."""
        self.open()
        with self._threads, exclusive(self.places.lock):
            self._address = self.cluster.ensure_running()
            create_database(self._address, database)
            return self._address

    def keep_running(self) -> Address:
        """Open, and let the server outlive its users until `shut_down`."""
        address = self.open()
        self.places.keep.touch()
        return address

    def shut_down(self, *, force: bool = False) -> bool:
        """Stop the server and forget `keep_running`; False, and nothing done, where it is in use.

        With `force` its users lose their connections, and the first to miss one starts it again.
        """
        self.close()
        if not self.places.home.is_dir():
            return True
        with exclusive(self.places.lock):
            if not (force or self.users.is_empty()):
                return False
            self.places.keep.unlink(missing_ok=True)
            self.cluster.stop()
        return True

    def close(self) -> None:
        """Stop counting this process; the last one stops the server, unless it was told to stay."""
        with self._threads:
            if self._address is None:
                return
            self._address = None
            atexit.unregister(self.close)
            if not self.places.home.is_dir():
                # Somebody removed the folder; a server whose lock file is gone ends by itself.
                return
            with exclusive(self.places.lock):
                self.users.leave()
                if self.users.is_empty() and not self.places.keep.exists():
                    self.cluster.stop()


@functools.cache
def project_server() -> Server:
    """The server of this project's settings; nothing is started by asking for it."""
    return Server(settings.DATA_DIR / "postgres", settings.EMBEDDED_PG_BIN)
