"""An object storage, and Django's storage on it."""

import os
import time

import pytest

from newscenter.environment import Environment
from newscenter.s3.storage import S3Storage
from tests.s3.server import BUCKET, ID, ObjectStorage

# Another storage for the same tests, such as s3://KEY:SECRET@127.0.0.1:9000/media?tls=no
OTHER = os.environ.get("NEWSCENTER_TEST_S3")


@pytest.fixture
def server():
    made = ObjectStorage()
    yield made
    made.stop()


@pytest.fixture
def options(server, monkeypatch, tmp_path):
    url = OTHER or f"s3://{ID}:secret%2Fof%2Bthe%20test@{server.host}/{BUCKET}?tls=no"
    monkeypatch.setenv("NEWSCENTER_TEST_URL", url)
    read = Environment(tmp_path / "none").object_storage("NEWSCENTER_TEST_URL")
    return read | {"prefix": f"test-{time.time_ns()}"}


@pytest.fixture
def storage(options):
    made = S3Storage(**options)
    yield made
    made.bucket.close()
