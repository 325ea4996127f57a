"""How much one network may count: enough for everybody behind it, too little to raise a story."""

import pytest

from articles.counting import limits as module
from articles.counting.limits import Buckets, Limits
from articles.counting.tokens import make_token
from articles.counting.visit import Visit
from articles.models import ViewEvent

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


@pytest.fixture
def clock(monkeypatch):
    """The time, which stands still until the test moves it on."""
    now = [1000.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    return now


def visit(network="192.0.2.1", publication_id=1, *, is_reader=True):
    return Visit(publication_id, network, "Firefox", is_reader)


def read(limits, times, **options):
    """How many of so many readers were counted."""
    counted = 0
    for _ in range(times):
        one = visit(**options)
        if limits.admit(one):
            limits.view_counted(one)
            counted += 1
    return counted


def test_a_network_counts_so_often_on_a_story_and_no_more(clock, settings):
    settings.VIEWS_PER_NETWORK, settings.VIEW_REQUESTS_PER_SECOND = 5, 0
    limits = Limits()

    assert read(limits, 9) == 5
    assert read(limits, 9, publication_id=2) == 5
    assert read(limits, 9, network="192.0.2.2") == 5


def test_room_comes_back_evenly_over_the_window(clock, settings):
    settings.VIEWS_PER_NETWORK, settings.VIEW_REQUESTS_PER_SECOND = 5, 0
    limits = Limits()
    read(limits, 5)

    clock[0] += 359
    assert read(limits, 1) == 0
    clock[0] += 1
    assert read(limits, 2) == 1
    clock[0] += 24 * 3600
    assert read(limits, 9) == 5


def test_what_is_not_counted_uses_nothing_up(clock, settings):
    settings.VIEWS_PER_NETWORK, settings.VIEW_REQUESTS_PER_SECOND = 1, 0
    limits = Limits()

    assert all(limits.admit(visit()) for _ in range(50))


def test_a_network_asks_so_often_a_second_after_a_burst(clock, settings):
    settings.VIEWS_PER_NETWORK, settings.VIEW_REQUESTS_PER_SECOND = 0, 3
    limits = Limits()

    assert sum(limits.admit(visit(publication_id=n, is_reader=False)) for n in range(99)) == 30
    clock[0] += 1
    assert sum(limits.admit(visit(publication_id=n)) for n in range(9)) == 3


def networks_of(block, count):
    """So many of the /64 of a /48."""
    return [f"2001:db8:{block:x}:{number:x}::/64" for number in range(count)]


def test_a_block_of_networks_counts_ten_times_as_often_as_one(clock, settings):
    settings.VIEWS_PER_NETWORK, settings.VIEW_REQUESTS_PER_SECOND = 5, 0
    limits = Limits()

    assert sum(read(limits, 9, network=one) for one in networks_of(1, 30)) == 50
    assert sum(read(limits, 9, network=one) for one in networks_of(2, 3)) == 15
    assert sum(read(limits, 9, network=one, publication_id=2) for one in networks_of(1, 1)) == 5
    clock[0] += 36
    assert sum(read(limits, 9, network=one) for one in networks_of(1, 30)) == 1


def test_a_block_of_networks_asks_ten_times_as_often_as_one(clock, settings):
    settings.VIEWS_PER_NETWORK, settings.VIEW_REQUESTS_PER_SECOND = 0, 1
    limits = Limits()
    asked = [visit(one, is_reader=False) for one in networks_of(1, 30) for _ in range(9)]

    assert sum(limits.admit(one) for one in asked) == 100


def test_who_uses_many_networks_does_not_push_out_the_account_of_their_block(
    clock, settings, monkeypatch
):
    monkeypatch.setattr(module, "REMEMBERED", 20)
    settings.VIEWS_PER_NETWORK, settings.VIEW_REQUESTS_PER_SECOND = 1, 0
    limits = Limits()

    assert sum(read(limits, 1, network=one) for one in networks_of(1, 100)) == 10


def test_zero_is_without_a_limit(clock, settings):
    settings.VIEWS_PER_NETWORK = settings.VIEW_REQUESTS_PER_SECOND = 0

    assert read(Limits(), 2000) == 2000


def test_memory_is_bounded_and_the_oldest_accounts_go(clock, monkeypatch):
    monkeypatch.setattr(module, "REMEMBERED", 3)
    buckets, bucket = Buckets(), {"size": 1, "seconds": 60, "now": 0}
    for key in "abc":
        buckets.take(key, **bucket)
    buckets.take("a", **bucket)
    buckets.take("d", **bucket)

    assert len(buckets._full_at) == 3
    assert [buckets.has_room(key, **bucket) for key in "abcd"] == [False, True, False, False]


@pytest.mark.django_db
def test_what_is_too_much_is_refused_and_not_counted(publication, client, settings):
    settings.VIEWS_PER_NETWORK = 2
    token = make_token(publication.pk)

    def post(number, address="2001:db8:1:2::1"):
        return client.post(
            "/-/view",
            token,
            content_type="text/plain",
            headers={"host": "news.example", "user-agent": f"{FIREFOX} {number}"},
            REMOTE_ADDR=address,
        )

    answers = [post(1), post(1), post(2, "2001:db8:1:2::2"), post(3, "2001:db8:1:2::3")]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[3]["Retry-After"] == "60"
    assert answers[3]["Cache-Control"] == "no-store"
    assert post(4, "2001:db8:1:3::1").status_code == 200
    assert ViewEvent.objects.count() == 3
