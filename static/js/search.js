// Suggestions under a box of the search: a combobox with a list, by the pattern of the
// WAI-ARIA authoring practices. Without this file the box is a plain form.
(() => {
  const PAUSE = 120;

  class Suggest {
    constructor(box) {
      this.box = box;
      this.input = box.querySelector("input[type=search]");
      this.list = document.createElement("div");
      this.list.className = "suggest";
      this.list.hidden = true;
      this.said = document.createElement("p");
      this.said.className = "vh";
      this.said.setAttribute("role", "status");
      box.append(this.list, this.said);
      const roles = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false" };
      for (const [name, value] of Object.entries(roles)) this.input.setAttribute(name, value);
      this.input.addEventListener("input", () => this.wait());
      this.input.addEventListener("keydown", (event) => this.press(event));
      this.input.addEventListener("focus", () => this.dress(), { once: true });
      box.addEventListener("focusout", (event) => {
        if (!box.contains(event.relatedTarget)) this.close();
      });
      // The box keeps the focus, so that a press on the list does not close it first.
      this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    }

    dress() {
      const style = document.createElement("link");
      style.rel = "stylesheet";
      style.href = this.box.dataset.suggestStyle;
      document.head.append(style);
    }

    get options() {
      return [...this.list.querySelectorAll("[role=option]")];
    }

    wait() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), PAUSE);
    }

    async ask() {
      this.asking?.abort();
      const text = this.input.value.trim();
      const isEnough = /[^\p{ASCII}\p{Script=Latin}]/u.test(text) || text.length > 1;
      if (!isEnough) {
        this.close();
        return;
      }
      this.asking = new AbortController();
      const { signal } = this.asking;
      const question = new URLSearchParams({ q: text });
      try {
        const answer = await fetch(`${this.box.dataset.suggest}?${question}`, { signal });
        const found = answer.ok ? await answer.text() : "";
        if (!signal.aborted) this.show(found);
      } catch {
        // Typed on, or not reached: the box works without.
        if (!signal.aborted) this.close();
      }
    }

    show(found) {
      this.list.innerHTML = found;
      const first = this.list.querySelector("[data-said]");
      this.said.textContent = first?.dataset.said ?? "";
      const isOpen = this.options.length > 0 && this.box.contains(document.activeElement);
      this.list.hidden = !isOpen;
      this.input.setAttribute("aria-expanded", String(isOpen));
      this.input.removeAttribute("aria-activedescendant");
      if (isOpen) this.input.setAttribute("aria-controls", "suggested");
      else this.input.removeAttribute("aria-controls");
    }

    close() {
      clearTimeout(this.timer);
      this.asking?.abort();
      this.show("");
    }

    press(event) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.isComposing) return;
      if (step && this.list.hidden) this.ask();
      else if (step) this.move(step);
      else if (event.key === "Enter" && this.chosen) this.chosen.click();
      else if (event.key === "Escape" && !this.list.hidden) this.close();
      else return;
      event.preventDefault();
    }

    get chosen() {
      return this.list.querySelector("[aria-selected=true]");
    }

    // Before the first and after the last one is the box itself.
    move(step) {
      const { options, chosen } = this;
      const at = chosen ? options.indexOf(chosen) : step > 0 ? -1 : options.length;
      chosen?.setAttribute("aria-selected", "false");
      const next = options[at + step];
      if (next) {
        next.setAttribute("aria-selected", "true");
        next.scrollIntoView({ block: "nearest" });
        this.input.setAttribute("aria-activedescendant", next.id);
      } else {
        this.input.removeAttribute("aria-activedescendant");
      }
    }
  }

  for (const box of document.querySelectorAll("[data-suggest]")) new Suggest(box);
})();
