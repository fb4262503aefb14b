"""The routes of the HTTP service, a module a resource."""
