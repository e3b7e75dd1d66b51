/** Internal. One strict reader of JSON and one canonical writer, over one immutable tree. */
@NullMarked
package dev.lamina.json;

import org.jspecify.annotations.NullMarked;
