"""Processes that seed end with the one that gives them work, however that ends."""

import subprocess
import sys
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[3]
PARENT = """
import multiprocessing, os, time
from concurrent.futures import ProcessPoolExecutor
from articles.demo.bulk.processes import START, end_with_parent

if __name__ == "__main__":
    context = multiprocessing.get_context(START)
    # Two of them: each holds an end of the queue that the other one waits at.
    pool = ProcessPoolExecutor(2, mp_context=context, initializer=end_with_parent)
    waiting = [pool.submit(time.sleep, 0.5) for _ in range(2)]
    [one.result() for one in waiting]
    print(*(process.pid for process in multiprocessing.active_children()), flush=True)
    time.sleep(60)
"""


def test_none_stays_behind_when_the_first_is_killed(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    parent = subprocess.Popen(
        [sys.executable, str(script)], cwd=ROOT, stdout=subprocess.PIPE, text=True,
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
