"""Processes that seed end with the one that gives them work, however that ends."""

import os
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

import psutil
import pytest
from django.utils import timezone

from articles.demo.bulk.plan import Plan
from articles.demo.bulk.processes import Processes, method

ROOT = Path(__file__).resolve().parents[3]
PARENT = """
import multiprocessing, os, sys, time
from concurrent.futures import ProcessPoolExecutor
from articles.demo.bulk.processes import end_with_parent

if __name__ == "__main__":
    context = multiprocessing.get_context(sys.argv[1])
    # Two of them: each holds an end of the queue that the other one waits at.
    pool = ProcessPoolExecutor(2, mp_context=context, initializer=end_with_parent)
    waiting = [pool.submit(time.sleep, 0.5) for _ in range(2)]
    [one.result() for one in waiting]
    print(*(process.pid for process in multiprocessing.active_children()), flush=True)
    time.sleep(60)
"""


@pytest.mark.parametrize("start", ["fork", "spawn"])
def test_none_stays_behind_when_the_first_is_killed(tmp_path, start):
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    parent = subprocess.Popen(
        [sys.executable, str(script), start], cwd=ROOT, stdout=subprocess.PIPE, text=True,
        env={"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    try:
        children = [psutil.Process(int(pid)) for pid in parent.stdout.readline().split()]
        assert len(children) == 2
        parent.kill()
        _gone, alive = psutil.wait_procs(children, timeout=20)
    finally:
        parent.kill()
        parent.wait(20)
        parent.stdout.close()

    assert alive == []


@pytest.mark.django_db(transaction=True)
def test_none_looks_anything_up_before_its_first_work():
    """Tables may be about to change then, and two who wait for each other would break off."""
    nowhere = Plan(site=0, stories=1, languages=("vi",), now=timezone.now())

    with Processes(nowhere, 1) as processes:
        assert processes._pool.submit(os.getpid).result(timeout=30) != os.getpid()


def test_beside_threads_none_is_a_copy():
    over = Event()
    thread = Thread(target=over.wait)
    thread.start()
    try:
        assert method() == "spawn"
    finally:
        over.set()
        thread.join()
