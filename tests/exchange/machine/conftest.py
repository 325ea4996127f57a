import pytest

from articles.exchange.machine.deepl import DeepL
from articles.exchange.machine.libretranslate import LibreTranslate
from tests.exchange.machine.services import KEY, QUICK, DeepLService, LibreTranslateService, serving


@pytest.fixture
def pauses(monkeypatch):
    """How long the client would have waited between attempts."""
    waited = []
    monkeypatch.setattr("articles.exchange.machine.transport.sleep", waited.append)
    return waited


@pytest.fixture
def deepl_service(pauses):
    service = DeepLService(KEY)
    with serving(service) as service.address:
        yield service


@pytest.fixture
def libre_service(pauses):
    service = LibreTranslateService(KEY)
    with serving(service) as service.address:
        yield service


@pytest.fixture
def deepl(deepl_service):
    return DeepL(KEY, deepl_service.address, patience=QUICK)


@pytest.fixture
def libre(libre_service):
    return LibreTranslate(libre_service.address, KEY, patience=QUICK)


@pytest.fixture(params=["deepl", "libre"])
def pair(request):
    """Either engine with its service; what LibreTranslate's languages are is known already."""
    engine = request.getfixturevalue(request.param)
    service = request.getfixturevalue(f"{request.param}_service")
    if request.param == "libre":
        engine.translate(["x"], "vi", "en")
        service.requests.clear()
    return engine, service
