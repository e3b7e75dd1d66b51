// Numbers as the page writes them: the same as in its tables.
const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB'];

function sizeText(bytes) {
  let unit = 0;
  let value = bytes;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return Number(value.toPrecision(3)) + '\u202f' + UNITS[unit];
}

function countText(number, thing) {
  const digits = String(number).replace(/\B(?=(\d{3})+$)/g, ',');
  return digits + ' ' + thing + (number === 1 ? '' : 's');
}

function shareText(part, whole) {
  if (part === 0 || whole === 0) {
    return '0%';
  }
  const percent = (100 * part / whole).toFixed(1);
  return percent === '0.0' ? '<0.1%' : percent + '%';
}
