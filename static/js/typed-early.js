// A part that follows what is typed («Что это значит») hears what was typed before htmx came.

import { wasTouched } from "./touched.js";

document.addEventListener(
  "htmx:load",
  () => {
    for (const field of document.querySelectorAll("main input, main textarea, main select"))
      if (field.closest("[hx-trigger*=input]") && wasTouched(field))
        field.dispatchEvent(new Event("input", { bubbles: true }));
  },
  { once: true }
);
