"""Upper floor of dateline: from text to facts."""
