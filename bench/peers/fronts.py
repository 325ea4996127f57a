"""nginx in front of another system, with its cache as the usual recipes have it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.programs import NGINX, Server, free_port, running

# What is between the braces of its one server comes from the caller.
CONF = """
worker_processes auto;
pid {home}/nginx.pid;
error_log {home}/error.log warn;
events {{ worker_connections 4096; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    server_tokens off;
    sendfile on;
    tcp_nopush on;
    gzip on;
    gzip_proxied any;
    gzip_min_length 1000;
    gzip_types text/xml application/xml application/rss+xml;
    client_body_temp_path {home}/body;
    proxy_temp_path {home}/proxy;
    fastcgi_temp_path {home}/fastcgi;
    uwsgi_temp_path {home}/uwsgi;
    scgi_temp_path {home}/scgi;
    {kind}_cache_path {home}/kept levels=1:2 keys_zone=kept:20m max_size=512m inactive=60m;
    open_file_cache max=10000 inactive=60s;
    upstream behind {{ server {behind}; keepalive 32; }}
    server {{
        listen 127.0.0.1:{port};
        {location}
    }}
}}
"""
CACHE = """
    {kind}_cache kept;
    {kind}_cache_key "$scheme$host$request_uri$http_accept_encoding";
    {kind}_cache_valid 200 10m;
    {kind}_cache_lock on;
    {kind}_cache_use_stale error timeout updating;
    {kind}_ignore_headers Cache-Control Expires Vary Set-Cookie;
"""
PROXY = """
    location / {{
        proxy_pass http://behind;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_set_header Host $host;
        proxy_set_header X-Forwarded-For $remote_addr;
        proxy_set_header X-Forwarded-Proto https;
        {cache}
    }}
"""


@contextmanager
def proxy_cache(folder: Path, behind: int) -> Iterator[Server]:
    """In front of an HTTP server on this port."""
    location = PROXY.format(cache=CACHE.format(kind="proxy"))
    with front(folder, f"127.0.0.1:{behind}", location, kind="proxy") as server:
        yield server


@contextmanager
def front(folder: Path, behind: str, location: str, kind: str) -> Iterator[Server]:
    assert NGINX is not None
    port = free_port()
    home = folder / f"nginx-{port}"
    home.mkdir()
    home.chmod(0o777)  # its workers run as somebody else
    file = home / "nginx.conf"
    file.write_text(
        CONF.format(home=home, kind=kind, behind=behind, port=port, location=location), "utf-8"
    )
    with running([NGINX, "-c", str(file), "-g", "daemon off;"], {}, port) as server:
        yield server
