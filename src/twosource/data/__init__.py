"""Lexicons, gazetteer and weights that ship with the package."""
