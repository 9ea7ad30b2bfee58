"""The open connection that every question to a project is asked on.

Rooms that hold no SQL take their type from here.
"""

from sqlalchemy import Connection

__all__ = ["Connection"]
