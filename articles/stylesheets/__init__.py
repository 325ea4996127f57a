"""Stylesheets as browsers get them: many files of `static/css` joined to one."""
