"""What every part of the JSON interface shares: errors and repeated requests."""
