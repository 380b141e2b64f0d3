"""What a page says of itself to those who find and share it."""
