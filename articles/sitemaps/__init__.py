"""Site maps for search engines (sitemaps.org 0.9), written piece by piece."""
