"""The embedded PostgreSQL: a real server from a Python package, started by the first connection.

`places` says where things are, `account` who runs the server, `binaries` what runs; `cluster`
makes, starts and stops one data directory; `users` counts the processes that need it; `server`
joins them; `base` is Django's database backend.
"""
