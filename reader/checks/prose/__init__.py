"""The words of a library: figures, contacts, reading level, repetition, typography, vocabulary."""
