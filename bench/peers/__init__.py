"""Other systems beside ours in the same run: the same archive, the same machine, the same load.

Each is set up once under `.cache/peers` as its own documentation says for production, with the
texts of our archive, and started only to be measured. `python -m bench.peers --help`.
"""
