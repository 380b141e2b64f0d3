// The queue by keys: J and K go down and up, X ticks, a letter presses the button that bears it.
// The buttons do the same without this.

const form = document.querySelector("[data-moderation]");
const rows = [...form.querySelectorAll("[data-comment]")];
let at = -1;

const go = (to, isFirst = false) => {
  if (!rows.length) return;
  at = Math.min(Math.max(to, 0), rows.length - 1);
  rows[at].focus({ preventScroll: true });
  if (!isFirst) rows[at].scrollIntoView({ block: "center" });
};

form.addEventListener("focusin", (event) => {
  const row = event.target.closest("[data-comment]");
  if (row) at = rows.indexOf(row);
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("textarea, select, input:not([type=checkbox])")) return;
  const key = event.key.toLowerCase();
  if (key === "j") return go(at + 1);
  if (key === "k") return go(at - 1);
  const row = rows[at];
  if (!row) return;
  if (key === "x") row.querySelector("[type=checkbox]").click();
  else row.querySelector(`[data-key="${CSS.escape(key)}"]`)?.click();
});
go(0, true);
