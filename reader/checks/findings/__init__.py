"""One table for each subject of the checks: code, severity, what is wrong, what to do about it."""
