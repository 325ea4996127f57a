"""What can go wrong between us and a service, and how long we try."""

import json
import socket
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from articles.exchange.machine.deepl import DeepL
from articles.exchange.machine.engine import Refused, Unreachable, WrongAnswer
from articles.exchange.machine.transport import is_loopback, wrong_address
from tests.exchange.machine.services import KEY, QUICK, silence


def test_an_overloaded_service_is_asked_again(pair, pauses):
    engine, service = pair
    service.faults = [(429, {}, b"slow down"), (503, {}, b"")]

    assert engine.translate(["một"], "vi", "en") == ["MỘT"]

    assert len(service.requests) == 3
    assert 1 <= pauses[0] <= 2 <= pauses[1] <= 4


def test_the_pause_is_the_one_that_the_service_asks_for(pair, pauses):
    engine, service = pair
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=40), usegmt=True)
    service.faults = [(429, {"Retry-After": "7"}), (503, {"Retry-After": later})]

    engine.translate(["một"], "vi", "en")

    assert pauses[0] == 7
    assert 30 < pauses[1] <= 40


@pytest.mark.parametrize("value", ["soon", "-3", "1.5", "²", ""])
def test_a_pause_that_is_none_is_our_own(pair, pauses, value):
    engine, service = pair
    service.faults = [(429, {"Retry-After": value.encode().decode("latin-1")})]

    engine.translate(["một"], "vi", "en")

    assert 1 <= pauses[0] <= 2


def test_a_service_that_wants_too_long_a_pause_is_given_up(pair, pauses):
    engine, service = pair
    service.faults = [(429, {"Retry-After": "3600"})]

    with pytest.raises(Unreachable, match="3600 seconds"):
        engine.translate(["một"], "vi", "en")

    assert (len(service.requests), pauses) == (1, [])


@pytest.mark.parametrize("status", [429, 500, 504, 529])
def test_a_service_that_stays_out_of_order_is_given_up(pair, status):
    engine, service = pair
    service.faults = [(status, {}, b"<html>")] * 5

    with pytest.raises(Unreachable, match=f"HTTP {status}"):
        engine.translate(["một"], "vi", "en")

    assert len(service.requests) == QUICK.attempts


def drip(handler):
    """A byte now and then, so that no single wait is too long."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    for _number in range(8):
        time.sleep(QUICK.timeout / 4)
        try:
            handler.wfile.write(b" ")
        except OSError:
            return


def hang_up(handler):
    handler.connection.shutdown(socket.SHUT_RDWR)


def half(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"translations"')


@pytest.mark.parametrize("fault", [silence, drip, hang_up, half])
def test_after_a_broken_answer_it_is_asked_again(deepl, deepl_service, fault):
    deepl_service.faults = [fault]

    assert deepl.translate(["một"], "vi", "en") == ["MỘT"]
    assert len(deepl_service.requests) == 2


@pytest.mark.parametrize(
    ("fault", "words"), [(silence, "did not answer in"), (hang_up, "cannot be reached")]
)
def test_without_an_answer_it_is_given_up(deepl, deepl_service, fault, words):
    deepl_service.faults = [fault] * 5

    with pytest.raises(Unreachable, match=words) as given_up:
        deepl.translate(["một"], "vi", "en")

    assert len(deepl_service.requests) == QUICK.attempts
    assert KEY not in f"{given_up.value!r} {given_up.getrepr()}"


def test_where_nobody_listens_it_is_given_up(pauses):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    engine = DeepL(KEY, f"http://127.0.0.1:{port}", patience=QUICK)

    with pytest.raises(Unreachable, match="ConnectionRefusedError"):
        engine.translate(["x"], "vi", "en")

    assert len(pauses) == QUICK.attempts - 1


def test_what_is_no_json_is_refused(pair):
    engine, service = pair
    for body in (b"<html>Welcome</html>", b"", b'{"translations": [', b"\xff\xfe", b"[" * 90_000):
        service.faults = [(200, {}, body)]

        with pytest.raises(WrongAnswer, match="is no JSON"):
            engine.translate(["một"], "vi", "en")


def test_an_answer_without_end_is_refused(pair):
    engine, service = pair
    service.faults = [(200, {}, json.dumps({"translations": "x" * 3_000_000}).encode())]

    with pytest.raises(WrongAnswer, match="too long"):
        engine.translate(["một"], "vi", "en")


def test_a_redirect_is_not_followed(deepl, deepl_service, libre_service):
    elsewhere = f"{libre_service.address}/v2/translate"
    deepl_service.faults = [(307, {"Location": elsewhere}), (302, {"Location": elsewhere})]

    for _number in range(2):
        with pytest.raises(Refused, match="HTTP 30"):
            deepl.translate(["x"], "vi", "en")

    assert libre_service.requests == []


@pytest.mark.parametrize(
    ("url", "plain_http", "right"),
    [
        ("https://translate.example.org", False, True),
        ("https://translate.example.org:8443/prefix", False, True),
        ("http://127.0.0.1:5000", False, True),
        ("http://[::1]:5000", False, True),
        ("http://localhost:5000/", False, True),
        ("http://libretranslate:5000", False, False),
        ("http://libretranslate:5000", True, True),
        ("http://127.0.0.1.example.org", False, False),
        ("http://localhost.example.org", False, False),
        ("ftp://translate.example.org", True, False),
        ("file:///etc/passwd", True, False),
        ("translate.example.org", False, False),
        ("https://", False, False),
        ("https://me:pass@translate.example.org", False, False),
        ("https://translate.example.org/?key=1", False, False),
        ("https://translate.example.org:port", False, False),
        ("https://[::1", False, False),
    ],
)
def test_addresses(url, plain_http, right):
    assert (wrong_address(url, plain_http=plain_http) == "") is right


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("localhost", True),
        ("LOCALHOST.", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("10.0.0.1", False),
    ],
)
def test_this_machine(host, expected):
    assert is_loopback(host) is expected
