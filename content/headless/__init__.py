"""The pages for a front end of somebody else's: dates within them, and drafts."""
