"""TMX 1.4b, the format in which translation tools exchange their memories.

Specification: https://www.gala-global.org/tmx-14b
"""
