"""How the small Stripe says no."""


class Refused(Exception):
    def __init__(self, message, *, status=400, kind="invalid_request_error", code=""):
        super().__init__(message)
        self.status = status
        self.body = {"error": {"message": message, "type": kind}}
        if code:
            self.body["error"]["code"] = code
