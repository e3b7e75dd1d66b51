// Bruls, Huizing and van Wijk, "Squarified Treemaps" (2000): rows of items along the shorter side,
// each as long as its rectangles become more square.
function squarify(items, x, y, width, height) {
  const placed = [];
  let rest = items.reduce((sum, item) => sum + item.size, 0);
  let next = 0;
  while (next < items.length && rest > 0 && width > 0 && height > 0) {
    const side = Math.min(width, height);
    const scale = width * height / rest;
    let sum = 0;
    let worst = Infinity;
    let end = next;
    while (end < items.length) {
      const more = sum + items[end].size;
      const thickness = more * scale / side;
      const first = items[next].size * scale / thickness;
      const last = items[end].size * scale / thickness;
      const ratio = Math.max(first / thickness, thickness / last);
      if (ratio > worst) {
        break;
      }
      worst = ratio;
      sum = more;
      end++;
    }
    const thickness = sum * scale / side;
    let along = 0;
    for (; next < end; next++) {
      const length = items[next].size / sum * side;
      placed.push(width >= height
          ? {item: items[next], x, y: y + along, width: thickness, height: length}
          : {item: items[next], x: x + along, y, width: length, height: thickness});
      along += length;
    }
    rest -= sum;
    if (width >= height) {
      x += thickness;
      width -= thickness;
    } else {
      y += thickness;
      height -= thickness;
    }
  }
  return placed;
}
