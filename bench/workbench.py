"""How long the workbench takes to open, and a key to appear: a story of 200 paragraphs, in a
database of its own, with a real Chromium.

    python bench/workbench.py                  200 paragraphs, opened seven times
    python bench/workbench.py --segments 60    a shorter story
    python bench/workbench.py --trace out.json the last opening for a browser's Performance panel

Times of the clock say little on a machine that does something else. So the CPU time of the server
and of the page's main thread, which work does not share with others, stand beside them.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import time
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DATABASE = "bench_workbench"
ORIGINAL, LANGUAGE = "vi", "en"
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
# Says in the page when the script has taken the rows over, and when that was painted.
WATCH = """
addEventListener("DOMContentLoaded", () => {
  const ready = () => {
    if (!document.querySelector("#bench.is-live")) return false
    performance.mark("bench-live")
    requestAnimationFrame(() => setTimeout(() => performance.mark("bench-painted")))
    return true
  }
  if (ready()) return
  const watcher = new MutationObserver(() => ready() && watcher.disconnect())
  watcher.observe(document.getElementById("bench"), { attributeFilter: ["class"] })
})
"""
WAS_PAINTED = "performance.getEntriesByName('bench-painted').length > 0"
MARKS = """() => {
  const at = (name) => performance.getEntriesByName(name)[0].startTime
  const [{ responseStart: first, responseEnd: html }] = performance.getEntriesByType("navigation")
  return { first, html, live: at("bench-live"), painted: at("bench-painted") }
}"""
# The time from a key to the next frame that can show it.
KEYS = """() => {
  window.frames_of_keys = []
  const painted = ({ timeStamp }) => frames_of_keys.push(performance.now() - timeStamp)
  addEventListener("keydown", (event) => {
    requestAnimationFrame(() => setTimeout(() => painted(event)))
  }, true)
}"""
TASKS = ("TaskDuration", "ScriptDuration", "LayoutDuration", "RecalcStyleDuration")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--segments", type=int, default=200, help="paragraphs of the story")
    parser.add_argument("--times", type=int, default=7, help="how often the page is opened")
    parser.add_argument("--trace", type=Path, help="where to write what the browser did")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newscenter.settings")
    os.environ["DEBUG"] = "true"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
        "true"  # Playwright keeps an event loop in this thread
    )
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.conf import settings

    settings.DEBUG = False  # with it, Django remembers every query
    settings.ALLOWED_HOSTS = ["*"]
    from django.db import connection, connections

    name = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = DATABASE
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        path, session = make_bench(options.segments)
        say(f"{options.segments} paragraphs, median of {options.times} openings")
        measure_server(path, session, options.times)
        measure_browser(path, session, options)
    finally:
        connections.close_all()
        connection.creation.destroy_test_db(name, verbosity=0)


def make_bench(paragraphs: int) -> tuple[str, str]:
    """The address of its workbench, and the key of an editor's session.

    The last tenth is not translated, and each tenth paragraph was changed since.
    """
    from django.urls import reverse

    from articles.enums import Role
    from articles.models import GlossaryTerm
    from tests.admin.desk import signed_in
    from tests.factories import make_site, make_story, make_user, write_text

    site = make_site("bench", (ORIGINAL, LANGUAGE))
    editor = make_user((Role.EDITOR, site))
    for words, accepted in (("Việt Nam", "Vietnam"), ("thành phố", "city"), ("học sinh", "pupil")):
        GlossaryTerm.objects.create(
            source_language=ORIGINAL, source=words, target_language=LANGUAGE, target=accepted
        )
    rows = [row for row, _ in zip(demo_paragraphs(), range(paragraphs), strict=False)]
    original, translation = zip(*rows, strict=True)
    story = make_story(site, (ORIGINAL,), texts={"body": html_of(original)})
    write_text(story, LANGUAGE, actor=editor, body=html_of(translation[: paragraphs * 9 // 10]))
    changed = (
        f"{words} Sửa." if place % 10 == 3 else words for place, words in enumerate(original)
    )
    write_text(story, ORIGINAL, actor=editor, body=html_of(changed))
    path = reverse("admin:articles_story_translate", args=[story.pk, LANGUAGE])
    return path, signed_in(editor).cookies["sessionid"].value


def html_of(paragraphs: Iterable[str]) -> str:
    return "".join(f"<p>{words}</p>" for words in paragraphs)


def demo_paragraphs() -> Iterator[tuple[str, str]]:
    """Those of the demo that stand in both languages, with a number, so that all are different."""
    from articles.text.segments import SegmentKind, cut_body

    pairs = []
    for path in sorted((ROOT / "articles" / "demo" / "stories").glob("*.toml")):
        texts = tomllib.loads(path.read_text(encoding="utf-8"))["translations"]
        if not {ORIGINAL, LANGUAGE} <= texts.keys():
            continue
        columns = [
            [
                part.html
                for part in cut_body(texts[code]["body"])
                if part.kind == SegmentKind.PARAGRAPH
            ]
            for code in (ORIGINAL, LANGUAGE)
        ]
        if len(columns[0]) == len(columns[1]):
            pairs += zip(*columns, strict=True)
    number = 0
    while pairs:
        for original, translation in pairs:
            number += 1
            yield f"{original} ({number})", f"{translation} ({number})"


def measure_server(path: str, session: str, times: int) -> None:
    from django.test import Client

    client = Client()
    client.cookies["sessionid"] = session
    found = []
    for _ in range(times + 1):  # the first fills the caches of templates
        started = time.thread_time()
        answer = client.get(path, headers={"accept-encoding": "identity"})
        found.append(time.thread_time() - started)
        assert answer.status_code == 200, answer.status_code
    say(
        f"server   {milliseconds(found[1:])} CPU (first {found[0] * 1000:.0f} ms), "
        f"{len(answer.content) / 1000:,.0f} kB of HTML"
    )


def measure_browser(path: str, session: str, options: argparse.Namespace) -> None:
    from django.contrib.staticfiles.testing import StaticLiveServerTestCase
    from playwright.sync_api import sync_playwright

    class Server(StaticLiveServerTestCase):
        host = "localhost"
        allowed_host = "*"

    thread = Server._create_server_thread({})
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    address = f"http://localhost:{thread.port}"
    try:
        with sync_playwright() as engine:
            browser = engine.chromium.launch(
                executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
            )
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
            context.add_init_script(WATCH)
            context.set_default_timeout(60_000)
            openings = [
                opening(browser, context, address + path, options.trace)
                for _ in range(options.times + 1)
            ]
            tell_openings(openings)
            tell_keys(context, address + path)
            browser.close()
    finally:
        thread.terminate()
        thread.join()


def opening(browser: Any, context: Any, address: str, trace: Path | None) -> dict[str, float]:
    """Seconds of work in the page, and when what was there. All in milliseconds."""
    page = context.new_page()
    if trace:
        browser.start_tracing(page=page, path=trace)
    tools = context.new_cdp_session(page)
    tools.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = metrics(tools)
    page.goto(address)
    page.wait_for_function(WAS_PAINTED, polling=50)
    after = metrics(tools)
    found = page.evaluate(MARKS) | {name: (after[name] - before[name]) * 1000 for name in TASKS}
    found |= {"nodes": after["Nodes"], "editors": page.locator(".rt__text").count()}
    if trace:
        browser.stop_tracing()
    page.close()
    return found


def metrics(tools: Any) -> dict[str, float]:
    answer = tools.send("Performance.getMetrics")
    return {entry["name"]: entry["value"] for entry in answer["metrics"]}


def tell_openings(openings: list[dict[str, float]]) -> None:
    first, *others = openings

    def median(name: str) -> float:
        return statistics.median(opening[name] for opening in others)

    say(
        f"browser  {median('TaskDuration'):.0f} ms CPU of the main thread "
        f"(script {median('ScriptDuration'):.0f}, layout {median('LayoutDuration'):.0f}, "
        f"style {median('RecalcStyleDuration'):.0f}; first time {first['TaskDuration']:.0f}), "
        f"{median('nodes'):,.0f} nodes, {median('editors'):.0f} editors"
    )
    say(
        f"clock    first byte {median('first'):.0f} ms, all HTML {median('html'):.0f} ms, "
        f"live {median('live'):.0f} ms, painted {median('painted'):.0f} ms "
        f"(from {min(o['painted'] for o in others):.0f} to {max(o['painted'] for o in others):.0f};"
        f" first time {first['painted']:.0f}); load {os.getloadavg()[0]:.1f}"
    )


def tell_keys(context: Any, address: str) -> None:
    """Typing in the middle of the story, as fast as a quick hand."""
    page = context.new_page()
    page.goto(address)
    page.wait_for_function(WAS_PAINTED, polling=50)
    tools = context.new_cdp_session(page)
    tools.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.locator("[data-text]").nth(100).click()
    page.locator(".rt__text").wait_for()
    page.evaluate(KEYS)
    before = metrics(tools)
    page.keyboard.type("so they said " * 7, delay=80)
    found = sorted(page.evaluate("frames_of_keys"))
    after = metrics(tools)
    work = (after["TaskDuration"] - before["TaskDuration"]) * 1000 / len(found)
    say(
        f"a key    {statistics.median(found):.0f} ms to its frame (95 of 100: "
        f"{found[len(found) * 95 // 100]:.0f} ms), {work:.1f} ms CPU of the main thread"
    )
    page.close()


def milliseconds(seconds: list[float]) -> str:
    return f"{statistics.median(seconds) * 1000:.0f} ms"


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
