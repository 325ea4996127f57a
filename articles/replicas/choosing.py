"""Which replica may answer a reader now.

A process knows a position in the primary's log (LSN): that of the newest change that it has heard
of. A replica may answer once it has replayed that far. The position is raised before kept pages are
dropped for a change, so that a page that is made anew shows the change, wherever it is read.
"""

from __future__ import annotations

import time
from threading import Condition

from articles.replicas.replica import Replica

# For how long after a change readers wait for a replica to have it before the primary is asked, in
# seconds: together, since the change. A replica that is well needs a few milliseconds.
PATIENCE = 0.05
# After so long without a word from the primary it counts as away, in seconds.
TRUST = 1.0
# The log's pages begin with a header, and no record ends in one.
PAGE, HEADER = 8192, 40


class Replicas:
    """All replicas of a process, in its own order, so that several processes use several."""

    def __init__(self, names: dict[str, str], *, first: int = 0) -> None:
        """`names` by alias; `first` is any number, and says which of them is asked first."""
        self._moved = Condition()
        replicas = [Replica(alias, name, self._notify) for alias, name in names.items()]
        start = first % len(replicas)
        self.all = tuple(replicas[start:] + replicas[:start])
        self._by_alias = {replica.alias: replica for replica in self.all}
        # The newest change that is known, and since when.
        self.position = 0
        self._raised_at = 0.0
        # The end of the primary's log, when it told last.
        self.primary = 0
        self._heard_at = 0.0
        self._is_lost = False
        # How often the primary had to answer a reader in the place of a replica.
        self.helped = 0

    def start(self) -> None:
        for replica in self.all:
            replica.start()

    def stop(self) -> None:
        for replica in self.all:
            replica.stop()

    # What the watcher hears from the primary.

    def connected(self, position: int) -> None:
        """What was before is not known, so all of it has to be there. The position may be lower
        than before: another primary may have lost what only the former one had.
        """
        self._raise_to(_end_of_record(position))
        self.told(position)

    def announced(self, position: int) -> None:
        """Something changed, not after that position."""
        self._raise_to(_end_of_record(position))
        self.told(position)

    def told(self, position: int) -> None:
        """The primary is there."""
        self.primary = position
        self._heard_at = time.monotonic()
        self._is_lost = False

    def lost(self) -> None:
        """The line to the primary is cut; what was known stays the least that is shown."""
        self._is_lost = True

    def is_primary_away(self) -> bool:
        """Whether nothing is heard from it; not before it was tried."""
        if self._is_lost:
            return True
        return self._heard_at > 0 and self._heard_at + TRUST < time.monotonic()

    # What requests ask.

    def choose(self) -> str | None:
        """The alias of a replica that has everything that is known; None for the primary.

        Waits until PATIENCE after the newest change, and no longer.
        """
        self.start()
        if not self._heard_at and not self._is_lost:
            self.helped += 1
            return None
        found = self._ready()
        until = self._raised_at + PATIENCE
        if found is None and time.monotonic() < until:
            with self._moved:
                while (found := self._ready()) is None:
                    left = until - time.monotonic()
                    if left <= 0:
                        break
                    self._moved.wait(left)
        if found is None:
            self.helped += 1
            return None
        found.answered += 1
        return found.alias

    def is_any_ready(self) -> bool:
        """Whether one may answer now."""
        return self._ready() is not None

    def failed(self, alias: str) -> None:
        """A replica did not answer a request."""
        self._by_alias[alias].failed()

    def lag(self, replica: Replica) -> int:
        """Bytes that a replica has not replayed of what the primary had written when it told."""
        return max(0, self.primary - replica.replayed)

    def _ready(self) -> Replica | None:
        now = time.monotonic()
        least = self.position
        if self.is_primary_away():
            # What others were told may not have reached us: only the newest of what is left does.
            least = max([least, *(one.received for one in self.all if one.is_there(now))])
        for replica in self.all:
            if replica.replayed >= least and replica.is_there(now):
                return replica
        return None

    def _raise_to(self, position: int) -> None:
        self._raised_at = time.monotonic()
        self.position = position
        for replica in self.all:
            replica.want(position)

    def _notify(self) -> None:
        with self._moved:
            self._moved.notify_all()


def _end_of_record(position: int) -> int:
    """Where the last record ended. The primary tells where the next one will begin, and at the
    start of a page of its log that is behind a header that no replica reaches by replaying.
    """
    beyond = position % PAGE
    return position - beyond if beyond <= HEADER else position
