// Undo and redo: each gesture is a list of steps that are taken back together.

export class History {
  constructor(changed) {
    Object.assign(this, { done: [], undone: [], changed });
  }

  make(steps) {
    if (!steps.length) return;
    this.done.push(steps);
    this.undone = [];
    for (const { unit, after } of steps) unit.brush = after;
    this.changed(steps);
  }

  undo() {
    const steps = this.done.pop();
    if (!steps) return;
    this.undone.push(steps);
    for (const { unit, before } of steps) unit.brush = before;
    this.changed(steps);
  }

  redo() {
    const steps = this.undone.pop();
    if (!steps) return;
    this.done.push(steps);
    for (const { unit, after } of steps) unit.brush = after;
    this.changed(steps);
  }

  get isDirty() {
    return this.done.length > 0;
  }
}
