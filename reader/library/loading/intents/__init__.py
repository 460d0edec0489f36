"""Intents: what they lead to, how people say them, and what can be wrong with a phrase."""
