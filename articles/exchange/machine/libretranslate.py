"""LibreTranslate, as https://docs.libretranslate.com describes it: GET /languages, POST /translate.

The service turns character references back into characters in what it gives as HTML, so that
`&lt;` comes back as `<`. A text without markup is therefore sent as plain text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import escape, unescape
from typing import Any

from django.utils.translation import gettext as _

from articles.exchange.machine.engine import (
    LanguageUnknown,
    Limits,
    Meter,
    Refused,
    WrongAnswer,
    uncounted,
)
from articles.exchange.machine.transport import BRIEF, Answer, Call, Patience, refusal, send
from articles.text.languages import normal_code

# What installations call a language, after our own code: it depends on their version.
ALIASES = {
    "zh-hans": ("zh-hans", "zh"),
    "zh-hant": ("zh-hant", "zt"),
    "pt-br": ("pt-br", "pb", "pt"),
}


@dataclass(frozen=True)
class LibreTranslate:
    """One installation, at its address; most of one's own want no key."""

    address: str
    key: str = field(default="", repr=False)
    meter: Meter = field(default=uncounted, repr=False)
    patience: Patience = BRIEF

    name = "libretranslate"
    label = "LibreTranslate"
    # An installation has no limits unless its operator sets some; these are modest ones.
    limits = Limits(texts=25, characters=5_000, size=100_000)
    languages = None

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """One request for texts with markup and one for those without."""
        if not texts:
            return []
        pair = self._pair(source, target)
        marked = [text for text in texts if "<" in text]
        plain = [unescape(text) for text in texts if "<" not in text]
        done_marked = iter(self._ask(marked, pair, "html"))
        done_plain = iter(self._ask(plain, pair, "text"))
        return [
            next(done_marked) if "<" in text else escape(next(done_plain), quote=False)
            for text in texts
        ]

    @cached_property
    def pairs(self) -> dict[str, tuple[str, frozenset[str]]]:
        """By our code, what the installation calls a language and what it translates it into."""
        answer = send(
            Call(
                service="LibreTranslate",
                url=self._url("languages"),
                patience=self.patience,
            )
        )
        if answer.status != 200:
            raise self._refusal(answer)
        try:
            return {
                normal_code(str(one["code"])): (
                    str(one["code"]),
                    frozenset(normal_code(str(code)) for code in one.get("targets", ())),
                )
                for one in answer.data
            }
        except (AttributeError, KeyError, TypeError):
            raise WrongAnswer(_("The answer of LibreTranslate has no languages in it.")) from None

    def _pair(self, source: str, target: str) -> tuple[str, str]:
        """What the installation calls the two."""
        ours = _known(source, self.pairs), _known(target, self.pairs)
        if ours[0] is None or ours[1] is None:
            raise LanguageUnknown("LibreTranslate", source, target)
        name, targets = self.pairs[ours[0]]
        # Installations before 1.3.9 do not say into what they translate.
        if targets and ours[1] not in targets:
            raise LanguageUnknown("LibreTranslate", source, target)
        return name, self.pairs[ours[1]][0]

    def _ask(self, texts: list[str], pair: tuple[str, str], kind: str) -> list[str]:
        if not texts:
            return []
        data: dict[str, Any] = {
            "q": texts,
            "source": pair[0],
            "target": pair[1],
            "format": kind,
        }
        if self.key:
            data["api_key"] = self.key
        answer = send(
            Call(
                service="LibreTranslate",
                url=self._url("translate"),
                data=data,
                characters=sum(map(len, texts)),
                meter=self.meter,
                patience=self.patience,
            )
        )
        if answer.status != 200:
            raise self._refusal(answer)
        return _texts(answer.data, len(texts))

    def _url(self, path: str) -> str:
        return f"{self.address.rstrip('/')}/{path}"

    def _refusal(self, answer: Answer) -> Refused:
        """400 and 403 say in words what is wrong, a missing or unknown key too."""
        return refusal("LibreTranslate", answer, self.key, "error")


def _known(code: str, names: dict[str, Any]) -> str | None:
    return next((name for name in ALIASES.get(code, (code,)) if name in names), None)


def _texts(data: Any, count: int) -> list[str]:
    """`{"translatedText": [ … ]}`, in the order of the request."""
    texts = data.get("translatedText") if isinstance(data, dict) else None
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise WrongAnswer(_("The answer of LibreTranslate has no translations in it."))
    if len(texts) != count:
        raise WrongAnswer(
            _("LibreTranslate answered %(got)d texts with %(sent)d.")
            % {"got": count, "sent": len(texts)}
        )
    return texts
