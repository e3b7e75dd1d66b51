// Whatever fails is said on the page, which is complete without its script.
addEventListener('error', event => {
  document.body.dataset.error = event.message;
  document.getElementById('failure').hidden = false;
});
addEventListener('securitypolicyviolation', event => {
  document.body.dataset.error = 'policy: ' + event.violatedDirective;
});

const model = new Model(JSON.parse(document.getElementById('data').textContent));
for (const part of document.querySelectorAll('.scripted')) {
  part.hidden = false;
}
const treemap = new Treemap(model);
new Picker(model, layer => treemap.show(layer));
document.querySelectorAll('table.waste').forEach(makeSortable);
document.body.dataset.ready = '';
