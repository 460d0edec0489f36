"""The parts of HTTP that are implemented here: messages, codings, conditions, ranges, headers."""
