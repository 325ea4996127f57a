"""DeepL, as https://developers.deepl.com/docs describes it: POST /v2/translate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from articles.exchange.machine.engine import (
    LanguageUnknown,
    Limits,
    Meter,
    QuotaExceeded,
    Refused,
    WrongAnswer,
    uncounted,
)
from articles.exchange.machine.transport import BRIEF, Call, Patience, refusal, send

PRO, FREE = "https://api.deepl.com", "https://api-free.deepl.com"
# Keys of the free plan end so, and are known at a host of their own.
FREE_KEY = ":fx"
# "Languages supported", by our code; those with a variant as a target have none as a source.
VARIANTS = {
    "en": "EN-GB",
    "en-gb": "EN-GB",
    "en-us": "EN-US",
    "pt": "PT-PT",
    "pt-br": "PT-BR",
    "zh-hans": "ZH-HANS",
    "zh-hant": "ZH-HANT",
}
PLAIN = frozenset(
    {
        *("ar", "bg", "cs", "da", "de", "el", "es", "et", "fi", "fr", "he", "hu", "id", "it"),
        *("ja", "ko", "lt", "lv", "nb", "nl", "pl", "ro", "ru", "sk", "sl", "sv", "th", "tr"),
        *("uk", "vi"),
    }
)


@dataclass(frozen=True)
class DeepL:
    """The key decides the host, unless an address is given."""

    key: str = field(repr=False)
    address: str = ""
    meter: Meter = field(default=uncounted, repr=False)
    patience: Patience = BRIEF

    name = "deepl"
    label = "DeepL"
    # "Usage and limits": 50 texts and 128 KiB a request. What JSON adds to a text (quotes, commas,
    # a backslash before each quotation mark) has the rest.
    limits = Limits(texts=50, characters=100_000, size=100_000)
    languages = frozenset({*VARIANTS, *PLAIN})

    @property
    def host(self) -> str:
        return self.address.rstrip("/") or (FREE if self.key.endswith(FREE_KEY) else PRO)

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """One request; texts beyond its limits are refused by the service."""
        if not texts:
            return []
        if not {source, target} <= self.languages:
            raise LanguageUnknown("DeepL", source, target)
        answer = send(
            Call(
                service="DeepL",
                url=f"{self.host}/v2/translate",
                headers={"Authorization": f"DeepL-Auth-Key {self.key}"},
                data={
                    "text": list(texts),
                    "source_lang": source.partition("-")[0].upper(),
                    "target_lang": VARIANTS.get(target, target.upper()),
                    "tag_handling": "html",
                },
                # "Usage is measured by the source text length in Unicode code points."
                characters=sum(map(len, texts)),
                meter=self.meter,
                patience=self.patience,
            )
        )
        match answer.status:
            case 200:
                return _texts(answer.data, len(texts))
            case 456:
                raise QuotaExceeded(
                    _(
                        "DeepL: the quota of the account is used up. Wait for the next month, or "
                        "raise the limit in the account."
                    )
                )
            case 401 | 403:
                raise Refused(_("DeepL does not accept the key: see MACHINE_TRANSLATION_KEY."))
        raise refusal("DeepL", answer, self.key, "message", "detail")


def _texts(data: Any, count: int) -> list[str]:
    """`{"translations": [{"text": …}, …]}`, in the order of the request."""
    try:
        texts = [one["text"] for one in data["translations"]]
    except (KeyError, TypeError):
        raise WrongAnswer(_("The answer of DeepL has no translations in it.")) from None
    if len(texts) != count or not all(isinstance(text, str) for text in texts):
        raise WrongAnswer(
            _("DeepL answered %(got)d texts with %(sent)d.") % {"got": count, "sent": len(texts)}
        )
    return texts
