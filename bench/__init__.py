"""Measure the figures that README and docs state: `make bench`, or `python -m bench weights`.

Linux only.
"""
