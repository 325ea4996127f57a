"""The table of the comparison, as Markdown, so that it can go into docs/performance.md."""

from __future__ import annotations

from bench.peers.measure import Look, Looks
from bench.peers.system import FRONT, KEPT, PAGES, UNCACHED, System
from bench.tables import load_now, say

ROWS = (*(f"{page}, {UNCACHED}" for page in PAGES), f"story, {KEPT}", f"story, {FRONT}")
SITE_MAP = f"site map, {UNCACHED}"


def tell(found: list[tuple[System, Looks]], missing: dict[str, str]) -> None:
    (ours, own), *others = found
    say(f"\nRequests a second{load_now()}; in brackets, how many times theirs ours is\n")
    names = [ours.name, *(system.name for system, _ in others)]
    say("| | " + " | ".join(names) + " |")
    say("|---" * (len(names) + 1) + "|")
    for name in ROWS:
        cells = [_cell(name, own.get(name), None)]
        cells += [_cell(name, looks.get(name), own.get(name)) for _, looks in others]
        title = "site map, addresses a second" if name == SITE_MAP else name
        say(f"| {title} | " + " | ".join(cells) + " |")
    say("")
    for system, looks in found:
        say(f"- **{system.name}**: {system.legend}. {_sizes(looks)}")
    for name, reason in missing.items():
        say(f"- **{name}** was not measured: {reason}")


def _cell(name: str, look: Look | None, ours: Look | None) -> str:
    if look is None:
        return "—"
    rate = _rate(name, look)
    text = f"{rate:,.0f}" if rate >= 10 else f"{rate:.2f}"
    if look.load.failed:
        text += f", {look.load.failed} failed"
    elif ours and rate:
        text += f" ({_rate(name, ours) / rate:,.1f} ×)"
    return text


def _rate(name: str, look: Look) -> float:
    """Of a site map, addresses: how many are in a file is each system's own choice."""
    return look.load.rate * (look.addresses if name == SITE_MAP else 1)


def _sizes(looks: Looks) -> str:
    parts = [
        f"{name.partition(', unc')[0]} {look.bytes / 1000:.0f} kB"
        for name, look in looks.items()
        if name.endswith(UNCACHED)
    ]
    return "Sizes: " + ", ".join(parts)
