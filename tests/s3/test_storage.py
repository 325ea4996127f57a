"""Django's storage on an object storage over real HTTP."""

import threading

import pytest
from django.core.files.base import ContentFile

from newscenter.s3 import client
from newscenter.s3.client import StorageError
from newscenter.s3.storage import S3Storage
from tests.s3.conftest import OTHER
from tests.s3.server import SECRET

needs_our_own = pytest.mark.skipif(
    bool(OTHER), reason="asks our own storage, which misbehaves when told and believes no signature"
)


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
    with pytest.raises(FileNotFoundError):
        storage.open(name)
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
    assert storage.url("one.avif") == "/media/one.avif"


@needs_our_own
@pytest.mark.parametrize("trouble", [[503], [500, 503], ["hang up"], ["hang up", "hang up"]])
def test_a_short_trouble_is_waited_out(storage, server, monkeypatch, trouble):
    monkeypatch.setattr(client, "PAUSE", 0.0)
    storage.save("one.jpg", ContentFile(b"x"))
    server.trouble = trouble

    assert storage.open("one.jpg").read() == b"x"


@needs_our_own
def test_a_long_trouble_is_told_and_is_no_missing_file(storage, server, monkeypatch):
    monkeypatch.setattr(client, "PAUSE", 0.0)
    server.trouble = [503] * 3

    with pytest.raises(StorageError, match="503") as told:
        storage.open("one.jpg")
    assert SECRET not in str(told.value)


@needs_our_own
def test_a_storage_that_is_away_is_told(storage, server):
    server.stop()

    with pytest.raises(StorageError, match="does not answer"):
        storage.exists("one.jpg")


@needs_our_own
@pytest.mark.parametrize("wrong", [{"secret": "another"}, {"bucket": "no-such-bucket-of-ours"}])
def test_what_is_refused_is_not_taken_for_missing(options, wrong):
    refused = S3Storage(**options | wrong)

    with pytest.raises(StorageError, match=r"SignatureDoesNotMatch|NoSuchBucket"):
        refused.open("one.jpg")
    refused.bucket.close()
