"""Which ways to pay the house offers for which purchase, as rules it writes."""
