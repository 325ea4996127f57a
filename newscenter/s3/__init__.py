"""Media on S3-compatible object storage, where MEDIA_STORAGE_URL names one.

`signing` signs requests, `client` sends them, `storage` is what Django sees.
"""
