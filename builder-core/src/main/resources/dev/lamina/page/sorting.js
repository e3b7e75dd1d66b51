// The table of waste can be sorted by any column.
function makeSortable(table) {
  const heads = [...table.querySelectorAll('th')];
  heads.forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = head.textContent;
    button.addEventListener('click', () => sortRows(table, heads, column));
    head.replaceChildren(button);
  });
  heads[1].setAttribute('aria-sort', 'descending');
}

function sortRows(table, heads, column) {
  const words = heads[column].matches('.words, .how');
  const before = heads[column].getAttribute('aria-sort');
  const first = heads[column].matches('.number') ? 'descending' : 'ascending';
  const order = before === null ? first : before === 'ascending' ? 'descending' : 'ascending';
  heads.forEach(head => head.removeAttribute('aria-sort'));
  heads[column].setAttribute('aria-sort', order);
  const sign = order === 'ascending' ? 1 : -1;
  const body = table.tBodies[0];
  const key = row => row.cells[column].dataset.key;
  const compare = words
      ? (a, b) => key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0
      : (a, b) => key(a) - key(b);
  body.append(...[...body.rows].sort((a, b) => sign * compare(a, b)));
}
