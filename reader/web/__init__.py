"""Flask: the application factory, routes from the address table, view models, views and templates."""
