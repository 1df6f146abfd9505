"""Drawings of the page: SVG text made by functions. Each has a table twin on the page; its marks are links."""
