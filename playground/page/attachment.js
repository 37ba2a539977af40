/** A picture or a file that a person sends. */

import { el, iconButton } from "./dom.js";
import { t } from "./texts.js";

const PICTURES = ["image/jpeg", "image/png"];

/** A button that lets one choose a file; `send(content)` gets it as the control interface wants it. */
export function attachButton(send) {
  const input = el("input", { type: "file", hidden: true, "aria-label": t("Send a picture or a file") });
  input.addEventListener("change", async () => {
    const [file] = input.files;
    input.value = "";
    if (file) send(await contentOf(file));
  });
  return [iconButton("clip", t("Send a picture or a file"), () => input.click()), input];
}

async function contentOf(file) {
  const kind = PICTURES.includes(file.type) ? "photo" : "document";
  return { [kind]: { name: file.name, mime: file.type || undefined, data: await asAddress(file) } };
}

function asAddress(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result));
    reader.addEventListener("error", () => reject(reader.error));
    reader.readAsDataURL(file);
  });
}
