"""DeepL and LibreTranslate, against services that speak their protocols."""

import pytest

from articles.exchange.machine.deepl import FREE, PRO, DeepL
from articles.exchange.machine.engine import (
    LanguageUnknown,
    Limits,
    QuotaExceeded,
    Refused,
    WrongAnswer,
    batches,
)
from articles.exchange.machine.libretranslate import LibreTranslate
from tests.exchange.machine.services import KEY, QUICK

MARKED = 'Cầu <strong>mới</strong> của <a href="https://example.org/?a=1&amp;b=2">thành phố</a>'


def test_texts_come_back_in_their_order_with_their_marks(pair):
    engine, _service = pair

    assert engine.translate(["một", MARKED, "hai"], "vi", "en") == [
        "MỘT",
        'CẦU <strong>MỚI</strong> CỦA <a href="https://example.org/?a=1&amp;b=2">THÀNH PHỐ</a>'
        if engine.name == "deepl"
        else 'CẦU <strong>MỚI</strong> CỦA <a href="https://example.org/?a=1&b=2">THÀNH PHỐ</a>',
        "HAI",
    ]


def test_nothing_is_asked_of_nothing(pair):
    engine, service = pair

    assert engine.translate([], "vi", "en") == []
    assert service.requests == []


@pytest.mark.parametrize(
    ("source", "target", "sent"),
    [
        ("vi", "en", ("VI", "EN-GB")),
        ("en", "zh-hans", ("EN", "ZH-HANS")),
        ("zh-hant", "vi", ("ZH", "VI")),
        ("pt-br", "en-us", ("PT", "EN-US")),
        ("en", "pt", ("EN", "PT-PT")),
    ],
)
def test_deepl_is_told_its_own_codes(deepl, deepl_service, source, target, sent):
    deepl.translate(["x"], source, target)

    [(path, headers, data)] = deepl_service.requests
    assert path == "/v2/translate"
    assert headers["Authorization"] == f"DeepL-Auth-Key {KEY}"
    assert (data["source_lang"], data["target_lang"]) == sent
    assert (data["text"], data["tag_handling"]) == (["x"], "html")


def test_deepl_knows_the_host_from_the_key():
    assert DeepL("abc").host == PRO
    assert DeepL("abc:fx").host == FREE
    assert DeepL("abc:fx", "https://proxy.example/").host == "https://proxy.example"


def test_deepl_is_not_asked_for_a_language_that_it_lacks(deepl, deepl_service):
    with pytest.raises(LanguageUnknown):
        deepl.translate(["x"], "vi", "km")

    assert deepl_service.requests == []


@pytest.mark.parametrize(
    ("codes", "source", "target", "sent"),
    [
        (("en", "vi"), "vi", "en", ("vi", "en")),
        (("en", "zh-Hans", "zh-Hant"), "zh-hans", "zh-hant", ("zh-Hans", "zh-Hant")),
        (("en", "zh", "zt"), "zh-hans", "zh-hant", ("zh", "zt")),
        (("en", "pb"), "en", "pt-br", ("en", "pb")),
    ],
)
def test_libretranslate_is_told_the_codes_of_its_installation(  # noqa: PLR0917
    libre, libre_service, codes, source, target, sent
):
    libre_service.codes = codes

    libre.translate(["x"], source, target)
    libre.translate(["y"], source, target)

    paths = [path for path, _headers, _data in libre_service.requests]
    assert paths == ["/languages", "/translate", "/translate"]
    data = libre_service.requests[1][2]
    assert (data["source"], data["target"], data["api_key"]) == (*sent, KEY)


def test_libretranslate_is_not_asked_for_a_language_that_it_lacks(libre, libre_service):
    libre_service.codes = ("en", "vi")

    with pytest.raises(LanguageUnknown, match="from en into ar"):
        libre.translate(["x"], "en", "ar")

    assert [path for path, _headers, _data in libre_service.requests] == ["/languages"]


def test_libretranslate_gets_text_without_marks_as_text(libre, libre_service):
    """It would make characters of what stands for them, and `&lt;b&gt;` would become a mark."""
    texts = ["R&amp;D &lt;b&gt; 3 &lt; 4", "<em>x</em>"]

    assert libre.translate(texts, "vi", "en") == ["R&amp;D &lt;B&gt; 3 &lt; 4", "<em>X</em>"]

    kinds = [data["format"] for _path, _headers, data in libre_service.requests[1:]]
    assert kinds == ["html", "text"]
    assert libre_service.requests[2][2]["q"] == ["R&D <b> 3 < 4"]


def test_libretranslate_needs_no_key(libre_service):
    libre_service.key = ""
    engine = LibreTranslate(f"{libre_service.address}/", patience=QUICK)

    assert engine.translate(["x"], "vi", "en") == ["X"]
    assert "api_key" not in libre_service.requests[1][2]


def test_a_wrong_key_is_named_and_not_shown(deepl_service, libre_service, caplog):
    wrong = "wrong-secret-5"
    deepl = DeepL(wrong, deepl_service.address, patience=QUICK)
    libre = LibreTranslate(libre_service.address, wrong, patience=QUICK)

    with pytest.raises(Refused, match="MACHINE_TRANSLATION_KEY") as of_deepl:
        deepl.translate(["x"], "vi", "en")
    with pytest.raises(Refused, match=r"HTTP 403.: Invalid API key …") as of_libre:
        libre.translate(["x"], "vi", "en")

    assert len(deepl_service.requests) == 1
    for shown in (of_deepl.value, of_libre.value, deepl, libre, caplog.text):
        assert wrong not in f"{shown} {shown!r}"


def test_deepl_says_that_its_quota_is_used_up(deepl, deepl_service):
    deepl_service.faults = [(456, {}, b'{"message": "Quota exceeded"}')]

    with pytest.raises(QuotaExceeded, match="quota of the account"):
        deepl.translate(["x"], "vi", "en")

    assert len(deepl_service.requests) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"null",
        b'"x"',
        b"{}",
        b'{"translations": {"text": "x"}}',
        b'{"translations": [{"text": null}], "translatedText": [null]}',
        b'{"translations": ["x"], "translatedText": "x"}',
        b'{"translations": [], "translatedText": []}',
        b'{"translations": [{"text": "x"}, {"text": "y"}], "translatedText": ["x", "y"]}',
    ],
)
def test_an_answer_of_another_shape_is_refused(pair, body):
    engine, service = pair
    service.faults = [(200, {}, body)]

    with pytest.raises(WrongAnswer):
        engine.translate(["một"], "vi", "en")


def test_the_words_of_a_refusal_are_passed_on(deepl, deepl_service):
    deepl_service.faults = [(400, {}, b'{"message": "Bad  request.\\n", "detail": "x"}')]

    with pytest.raises(Refused) as refused:
        deepl.translate(["x"], "vi", "en")

    assert str(refused.value) == "DeepL refused (HTTP 400): Bad request."


LIMITS = Limits(texts=3, characters=10, size=24)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([], []),
        (["a"] * 4, [["a"] * 3, ["a"]]),
        (["aaaa", "bbbb", "cccc"], [["aaaa", "bbbb"], ["cccc"]]),
        (["中中中中中", "中中中", "中"], [["中中中中中", "中中中"], ["中"]]),
        (["x" * 50, "y"], [["x" * 50], ["y"]]),
    ],
)
def test_batches_fit_into_a_request(texts, expected):
    assert list(batches(texts, LIMITS)) == expected


def test_what_fits_our_batches_fits_deepl(deepl, deepl_service):
    texts = ["Tường thuật “trực tiếp” " * 40 + '<a href="https://example.org">x</a>'] * 120

    done = [
        text
        for batch in batches(texts, deepl.limits)
        for text in deepl.translate(batch, "vi", "en")
    ]

    assert len(done) == 120
    assert len(deepl_service.requests) > 1
