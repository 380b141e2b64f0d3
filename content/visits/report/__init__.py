"""What staff see of visits: from where, in which language, with what."""
