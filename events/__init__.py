"""Ground floor of dateline: what an event is and how it is remembered."""
