"""deploy/nginx.conf with a machine's own ports, folders and certificate."""

import os
import shutil
import subprocess
from pathlib import Path

CONFIGURATION = Path(__file__).resolve().parents[2] / "deploy" / "nginx.conf"
NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
OPENSSL = shutil.which("openssl")


def certify(folder):
    request = [
        OPENSSL,
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-subj",
        "/CN=news.example",
    ]
    files = ["-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"]
    subprocess.run(
        [*request, *files],
        check=True,
        capture_output=True,
        timeout=60,
    )


def adapted(text, folder, web, plain, secure):
    """The same configuration with this machine's ports and folders."""
    changes = {
        # First, for the folder itself is there.
        " /tmp/": f" {folder}/",
        "listen 8080;": f"listen 127.0.0.1:{plain};",
        "listen 8443 ssl;": f"listen 127.0.0.1:{secure} ssl;",
        "server web:8000;": f"server 127.0.0.1:{web};",
        "/etc/nginx/tls": str(folder),
        "root /data;": f"root {folder}/data;",
        "/dev/stdout": f"{folder}/access.log",
        "/dev/stderr": f"{folder}/error.log",
        # nginx before 1.25 does not know the line.
        "http2 on;": "",
    }
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    return text
