"""Every page of the demo through the Nu HTML checker."""

from __future__ import annotations

import pytest

from tests.conformance.crawler import ask
from tests.nu import needs_nu, nu_complaints

pytestmark = pytest.mark.django_db


@needs_nu
def test_every_page_is_valid_html(crawled, visitor, tmp_path):
    pages = [
        *crawled.pages,
        *(
            ask(visitor, f"http://newscenter.localhost/{path}")
            for path in (
                "vi/search/?q=the+thao",
                "zh-hans/search/?q=%E7%AB%9E%E6%8A%80",
                "ar/search/?q=zzz",
                "zh-hans/nothing/",
                "ar/nothing/",
            )
        ),
    ]
    for number, page in enumerate(pages):
        (tmp_path / f"{number}.html").write_bytes(page.body)

    complaints = nu_complaints(tmp_path)

    assert [f"{pages[int(each.partition('.')[0])].url}: {each}" for each in complaints] == []
    assert len(pages) > 300


@needs_nu
def test_the_checker_sees_a_fault(tmp_path):
    (tmp_path / "wrong.html").write_text(
        '<!doctype html><html lang="en"><title>A</title><p><div>b</div></p></html>', "utf-8"
    )

    assert any("wrong.html" in each for each in nu_complaints(tmp_path))
