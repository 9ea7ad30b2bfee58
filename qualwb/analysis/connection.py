"""The open connection that every question to a project is asked on, and questions asked together.

Rooms that hold no SQL take their type from here.
"""

from sqlalchemy import Connection

from qualwb.store.together import together

__all__ = ["Connection", "together"]
