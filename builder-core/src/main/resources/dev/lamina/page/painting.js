// What is inside the boxes: rectangles that only show, down to a size that can be seen.
const SVG = 'http://www.w3.org/2000/svg';
const TITLE = 21;
const MOST_AREAS = 10000;

class Painting {
  constructor(svg, model) {
    this.svg = svg;
    this.group = svg.querySelector('g');
    this.model = model;
  }

  paint(placed, width, height) {
    this.svg.setAttribute('viewBox', '0 0 ' + width + ' ' + height);
    this.group.replaceChildren();
    this.least = Math.max(24, width * height / MOST_AREAS);
    for (const place of placed) {
      this.paintItem(place, 0);
    }
  }

  paintItem(place, depth) {
    const item = place.item;
    if (item.others) {
      this.paintItems(item.others, place, depth);
    } else if (item.like) {
      this.rect(place, 'layer-' + colourOf(this.layerOf(item.like)));
    } else if (item.file !== undefined) {
      this.rect(place, 'layer-' + colourOf(this.layerOf(item)));
      if (this.model.files.fate[item.file] !== 0) {
        this.rect(place, 'hidden');
      }
      if (depth > 0 && place.width > 58 && place.height > 20) {
        this.text(place);
      }
    } else if (place.width * place.height < 4 * this.least || Math.min(place.width, place.height) < 6) {
      this.rect(place, 'layer-' + colourOf(this.layerOf(item)));
    } else {
      this.paintDirectory(place, depth);
    }
  }

  paintDirectory(place, depth) {
    const titled = hasTitle(place, depth);
    this.rect(place, depth === 0 ? 'frame' : 'inner');
    if (titled && depth > 0) {
      this.text(place);
    }
    const edge = depth === 0 ? 3 : titled ? 2 : 1;
    const top = titled ? TITLE - depth * 4 : edge;
    this.paintItems(this.model.items(place.item.dir), {
      x: place.x + edge,
      y: place.y + top,
      width: place.width - 2 * edge,
      height: place.height - top - edge,
    }, depth + 1);
  }

  /** Items too small to be seen are left as one area, of the colour of the largest. */
  paintItems(items, place, depth) {
    const total = items.reduce((sum, item) => sum + item.size, 0);
    const least = this.least * total / (place.width * place.height);
    const seen = items.filter(item => item.size >= least);
    const rest = items.slice(seen.length);
    if (rest.length > 0) {
      seen.push({like: rest[0], size: rest.reduce((sum, item) => sum + item.size, 0)});
      seen.sort((a, b) => b.size - a.size);
    }
    for (const part of squarify(seen, place.x, place.y, place.width, place.height)) {
      this.paintItem(part, depth);
    }
  }

  layerOf(item) {
    return item.file === undefined ? this.model.mainLayer(item.dir) : this.model.files.layer[item.file];
  }

  rect(place, kind) {
    const rect = document.createElementNS(SVG, 'rect');
    const small = Math.min(place.width, place.height) < 4;
    const space = small ? 0.25 : 0.5;
    rect.setAttribute('x', (place.x + space).toFixed(2));
    rect.setAttribute('y', (place.y + space).toFixed(2));
    rect.setAttribute('width', Math.max(0.3, place.width - 2 * space).toFixed(2));
    rect.setAttribute('height', Math.max(0.3, place.height - 2 * space).toFixed(2));
    if (!small) {
      rect.setAttribute('rx', 2);
    }
    rect.setAttribute('class', kind);
    this.group.append(rect);
  }

  text(place) {
    const room = Math.floor((place.width - 8) / 6.2);
    const name = place.item.name;
    const text = document.createElementNS(SVG, 'text');
    text.setAttribute('x', (place.x + 5).toFixed(2));
    text.setAttribute('y', (place.y + 12.5).toFixed(2));
    text.textContent = name.length <= room ? name : name.slice(0, Math.max(1, room - 1)) + '…';
    this.group.append(text);
  }
}

function colourOf(layer) {
  return layer % 12;
}

function hasTitle(place, depth) {
  return depth === 0
      ? place.width > 30 && place.height > 34
      : depth === 1 && place.width > 58 && place.height > 44;
}
