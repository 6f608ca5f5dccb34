"""A client of Chronos Graph that answers with pandas frames."""

from .client import Client, GraphError
from .operations import Operation

__all__ = ["Client", "GraphError", "Operation"]
