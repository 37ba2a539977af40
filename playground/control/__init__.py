"""The control interface under `/_emu`: how tests, the page and anybody who checks the bot act as neighbours."""
