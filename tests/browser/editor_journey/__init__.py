"""An editor makes a show and tells of it; visitors find all of it, and come."""
