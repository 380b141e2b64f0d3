"""The picture that a shared link to a show's page comes with."""
