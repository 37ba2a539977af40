"""Buttons for neighbours without a phone."""

from handlers.buttons import Button


class AskNeighbours(Button, prefix="pr"):
    """Sign up neighbours without a phone: how many? `nickname` is 1 for who was allowed to say one."""

    event: int
    nickname: int = 0


class SignUpNeighbours(Button, prefix="pu"):
    """So many neighbours without a phone come."""

    event: int
    party: int


class NeighbourCant(Button, prefix="px"):
    """Neighbours without a phone do not come after all."""

    sign_up: int


class NoneCan(Button, prefix="pz"):
    """Neither I nor the neighbours I signed up come."""

    event: int


class PassNewsOn(Button, prefix="pt"):
    """`told` is 1 when the neighbour knows, 0 when they could not be reached."""

    sign_up: int
    told: int
