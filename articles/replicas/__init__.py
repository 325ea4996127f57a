"""Public reads on streaming replicas, never from one that is behind what is known.

`replica` follows one replica, `choosing` says which may answer, `routing` leads the ORM there,
`serving` does so for the requests of readers. `base` is the database backend of a replica.
"""
