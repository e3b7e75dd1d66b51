// The bar of layers: a group of radio buttons, the whole image first.
class Picker {
  constructor(model, choose) {
    this.model = model;
    this.choose = choose;
    this.group = document.getElementById('picker');
    this.picked = document.getElementById('picked');
    const segments = document.createElement('div');
    segments.className = 'segments';
    segments.setAttribute('role', 'presentation');
    segments.style.setProperty('--count', model.layers.length);
    const whole = this.button('Whole image', 'whole', null);
    const parts = model.layers.map((layer, index) => {
      const part = this.button(String(index), 'layer-' + colourOf(index), index);
      part.style.setProperty('--grow', Math.max(1, layer.size));
      part.setAttribute('aria-label', this.words(index));
      part.title = this.words(index);
      return part;
    });
    segments.append(...parts);
    this.buttons = [whole, ...parts];
    this.group.append(whole, segments);
    this.group.addEventListener('keydown', event => this.key(event));
    this.group.addEventListener('pointerleave', () => this.describe(this.layer));
    this.pick(null);
  }

  button(text, kind, layer) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = kind;
    button.textContent = text;
    button.setAttribute('role', 'radio');
    button.addEventListener('click', () => this.pick(layer));
    button.addEventListener('pointerenter', () => this.describe(layer));
    return button;
  }

  pick(layer) {
    this.layer = layer;
    this.buttons.forEach((button, index) => {
      const checked = index === (layer === null ? 0 : layer + 1);
      button.setAttribute('aria-checked', checked);
      button.tabIndex = checked ? 0 : -1;
    });
    this.group.classList.toggle('one', layer !== null);
    this.describe(layer);
    this.choose(layer);
  }

  key(event) {
    const step = {ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1}[event.key];
    const at = this.layer === null ? 0 : this.layer + 1;
    const count = this.buttons.length;
    const next = event.key === 'Home' ? 0 : event.key === 'End' ? count - 1 : step ? (at + step + count) % count : -1;
    if (next < 0 || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    event.preventDefault();
    this.pick(next === 0 ? null : next - 1);
    this.buttons[next].focus();
  }

  words(index) {
    const layer = this.model.layers[index];
    return 'Layer ' + index + ': ' + sizeText(layer.size) + ' in ' + countText(layer.files, 'file') + ', '
        + sizeText(layer.compressed) + ' compressed, ' + layer.digest.slice(0, 19)
        + (layer.by ? ', ' + layer.by : '');
  }

  describe(index) {
    const text = document.createElement('span');
    if (index === null) {
      text.textContent = 'What a container sees. Choose a layer to see its files alone, also those that upper layers hide.';
      this.picked.replaceChildren(text);
      return;
    }
    const layer = this.model.layers[index];
    text.textContent = 'Layer ' + index + ', ' + sizeText(layer.size) + ' in ' + countText(layer.files, 'file')
        + ', ' + sizeText(layer.compressed) + ' compressed, ' + layer.digest.slice(0, 19);
    const by = document.createElement('code');
    by.textContent = layer.by;
    this.picked.replaceChildren(text, by);
  }
}
