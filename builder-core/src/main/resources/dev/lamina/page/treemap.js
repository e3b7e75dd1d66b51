// The map of one directory, and the way into others and back.
class Treemap {
  constructor(model) {
    this.model = model;
    this.map = document.getElementById('treemap');
    this.boxes = document.getElementById('boxes');
    this.detail = document.getElementById('detail');
    this.crumbs = document.getElementById('crumbs');
    this.painting = new Painting(document.getElementById('painting'), model);
    this.way = [{dir: 0, from: 0, at: 0}];
    this.places = [];
    this.map.addEventListener('keydown', event => this.key(event));
    this.boxes.addEventListener('click', event => this.chosen(event, place => this.open(place)));
    this.boxes.addEventListener('focusin', event => this.chosen(event, (place, index) => {
      this.focusable(index);
      this.tell(place.item);
    }));
    this.boxes.addEventListener('pointerover', event => this.chosen(event, p => this.tell(p.item)));
    this.map.addEventListener('pointerleave', () => this.tell(null));
    new ResizeObserver(() => {
      if (this.map.clientWidth !== this.width || this.map.clientHeight !== this.height) {
        this.draw();
      }
    }).observe(this.map);
  }

  here() {
    return this.way[this.way.length - 1];
  }

  show(layer) {
    this.model.show(layer);
    while (this.way.length > 1 && this.itemsHere().length === 0) {
      this.way.pop();
    }
    this.here().at = 0;
    this.draw();
  }

  itemsHere() {
    return this.model.items(this.here().dir).slice(this.here().from);
  }

  draw() {
    const width = this.width = this.map.clientWidth;
    const height = this.height = this.map.clientHeight;
    const focused = this.boxes.contains(document.activeElement);
    this.places = squarify(boxedItems(this.itemsHere(), width * height), 0, 0, width, height);
    this.painting.paint(this.places, width, height);
    this.boxes.replaceChildren(...this.places.map(place => {
      const box = makeBox(place, width, height, this.lost(place.item));
      box.setAttribute('aria-label', this.words(place.item));
      return box;
    }));
    this.focusable(Math.min(this.here().at, this.places.length - 1));
    this.drawCrumbs();
    this.tell(null);
    if (focused) {
      this.focus();
    }
  }

  lost(item) {
    const {fate, layer} = this.model.files;
    return item.file !== undefined && fate[item.file] !== 0 ? 'layer-' + colourOf(layer[item.file]) : '';
  }

  focusable(index) {
    this.here().at = Math.max(0, index);
    [...this.boxes.children].forEach((box, i) => {
      box.tabIndex = i === index ? 0 : -1;
    });
  }

  focus() {
    const box = this.boxes.children[this.here().at];
    if (box) {
      box.focus({preventScroll: true});
    }
  }

  chosen(event, action) {
    const box = event.target.closest('button');
    const index = [...this.boxes.children].indexOf(box);
    if (index >= 0) {
      action(this.places[index], index);
    }
  }

  open(place) {
    const item = place.item;
    if (item.file !== undefined) {
      return;
    }
    const here = this.here();
    here.at = this.places.indexOf(place);
    this.way.push(item.others
        ? {dir: here.dir, from: here.from + item.from, at: 0}
        : {dir: item.dir, from: 0, at: 0});
    this.arrive();
  }

  back(length) {
    if (length >= 1 && length < this.way.length) {
      this.way.length = length;
      this.arrive();
    }
  }

  arrive() {
    this.draw();
    this.focus();
    const total = this.model.dirItem(this.here().dir);
    document.getElementById('said').textContent =
        (this.model.pathOf(this.here().dir) || '/') + ', ' + this.sum(total);
  }

  key(event) {
    const moves = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};
    if (event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    if (moves[event.key] && this.places.length > 0) {
      this.here().at = neighbour(this.places, this.here().at, ...moves[event.key]);
      this.focus();
    } else if (event.key === 'Home' || event.key === 'End') {
      this.here().at = event.key === 'Home' ? 0 : this.places.length - 1;
      this.focus();
    } else if (event.key === 'Backspace' || event.key === 'Escape') {
      this.back(this.way.length - 1);
    } else {
      return;
    }
    event.preventDefault();
  }

  sum(item) {
    const whole = this.model.dirItem(0).size;
    const share = item.dir === 0
        ? ''
        : ', ' + shareText(item.size, whole) + (this.model.layer === null ? ' of the image' : ' of the layer');
    return sizeText(item.size) + ' in ' + countText(item.count, 'file') + share;
  }

  words(item) {
    const base = this.model.pathOf(this.here().dir) + '/';
    if (item.file === undefined) {
      return (item.others ? item.name + ' in ' + base : base + item.name + '/') + ': ' + this.sum(item);
    }
    const fate = this.model.files.fate[item.file];
    const lost = fate === 0 ? '' : (fate > 0 ? ', overwritten' : ', deleted') + ' by layer ' + (Math.abs(fate) - 1);
    const whole = this.model.dirItem(0).size;
    return base + item.name + ': ' + sizeText(item.size) + ', ' + shareText(item.size, whole)
        + ', layer ' + this.model.files.layer[item.file] + lost;
  }

  /** One line about what is pointed at, or else about the directory. */
  tell(item) {
    const total = this.model.dirItem(this.here().dir);
    this.detail.textContent = item ? this.words(item) : total.size > 0 ? this.sum(total) : 'No bytes here.';
  }

  drawCrumbs() {
    this.crumbs.replaceChildren(...this.way.map((step, index) => {
      const crumb = document.createElement('li');
      const last = index === this.way.length - 1;
      const part = document.createElement(last ? 'span' : 'button');
      part.textContent = step.from > 0
          ? 'others'
          : step.dir === 0 ? 'Root' : this.model.dirs.name[step.dir];
      if (last) {
        part.setAttribute('aria-current', 'location');
      } else {
        part.type = 'button';
        part.addEventListener('click', () => this.back(index + 1));
      }
      crumb.append(part);
      return crumb;
    }));
  }
}
