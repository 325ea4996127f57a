"""PostgreSQL that comes with the project: launcher, database backend and `manage.py postgres`."""
