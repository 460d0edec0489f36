"""The Flask application: routes from the address table, views, view models and templates."""
