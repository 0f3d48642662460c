"""Configuration of the Superset that superset.sh starts: everything it writes lies in one folder."""

import os
from pathlib import Path

_FOLDER = Path(os.environ["HUIBAO_SUPERSET"]).resolve()
SECRET_KEY = (_FOLDER / "secret_key").read_text(encoding="utf-8").strip()
SQLALCHEMY_DATABASE_URI = f"sqlite:///{_FOLDER / 'superset.db'}"
# Served to this machine only, over plain HTTP: the policy that Talisman adds would forbid that.
TALISMAN_ENABLED = False
