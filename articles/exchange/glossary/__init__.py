"""The glossary as CSV, which spreadsheets read and write. TBX, the format of terminology tools, is
out of scope: newsrooms keep their terms in spreadsheets.
"""
