// The files as columns. Directories come before what is in them, and files in the order of their
// directories: so all that is below a directory is one range of files, and its size the difference
// of two sums.
class Model {
  constructor(data) {
    this.layers = data.layers;
    this.dirs = data.dirs;
    this.files = data.files;
    this.starts = [0];
    for (const count of data.dirs.files) {
      this.starts.push(this.starts[this.starts.length - 1] + count);
    }
    this.ends = this.dirs.name.map((_, dir) => dir + 1);
    for (let dir = this.ends.length - 1; dir > 0; dir--) {
      const parent = this.dirs.parent[dir];
      this.ends[parent] = Math.max(this.ends[parent], this.ends[dir]);
    }
    this.show(null);
  }

  /** What counts from now on: what containers see, or all files of one layer. */
  show(layer) {
    this.layer = layer;
    const length = this.files.name.length;
    this.sizes = new Float64Array(length + 1);
    this.counts = new Float64Array(length + 1);
    for (let file = 0; file < length; file++) {
      const shown = this.isShown(file);
      this.sizes[file + 1] = this.sizes[file] + (shown ? this.files.size[file] : 0);
      this.counts[file + 1] = this.counts[file] + (shown ? this.countOf(file) : 0);
    }
  }

  isShown(file) {
    return this.layer === null ? this.files.fate[file] === 0 : this.files.layer[file] === this.layer;
  }

  countOf(file) {
    const name = this.files.name[file];
    return typeof name === 'number' ? name : 1;
  }

  nameOf(file) {
    const name = this.files.name[file];
    return typeof name === 'number' ? countText(name, 'small file') : name;
  }

  dirItem(dir) {
    const from = this.starts[dir];
    const to = this.starts[this.ends[dir]];
    return {
      dir,
      name: this.dirs.name[dir],
      size: this.sizes[to] - this.sizes[from],
      count: this.counts[to] - this.counts[from],
    };
  }

  fileItem(file) {
    return {file, name: this.nameOf(file), size: this.files.size[file], count: this.countOf(file)};
  }

  /** What is in a directory and has a size, the largest first. */
  items(dir) {
    const items = [];
    for (let child = dir + 1; child < this.ends[dir]; child = this.ends[child]) {
      items.push(this.dirItem(child));
    }
    for (let file = this.starts[dir]; file < this.starts[dir + 1]; file++) {
      if (this.isShown(file)) {
        items.push(this.fileItem(file));
      }
    }
    return items.filter(item => item.size > 0).sort((a, b) => b.size - a.size);
  }

  /** The layer with most bytes below a directory. */
  mainLayer(dir) {
    if (this.layer !== null) {
      return this.layer;
    }
    const bytes = new Float64Array(this.layers.length);
    for (let file = this.starts[dir]; file < this.starts[this.ends[dir]]; file++) {
      bytes[this.files.layer[file]] += this.isShown(file) ? this.files.size[file] : 0;
    }
    return bytes.indexOf(Math.max(...bytes));
  }

  pathOf(dir) {
    return dir === 0 ? '' : this.pathOf(this.dirs.parent[dir]) + '/' + this.dirs.name[dir];
  }
}
