// What is told of chosen seats with a restricted view: the photo from there, and a tick that one
// knows. A tick that the page has already is used; else one is made in the form's name.

const make = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

export class Views {
  constructor(hall, form, texts) {
    Object.assign(this, { hall, texts });
    this.own = form?.querySelector('input[type="checkbox"][name="knows_view"]');
    this.photos = make("div", { class: "views" });
    this.tick = make("input", { type: "checkbox", name: "knows_view", form: form?.id ?? "" });
    const label = make("label", { class: "check" }, this.tick, make("span", {}, texts.know ?? ""));
    this.element = make("div", { class: "views__know" }, this.photos, ...(this.own ? [] : [label]));
    this.show();
  }

  // A box that is hidden is not asked for, and not sent.
  show() {
    const seats = this.hall.blinded();
    this.element.hidden = !seats.length;
    const tick = this.own ?? this.tick;
    tick.required = seats.length > 0;
    tick.disabled = !this.own && !seats.length;
    const pictures = new Map(seats.map((seat) => [this.hall.viewOf(seat).photo, seat]));
    pictures.delete("");
    this.photos.replaceChildren(...[...pictures].map(([photo, seat]) => this.#picture(photo, seat)));
  }

  #picture(photo, seat) {
    const words = (this.texts.photo ?? "").replace("{seat}", this.hall.name(seat));
    return make("figure", {}, make("img", { src: photo, alt: words, loading: "lazy" }), make("figcaption", {}, words));
  }
}
