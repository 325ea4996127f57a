import threading
from datetime import UTC, date, datetime, timedelta
from ipaddress import IPv4Address

import pytest
from django.db import connections
from hypothesis import example, given
from hypothesis import strategies as st

from articles.counting import visitors
from articles.counting.visitors import (
    DailySalts,
    allocation,
    client_address,
    forget_old_salts,
    household,
    visitor_hash,
)
from articles.models import ViewSalt
from tests.counting.conftest import NOON

pytestmark = pytest.mark.django_db


def hash_of(publication=1, address="192.0.2.7", user_agent="Firefox", at=NOON):
    return visitor_hash(publication, address, user_agent, at)


def test_the_same_visitor_is_known_again_all_day():
    late = NOON.replace(hour=23, minute=59)

    assert hash_of() == hash_of() == hash_of(at=late)
    assert len(hash_of()) == 16


def test_other_readers_and_other_pages_look_different():
    others = [
        hash_of(),
        hash_of(publication=2),
        hash_of(address="192.0.2.8"),
        hash_of(user_agent="Chrome"),
        hash_of(at=NOON + timedelta(days=1)),
    ]

    assert len(set(others)) == 5


def test_the_day_is_that_of_utc():
    midnight_in_hanoi = datetime(2026, 3, 3, 17, tzinfo=UTC)

    hash_of(at=midnight_in_hanoi)

    assert ViewSalt.objects.get().day == date(2026, 3, 3)


def test_another_process_uses_the_same_salt(monkeypatch):
    ours = hash_of()

    monkeypatch.setattr(visitors, "_salts", DailySalts())

    assert hash_of() == ours
    assert ViewSalt.objects.count() == 1


def test_a_new_day_brings_a_new_salt_and_loses_the_old():
    before = hash_of(at=NOON.replace(hour=23, minute=59))
    after = hash_of(at=NOON.replace(day=5, hour=0, minute=1))

    assert before != after
    assert [salt.day for salt in ViewSalt.objects.all()] == [date(2026, 3, 5)]


def test_salts_of_days_that_are_over_are_forgotten():
    ViewSalt.objects.create(day=date(2026, 3, 3), salt=b"old")
    ViewSalt.objects.create(day=date(2026, 3, 4), salt=b"new")

    assert forget_old_salts(date(2026, 3, 4)) == 1

    assert bytes(ViewSalt.objects.get().salt) == b"new"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:DB8:1:2::1", "2001:db8:1:2:0:0:0:1"),
    ],
)
def test_addresses_of_one_household_are_one_visitor(one, other):
    assert hash_of(address=one) == hash_of(address=other)


def test_addresses_of_other_households_are_not():
    assert hash_of(address="2001:db8:1:2::1") != hash_of(address="2001:db8:1:3::1")
    assert hash_of(address="") != hash_of(address="unix:")


@given(st.ip_addresses(v=4).map(str) | st.text("0123456789.x \0", max_size=16))
@example("01.2.3.4")
@example("1.2.3")
@example("1.2.3.4\0")
@example("1.2.3.٤")
def test_an_ipv4_address_is_one_network_and_of_no_block(address):
    try:
        expected = str(IPv4Address(address))
    except ValueError:
        # What is no address stands for itself, too.
        expected = address

    assert household(address) == expected
    assert allocation(address) == ""


@pytest.mark.parametrize(
    ("forwarded", "proxies", "expected"),
    [
        ("", 0, "10.0.0.1"),
        ("192.0.2.1", 0, "10.0.0.1"),
        ("", 1, "10.0.0.1"),
        ("192.0.2.1", 1, "192.0.2.1"),
        ("6.6.6.6, 192.0.2.1", 1, "192.0.2.1"),
        ("6.6.6.6, 192.0.2.1,10.0.0.2", 2, "192.0.2.1"),
        ("192.0.2.1", 2, "192.0.2.1"),
        (" , ", 1, "10.0.0.1"),
    ],
)
def test_only_what_our_proxies_wrote_is_believed(forwarded, proxies, expected):
    assert client_address("10.0.0.1", forwarded, proxies) == expected


@pytest.mark.django_db(transaction=True)
def test_processes_that_make_a_salt_at_once_agree(db):
    made, barrier = [], threading.Barrier(6)

    def ask():
        barrier.wait(10)
        try:
            made.append(DailySalts().of(NOON))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert len(made) == 6
    assert set(made) == {bytes(ViewSalt.objects.get().salt)}


@pytest.mark.django_db(transaction=True)
def test_a_process_reads_the_salt_once_a_day(django_assert_num_queries):
    salts = DailySalts()
    salts.of(NOON)

    with django_assert_num_queries(0):
        salts.of(NOON.replace(hour=23, minute=59, second=59))
