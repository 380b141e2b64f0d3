"""Ways of delivery and parcels at the desk."""
