"""A house in one file: database, uploads and keys, and back again."""


class BackupRefused(Exception):
    """The backup can't be made or restored; nothing was changed. Says why."""
