"""The base of every value that flows through dateline."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """Immutable; a field that was not declared is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")
