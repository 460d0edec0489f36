"""A copy of the site that opens from a folder and stands on any web server."""
