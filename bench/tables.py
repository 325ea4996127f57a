"""What is printed, and which goals were met."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field

from bench.programs import Load

WIDTH = 28


@dataclass(frozen=True)
class Goal:
    """A ratio or a figure that is aimed at, and what was found."""

    name: str
    found: float
    wanted: float
    # Whether less is better.
    is_ceiling: bool = False

    @property
    def is_met(self) -> bool:
        return self.found <= self.wanted if self.is_ceiling else self.found >= self.wanted


@dataclass
class Report:
    goals: list[Goal] = field(default_factory=list)

    def at_least(self, name: str, found: float, wanted: float) -> None:
        self.goals.append(Goal(name, found, wanted))

    def at_most(self, name: str, found: float, wanted: float) -> None:
        self.goals.append(Goal(name, found, wanted, is_ceiling=True))

    def print(self) -> None:
        say(f"\nGoals{load_now()}")
        for goal in self.goals:
            sign = "≤" if goal.is_ceiling else "≥"
            mark = "met" if goal.is_met else "MISSED"
            say(f"{goal.name:{WIDTH + 16}}{goal.found:12,.2f}  {sign} {goal.wanted:<10,.2f}{mark}")


def row(name: str, found: Load, megabytes: float, limit: Load | None = None, of: str = "") -> None:
    ratio = f"   {found.rate / limit.rate:.2f} × {of}" if limit and limit.rate else ""
    failed = f"   {found.failed} FAILED" if found.failed else ""
    say(
        f"{name:{WIDTH}}{found.rate:10,.0f}{found.median:11.2f}{found.p99:9.2f}"
        f"{megabytes:7.0f}{ratio}{failed}"
    )


def heading(title: str, columns: str) -> None:
    say(f"\n{title}{load_now()}")
    say(f"{'':{WIDTH}}{columns}")


def load_now() -> str:
    return f" (load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores)"


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
