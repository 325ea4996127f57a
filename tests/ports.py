"""Ports that nobody listens at, and waiting until somebody does."""

import socket
import time


def free_port(host="127.0.0.1"):
    with socket.socket() as probe:
        probe.bind((host, 0))
        return probe.getsockname()[1]


def wait_for(port, process, host="127.0.0.1"):
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert process.poll() is None, f"{process.args} ended with {process.returncode}"
        with socket.socket() as probe:
            if probe.connect_ex((host, port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"{process.args} does not listen")
