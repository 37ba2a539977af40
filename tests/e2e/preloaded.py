"""What every process of the bot reads when it starts, read once by the one they are forked from."""

from datetime import date

from bot.houses import holidays_of
from bot.texts import Catalogues

Catalogues.load()
holidays_of("FI")(date(2027, 5, 10))
