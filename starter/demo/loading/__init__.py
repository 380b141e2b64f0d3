"""Loading the demo house: what is missing is made, what is there is left."""
