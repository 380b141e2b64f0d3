"""Which pages lag behind the page that they translate, or have no translation."""
