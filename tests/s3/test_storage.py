"""Django's storage on an object storage over real HTTP."""

import threading
from contextlib import suppress

import pytest
from django.core.exceptions import SuspiciousOperation
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from newscenter import media_turns
from newscenter.media_storage import MediaStorage, StorageError
from tests.s3.conftest import OTHER, needs_our_own
from tests.s3.server import SECRET
from tests.waiting import eventually

ACTS = {
    "open": lambda storage: storage.open("one.jpg"),
    "save": lambda storage: storage.save("one.jpg", ContentFile(b"x")),
    "delete": lambda storage: storage.delete("one.jpg"),
    "exists": lambda storage: storage.exists("one.jpg"),
    "listdir": lambda storage: storage.listdir("images"),
    "size": lambda storage: storage.size("one.jpg"),
    "get_modified_time": lambda storage: storage.get_modified_time("one.jpg"),
}


@pytest.mark.parametrize("name", ["r/1/one.avif", "images/Ảnh số 1 (ă+b=c&d)~'.jpg", "a%20b.jpg"])
def test_what_was_saved_is_there_until_it_is_deleted(storage, name):
    content = bytes(range(256)) * 1000

    assert storage.save(name, ContentFile(content)) == name

    assert storage.exists(name)
    assert storage.open(name).read() == content
    assert storage.size(name) == len(content)
    assert storage.get_modified_time(name).tzinfo is not None
    storage.delete(name)
    assert not storage.exists(name)
    for look in (storage.open, storage.size, storage.get_modified_time):
        with pytest.raises(FileNotFoundError):
            look(name)
    storage.delete(name)


def test_the_name_of_somebody_elses_file_is_not_taken(storage):
    first = storage.save("images/one.jpg", ContentFile(b"first"))

    second = storage.save("images/one.jpg", ContentFile(b"second"))

    assert first != second
    assert storage.open(first).read() == b"first"


def test_a_folder_is_listed_page_by_page(storage):
    for name in ("a/1.jpg", "a/2.jpg", "a/b/3.jpg", "a/c/4.jpg", "a/&.jpg", "ab/5.jpg", "6.jpg"):
        storage.save(name, ContentFile(b"x"))

    assert [sorted(names) for names in storage.listdir("a/")] == [
        ["b", "c"],
        ["&.jpg", "1.jpg", "2.jpg"],
    ]
    assert [sorted(names) for names in storage.listdir("")] == [["a", "ab"], ["6.jpg"]]
    assert storage.listdir("nothing") == ([], [])


def test_several_threads_use_it_at_once(storage):
    faults = []

    def work(number):
        for turn in range(5):
            name = f"threads/{number}-{turn}.jpg"
            storage.save(name, ContentFile(name.encode()))
            if storage.open(name).read() != name.encode():
                faults.append(name)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert faults == []
    assert len(storage.listdir("threads/")[1]) == 20


def test_what_it_is_is_said(storage, server):
    storage.save("one.avif", ContentFile(b"x"))
    storage.save("one.unknown", ContentFile(b"x"))

    if not OTHER:
        types = {key.rpartition(".")[2]: value[1] for key, value in server.objects.items()}
        assert types == {"avif": "image/avif", "unknown": "application/octet-stream"}


@pytest.mark.parametrize("name", ["r/1/one.avif", "images/Ảnh số 1 (ă+b=c&d)~'.jpg", "a%20b.jpg"])
def test_its_addresses_are_those_of_a_disk(storage, name):
    assert storage.url(name) == FileSystemStorage().url(name)
    assert storage.url("r/1/one.avif") == "/media/r/1/one.avif"


@needs_our_own
def test_an_object_is_read_and_a_rendition_stored_with_few_requests(storage, server):
    storage.save("one.jpg", ContentFile(b"x" * 9_000_000))
    storage.open("one.jpg").read()

    # Whether the name is taken, the object whole though it is large; and then it alone.
    assert [method for method, _ in server.asked] == ["HEAD", "PUT", "GET"]


def test_nothing_outside_its_folder_is_reached(storage):
    with pytest.raises(SuspiciousOperation):
        storage.open("../one.jpg")


def test_objects_are_not_written_piece_by_piece(storage):
    with pytest.raises(ValueError, match="as a whole"):
        storage.open("one.jpg", "wb")


@needs_our_own
@pytest.mark.parametrize("trouble", [[500], [500, 504], ["hang up"], ["hang up", "hang up"]])
def test_a_short_trouble_is_waited_out(storage, server, trouble):
    server.trouble = list(trouble)
    storage.save("one.jpg", ContentFile(b"x"))
    server.trouble = list(trouble)

    assert storage.open("one.jpg").read() == b"x"


@needs_our_own
@pytest.mark.parametrize("act", ACTS)
def test_a_long_trouble_is_told_and_is_no_missing_file(storage, server, act):
    server.trouble = [500] * 3

    with pytest.raises(StorageError, match=r"500 .* busy or broken") as told:
        ACTS[act](storage)
    assert SECRET not in str(told.value)
    assert len(server.asked) == 3


@needs_our_own
def test_a_storage_that_hangs_keeps_some_threads_waiting_and_not_all(storage, server, monkeypatch):
    """Pages are answered by the same threads."""
    over = threading.Event()
    server.hanging = over
    monkeypatch.setattr(media_turns, "HANGING", -1.0)
    failed = []

    def read():
        with suppress(FileNotFoundError):
            storage.open("one.jpg")

    threads = [threading.Thread(target=read) for _ in range(media_turns.AT_ONCE)]
    try:
        for thread in threads:
            thread.start()
        eventually(lambda: len(server.asked) == media_turns.AT_ONCE)
        for act in ACTS.values():
            with pytest.raises(StorageError, match="keeps too many waiting"):
                act(storage)
            failed.append(act)
    finally:
        over.set()
        for thread in threads:
            thread.join(10)
        server.hanging = None

    assert len(failed) == len(ACTS)
    assert not storage.exists("one.jpg")


@needs_our_own
def test_half_an_object_is_none(storage, server):
    server.trouble = ["cut"]

    with pytest.raises(StorageError, match="does not answer as it should"):
        storage.open("one.jpg")


@needs_our_own
def test_a_storage_that_is_away_is_told(options):
    nobody = "http://127.0.0.1:9"
    away = MediaStorage(**options | {"endpoint_url": nobody})

    for act in ("open", "exists"):
        with pytest.raises(StorageError, match=f"{nobody}.*does not answer.*MEDIA_STORAGE_URL"):
            ACTS[act](away)


@needs_our_own
@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"secret_key": "another"}, "403 (SignatureDoesNotMatch|Forbidden)"),
        ({"bucket_name": "no-such-bucket-of-ours"}, "404 NoSuchBucket"),
    ],
)
def test_what_is_refused_is_not_taken_for_missing(options, server, connected, wrong, told):
    refused = MediaStorage(**options | wrong)
    if "secret_key" not in wrong:
        refused.connection = connected.connection

    for act in ("open", "save", "listdir"):
        with pytest.raises(StorageError, match=f"{told}.*MEDIA_STORAGE_URL") as complaint:
            ACTS[act](refused)
        assert SECRET not in str(complaint.value)


@needs_our_own
def test_what_knows_no_objects_does_not_say_that_one_is_missing(storage, server):
    server.trouble = [404]

    with pytest.raises(StorageError, match="404"):
        storage.open("one.jpg")


@needs_our_own
def test_keys_of_the_machine_are_not_taken(options, server, monkeypatch):
    monkeypatch.setenv("AWS_SESSION_TOKEN", "of-something-else")
    monkeypatch.setenv("AWS_S3_SESSION_PROFILE", "of-something-else")
    storage = MediaStorage(**options)

    assert not storage.exists("one.jpg")
    storage.connection.meta.client.close()
