"""What is kept, what is dropped, and what is not kept at all."""

import pytest

from articles.caching.entry import make_entry
from articles.caching.store import REMEMBERED, PageStore


def entry(*keys, body=b"x" * 50, until=float("inf")):
    return make_entry("200 OK", [], body, keys=frozenset(keys), site_id=1, frame=1, until=until)


@pytest.fixture
def store():
    return PageStore(100_000)


def test_a_change_marks_what_shows_it_and_nothing_else(store):
    store.keep("a", entry("n1", "e1.vi"), store.begin())
    store.keep("b", entry("n2", "e1.vi"), store.begin())
    store.keep("c", entry("n3"), store.begin())

    assert store.invalidate(["n1", "n9"]) == 1
    assert [store.get(name).stale for name in "abc"] == [True, False, False]
    assert store.invalidate(["e1.vi"]) == 1
    assert [store.get(name).stale for name in "abc"] == [True, True, False]


def test_what_was_begun_before_a_change_is_not_kept(store):
    begun = store.begin()
    store.invalidate(["n1"])

    assert not store.keep("a", entry("n1"), begun)
    assert store.keep("b", entry("n2"), begun)
    assert store.keep("a", entry("n1"), store.begin())


def test_nothing_begun_before_a_flush_is_kept(store):
    store.keep("a", entry("n1"), store.begin())
    begun = store.begin()
    store.invalidate_all()

    assert store.get("a").stale
    assert not store.keep("b", entry("n2"), begun)


def test_forgetting_changes_errs_on_the_safe_side():
    store = PageStore(100_000)
    begun = store.begin()
    store.invalidate(f"n{number}" for number in range(REMEMBERED + 1))

    assert not store.keep("a", entry("never changed"), begun)
    assert store.keep("a", entry("never changed"), store.begin())


def test_memory_is_bounded_and_what_is_asked_for_stays(store):
    for number in range(200):
        store.keep(number, entry(f"n{number}"), store.begin())
        assert store.get(0) is not None
        assert store.size <= store.budget

    assert len(store) < 200
    assert store.counts.evicted == 200 - len(store)
    assert store.size == sum(store.get(number).size for number in range(200) if store.get(number))
    # A page that is gone is found by none of its keys.
    assert store.invalidate(f"n{number}" for number in range(200)) == len(store)


def test_a_page_larger_than_its_share_is_not_kept(store):
    import random

    noise = random.Random(1).randbytes(40_000)

    assert not store.keep("a", entry("n1", body=noise), store.begin())
    assert (len(store), store.size, store.counts.refused) == (0, 0, 1)


def test_another_page_at_an_address_takes_the_place_of_the_first(store):
    store.keep("a", entry("n1"), store.begin())
    store.keep("a", entry("n2"), store.begin())

    assert store.invalidate(["n1"]) == 0
    assert store.size == store.get("a").size


def test_an_encoding_made_later_is_weighed(store):
    store.keep("a", entry("n1", body=b"<p>word</p>" * 500), store.begin())
    before = store.size

    store.get("a").variant("br")
    store.weigh_again("a")

    assert store.size == store.get("a").size > before
