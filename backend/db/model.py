"""The session that everybody uses, and the class that tables derive from."""

from typing import TYPE_CHECKING

from flask_sqlalchemy import SQLAlchemy

from backend.db.base import NAMING, Base, Id, Instant
from backend.db.session import Session

__all__ = ["NAMING", "Base", "Id", "Instant", "Model", "db"]

db = SQLAlchemy(
    model_class=Base,
    session_options={"expire_on_commit": False, "class_": Session},
    disable_autonaming=True,
)

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model
