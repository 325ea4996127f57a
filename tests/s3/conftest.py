"""An object storage, and Django's storage on it."""

import os
import time

import pytest

from newscenter.environment import Environment
from newscenter.media_storage import MediaStorage
from tests.s3.server import BUCKET, ID, ObjectStorage

# Another storage for the same tests, such as s3://KEY:SECRET@127.0.0.1:9000/media?tls=no
OTHER = os.environ.get("NEWSCENTER_TEST_S3")
needs_our_own = pytest.mark.skipif(
    bool(OTHER), reason="asks our own storage, which misbehaves when told and believes no signature"
)


@pytest.fixture(scope="session")
def running():
    made = ObjectStorage()
    yield made
    made.stop()


@pytest.fixture
def server(running):
    yield running
    running.objects.clear()
    running.trouble.clear()
    running.refused.clear()
    running.asked.clear()


@pytest.fixture(scope="session")
def address(running, tmp_path_factory):
    """What MEDIA_STORAGE_URL says, as the settings read it."""
    url = OTHER or f"s3://{ID}:secret%2Fof%2Bthe%20test@{running.host}/{BUCKET}?tls=no"
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("NEWSCENTER_TEST_URL", url)
        nowhere = tmp_path_factory.mktemp("nowhere") / "none"
        return Environment(nowhere).object_storage("NEWSCENTER_TEST_URL")


@pytest.fixture
def options(address):
    """In a folder of the test's own."""
    return address | {"location": f"test-{time.time_ns()}"}


@pytest.fixture(scope="session")
def connected(address):
    """Once: loading boto3's description of S3 takes longer than a test."""
    made = MediaStorage(**address)
    yield made
    made.connection.meta.client.close()


@pytest.fixture
def storage(connected, options, server):
    connected.location = options["location"]
    return connected
