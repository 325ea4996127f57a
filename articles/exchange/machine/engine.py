"""What a machine translator is to us, and how it can fail."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _


class Reservation(Protocol):
    """Characters that are counted before they are sent."""

    def give_back(self) -> None:
        """They were not translated: the service said so, or never heard of them."""


class Uncounted:
    def give_back(self) -> None:
        """Nothing was taken."""


# Takes a number of characters for one attempt to send them.
Meter = Callable[[int], AbstractContextManager[Reservation]]


def uncounted(characters: int) -> AbstractContextManager[Reservation]:
    """The meter of an engine that nobody has a quota for."""
    return nullcontext(Uncounted())


@dataclass(frozen=True, slots=True)
class Limits:
    """What fits into one request: texts, and their characters and bytes in all."""

    texts: int
    characters: int
    size: int


class Engine(Protocol):
    """A service. `name` is kept with what it wrote, `label` is what people call it.

    `languages` are codes that it translates into; None: it tells when asked.
    """

    @property
    def name(self) -> str: ...

    @property
    def label(self) -> str: ...

    @property
    def limits(self) -> Limits: ...

    @property
    def languages(self) -> frozenset[str] | None: ...

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """Translate inline HTML; as many texts as were given. Codes are Django's.

        The answer is the service's own HTML and must be sanitised. Raises MachineError.
        """


class MachineError(Exception):
    """The service did not translate; the message says why and what to do, and holds no key."""


class MachineOff(MachineError):
    """None is configured."""

    def __init__(self) -> None:
        super().__init__(_("No machine translation is configured."))


class LanguageUnknown(MachineError):
    """The service does not translate between these languages."""

    def __init__(self, engine: str, source: str, target: str) -> None:
        super().__init__(
            _("%(engine)s does not translate from %(source)s into %(target)s.")
            % {"engine": engine, "source": source, "target": target}
        )


class QuotaExceeded(MachineError):
    """Of the service, or our own for a month."""


class Refused(MachineError):
    """The service will not do it however often it is asked: a wrong key, a wrong request."""


class Unreachable(MachineError):
    """No answer, or the service is overloaded; another time it may work."""


class WrongAnswer(MachineError):
    """Something answered that does not speak the protocol."""


def batches(texts: Sequence[str], limits: Limits) -> Iterator[list[str]]:
    """The texts in their order, in groups that fit into one request each.

    A text that is too long for any request goes alone, and the service judges it.
    """
    batch: list[str] = []
    characters = size = 0
    for text in texts:
        length, weight = len(text), len(text.encode("utf-8", "surrogatepass"))
        full = (
            len(batch) >= limits.texts
            or characters + length > limits.characters
            or size + weight > limits.size
        )
        if batch and full:
            yield batch
            batch, characters, size = [], 0, 0
        batch.append(text)
        characters += length
        size += weight
    if batch:
        yield batch
