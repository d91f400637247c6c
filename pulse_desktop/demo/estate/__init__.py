"""The authored estate, one module a site or a kind of site."""
