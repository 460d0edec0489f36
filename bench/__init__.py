"""The figures that README and docs state, measured: `make bench`, or `python -m bench weights` for one subject. Linux only."""
