// What can be chosen: one button for each thing in a directory, above the painting.
const MOST_BOXES = 400;
const LEAST_AREA = 150;

/** The items that get a box; what is too small for one is one more, "others". */
function boxedItems(items, area) {
  const total = items.reduce((sum, item) => sum + item.size, 0);
  let count = items.findIndex(item => item.size / total * area < LEAST_AREA);
  count = Math.min(count < 0 ? items.length : count, MOST_BOXES);
  if (count === 0) {
    count = Math.min(items.length, MOST_BOXES);
  }
  if (items.length - count < 2) {
    return items;
  }
  const others = items.slice(count);
  const rest = {
    others,
    from: count,
    name: countText(others.length, 'other'),
    size: others.reduce((sum, item) => sum + item.size, 0),
    count: others.reduce((sum, item) => sum + item.count, 0),
  };
  return [...items.slice(0, count), rest].sort((a, b) => b.size - a.size);
}

/** A button over its place; of a hidden file, `lost` is the class of its layer's colour. */
function makeBox(place, width, height, lost) {
  const item = place.item;
  const box = document.createElement('button');
  box.type = 'button';
  box.tabIndex = -1;
  box.style.left = 100 * place.x / width + '%';
  box.style.top = 100 * place.y / height + '%';
  box.style.width = 100 * place.width / width + '%';
  box.style.height = 100 * place.height / height + '%';
  const opens = item.file === undefined;
  box.classList.toggle('opens', opens);
  if (lost) {
    box.classList.add('lost', lost);
  }
  if (place.width > 30 && place.height > 22) {
    const tall = !opens && place.height > 44;
    box.classList.toggle('tall', tall);
    const name = document.createElement('span');
    name.className = 'name';
    name.textContent = item.name;
    const size = document.createElement('span');
    size.className = 'size';
    size.textContent = tall ? sizeText(item.size) : '  ' + sizeText(item.size);
    if (tall) {
      box.append(name, size);
    } else {
      name.append(size);
      box.append(name);
    }
  }
  return box;
}

/** The box to go to from one of them in a direction: near, and rather straight on. */
function neighbour(places, from, dx, dy) {
  const here = places[from];
  let best = from;
  let least = Infinity;
  places.forEach((place, index) => {
    const ahead = dx !== 0
        ? dx > 0 ? place.x - (here.x + here.width) : here.x - (place.x + place.width)
        : dy > 0 ? place.y - (here.y + here.height) : here.y - (place.y + place.height);
    if (index === from || ahead < -0.5) {
      return;
    }
    const gap = dx !== 0
        ? Math.max(0, place.y - (here.y + here.height), here.y - (place.y + place.height))
        : Math.max(0, place.x - (here.x + here.width), here.x - (place.x + place.width));
    const offset = dx !== 0 ? Math.abs(place.y - here.y) : Math.abs(place.x - here.x);
    const distance = ahead + 4 * gap + offset / 100;
    if (distance < least) {
      least = distance;
      best = index;
    }
  });
  return best;
}
