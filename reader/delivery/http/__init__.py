"""The parts of HTTP that the server implements itself: messages, codings, conditions, ranges, headers."""
