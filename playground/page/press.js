/** Pressing a button under a message, and what pops up. */

import { openLink } from "./links.js";
import { nameOf } from "./people.js";
import { alertBox, toast } from "./popups.js";
import { t } from "./texts.js";

const PATIENCE = 15;

/** Presses as the person of the pane; the button shows that it waits, and a second press meanwhile does nothing. */
export async function press(pane, message, button, row, column) {
  const place = `${row}:${column}`;
  const { user, chat, log } = pane;
  const id = message.message_id;
  if (log.isWaiting(id, place)) return;
  log.setWaiting(id, place, true);
  const answer = await pane.attempt(() => pane.api.act("press", { user, chat, message: id, row, column, wait: PATIENCE }));
  log.setWaiting(id, place, false);
  if (!answer) return;
  pane.store.touch(chat);
  await show(pane, answer, button);
  // The card may have been drawn anew behind the alert, so that the alert had nothing to give the focus back to.
  if (document.activeElement === document.body) log.focusButton(id, row, column);
  pane.did({ kind: "press", user, chat, data: button.callback_data, text: button.text });
}

async function show(pane, answer, button) {
  const speaker = t("{bot}: only {person} sees this", { bot: nameOf(pane.store.bot), person: nameOf(pane.store.users.get(pane.user)) });
  if (answer.kind === "url" || answer.url) {
    await pane.attempt(() => openLink(pane, answer.url ?? button.url));
  } else if (answer.kind === "copy" || answer.kind === "copy_text") {
    await copy(pane, answer.text ?? button.copy_text?.text ?? "");
  } else if (answer.kind !== "callback") {
    toast(pane.notes, t("This kind of button does nothing here"), "problem");
  } else if (answer.answered === false) {
    toast(pane.notes, t("The bot has not answered yet"), "problem");
  } else if (answer.text && answer.show_alert) {
    await alertBox(speaker, answer.text);
  } else if (answer.text) {
    toast(pane.notes, answer.text);
  }
}

async function copy(pane, text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(pane.notes, t("Copied: {text}", { text }));
  } catch {
    toast(pane.notes, text);
  }
}
