"""How the community says no: a code with values; the words are the views' (handlers.views.refusals)."""


class Refused(Exception):
    """What was asked for can't be done, and nothing was changed. `code` names the reason, `params` what the text needs."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code, self.params = code, params
