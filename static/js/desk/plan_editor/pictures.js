// Pictures go to the house's own library; a plan keeps their numbers.

export class Pictures {
  constructor({ root, token, say }) {
    Object.assign(this, { root, token, say });
  }

  address(id) {
    return this.root.dataset.picture.replace("/0/", `/${id}/`);
  }

  show(element, id) {
    element.hidden = !id;
    if (id) element.src = this.address(id);
    else element.removeAttribute("src");
  }

  // Sends the chosen file; answers with its number and size, or with nothing where it was refused.
  async upload(field) {
    const [file] = field.files;
    field.value = "";
    if (!file) return null;
    const body = new FormData();
    body.append("file", file);
    const answer = await fetch(this.root.dataset.pictures, { method: "POST", body, headers: { "X-CSRFToken": this.token } }).catch(() => null);
    if (answer?.ok) return answer.json();
    const refused = await answer?.json().catch(() => null);
    this.say("picture", refused?.sentences);
    return null;
  }
}
