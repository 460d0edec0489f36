"""The files of a generation that hold its prebuilt responses, and how they are read and written."""
