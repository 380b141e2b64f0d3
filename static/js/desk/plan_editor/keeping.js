// Loading and saving. What is not saved yet is kept in this browser as well, so that a closed
// window, a lost connection or somebody faster takes nothing away.

const SOON = 1500;

export class Keeping {
  constructor({ root, drawing, token, say }) {
    Object.assign(this, { root, drawing, token, say, revision: 0 });
    drawing.addEventListener("changed", () => this.#copySoon());
    addEventListener("beforeunload", (event) => { if (drawing.isDirty) event.preventDefault(); });
    this.asking = root.querySelector("[data-conflict]");
    this.found = root.querySelector("[data-found]");
    root.addEventListener("click", ({ target }) => this.#pressed(target.closest("[data-keep]")?.dataset.keep));
  }

  async load() {
    const answer = await fetch(this.root.dataset.document, { cache: "no-store" });
    const { revision, plan } = await answer.json();
    this.revision = revision;
    this.drawing.load(plan);
    this.#show();
    this.#offerCopy();
  }

  async save({ asNew = false } = {}) {
    if (this.isSaving) return;
    this.isSaving = true;
    this.say("saving");
    const body = JSON.stringify({ revision: this.revision, as_new: asNew, plan: this.drawing.plan });
    const headers = { "Content-Type": "application/json", "X-CSRFToken": this.token };
    try {
      const answer = await fetch(this.root.dataset.save, { method: "POST", body, headers });
      await this.#answered(answer);
    } catch {
      this.say("failed");
    } finally {
      this.isSaving = false;
    }
  }

  async #answered(answer) {
    const said = await answer.json();
    this.asking.hidden = answer.status !== 409;
    if (answer.status === 409) this.asking.querySelector("[data-words]").textContent = said.sentences[0];
    if (!answer.ok) {
      this.say("refused", said.sentences);
      return;
    }
    this.#forget();
    this.revision = said.revision;
    Object.assign(this.root.dataset, { save: said.save, document: said.document, version: said.version, number: said.number, used: "" });
    history.replaceState(null, "", said.editor);
    this.drawing.saved();
    this.#show();
    this.say("saved", [said.sentence]);
  }

  #show() {
    const { number, used, draft, locked } = this.root.dataset;
    this.root.querySelector("[data-state]").textContent = (used ? locked : draft).replace("{number}", number);
  }

  get #place() {
    return `marquee-plan-${this.root.dataset.version}`;
  }

  #copySoon() {
    clearTimeout(this.coming);
    this.coming = setTimeout(() => {
      try {
        localStorage.setItem(this.#place, JSON.stringify({ revision: this.revision, plan: this.drawing.plan }));
      } catch {
        // No room or no leave to keep it: saving still works.
      }
    }, SOON);
  }

  #forget() {
    clearTimeout(this.coming);
    try {
      localStorage.removeItem(this.#place);
    } catch {
      // It was never kept.
    }
  }

  #copy() {
    try {
      return JSON.parse(localStorage.getItem(this.#place));
    } catch {
      return null;
    }
  }

  #offerCopy() {
    this.found.hidden = !this.#copy();
  }

  // A copy that began from an older revision is refused when it is saved, and may become a version.
  #restore() {
    const { revision, plan } = this.#copy();
    this.drawing.load(plan);
    this.drawing.isDirty = true;
    this.revision = revision;
  }

  #pressed(what) {
    const does = {
      save: () => this.save(),
      "save-new": () => this.save({ asNew: true }),
      reload: () => {
        this.#forget();
        this.asking.hidden = true;
        this.drawing.isDirty = false;
        location.assign(this.root.dataset.newest);
      },
      restore: () => this.#restore(),
      drop: () => this.#forget(),
    };
    if (["restore", "drop"].includes(what)) this.found.hidden = true;
    does[what]?.();
  }
}
