"""Ports that nobody listens at, and waiting until somebody does."""

import random
import socket
import time
from pathlib import Path

# From here on the system takes ports for connections, if it does not say where.
USUAL_FIRST = 32_768
RANGE = Path("/proc/sys/net/ipv4/ip_local_port_range")


def free_port(host="127.0.0.1"):
    """Not one of those that the system gives to connections and to whoever asks for any: it could
    be given away while a server that was killed is to come back to it.
    """
    first = int(RANGE.read_text().split()[0]) if RANGE.is_file() else USUAL_FIRST
    for port in random.sample(range(first // 2, first), 200):
        with socket.socket() as probe:
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise AssertionError("no port is free")


def wait_for(port, process, host="127.0.0.1"):
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert process.poll() is None, f"{process.args} ended with {process.returncode}"
        with socket.socket() as probe:
            if probe.connect_ex((host, port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"{process.args} does not listen")
