"""What is sent in a month is counted before it is sent, and never exceeds its limit."""

import threading
from datetime import date

import pytest
from django.db import connections

from articles.exchange.machine.deepl import DeepL
from articles.exchange.machine.engine import QuotaExceeded, Refused, Unreachable
from articles.exchange.machine.quota import left, metered, reserve
from articles.models import MachineUsage
from tests.exchange.machine.services import KEY, QUICK, silence


@pytest.fixture(autouse=True)
def limit(settings):
    settings.MACHINE_TRANSLATION_MONTHLY_CHARACTERS = 100


@pytest.fixture
def metered_deepl(db, deepl_service):
    return DeepL(KEY, deepl_service.address, metered("deepl"), QUICK)


def used(engine="deepl"):
    row = MachineUsage.objects.filter(engine=engine).first()
    return (row.characters, row.requests) if row else (0, 0)


def test_characters_are_counted_by_month_and_engine(db, monkeypatch):
    for engine, month, characters in (
        ("deepl", date(2031, 1, 1), 60),
        ("deepl", date(2031, 1, 1), 40),
        ("libretranslate", date(2031, 1, 1), 90),
        ("deepl", date(2031, 2, 1), 100),
    ):
        monkeypatch.setattr("articles.exchange.machine.quota.this_month", lambda m=month: m)
        reserve(engine, characters)

    rows = MachineUsage.objects.order_by("engine", "month")
    assert list(rows.values_list("engine", "month", "characters", "requests")) == [
        ("deepl", date(2031, 1, 1), 100, 2),
        ("deepl", date(2031, 2, 1), 100, 1),
        ("libretranslate", date(2031, 1, 1), 90, 1),
    ]


def test_what_is_beyond_the_limit_is_not_sent(metered_deepl, deepl_service):
    metered_deepl.translate(["x" * 70], "vi", "en")

    with pytest.raises(QuotaExceeded, match=r"31 characters.*100 only 30 are left"):
        metered_deepl.translate(["x" * 31], "vi", "en")

    assert len(deepl_service.requests) == 1
    assert used() == (70, 1)
    assert left("deepl") == 30
    metered_deepl.translate(["x" * 30], "vi", "en")
    assert left("deepl") == 0


@pytest.mark.parametrize("limit", [0, 99])
def test_a_first_request_keeps_to_the_limit_too(db, settings, limit):
    settings.MACHINE_TRANSLATION_MONTHLY_CHARACTERS = limit

    with pytest.raises(QuotaExceeded):
        reserve("deepl", 100)

    assert used() == (0, 0)


def test_what_the_service_refused_is_given_back(metered_deepl, deepl_service):
    deepl_service.faults = [(429, {}, b""), (400, {}, b"{}")]

    with pytest.raises(Refused):
        metered_deepl.translate(["x" * 80], "vi", "en")

    assert used() == (0, 2)


def test_what_may_have_been_translated_stays_counted(metered_deepl, deepl_service):
    deepl_service.faults = [silence] * 3

    with pytest.raises(Unreachable):
        metered_deepl.translate(["x" * 30], "vi", "en")

    assert used() == (90, 3)


def test_each_attempt_keeps_to_the_limit(metered_deepl, deepl_service):
    deepl_service.faults = [silence] * 3

    with pytest.raises(QuotaExceeded):
        metered_deepl.translate(["x" * 60], "vi", "en")

    assert len(deepl_service.requests) == 1
    assert used() == (60, 1)


@pytest.mark.django_db(transaction=True)
def test_several_at_once_do_not_exceed_the_limit():
    together, taken = threading.Barrier(8), []

    def take():
        try:
            together.wait(timeout=10)
            taken.append(reserve("deepl", 30))
        except QuotaExceeded:
            pass
        finally:
            connections.close_all()

    threads = [threading.Thread(target=take) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert len(taken) == 3
    assert used() == (90, 3)


@pytest.mark.django_db(transaction=True)
def test_it_is_not_reserved_inside_a_transaction():
    from django.db import transaction

    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        reserve("deepl", 1)
